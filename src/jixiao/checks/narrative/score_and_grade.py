"""自评得分与等级不合。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.rubric_points import rubric
from jixiao.findings import Breach, Severity


@check(
    code="NA52",
    title="自评得分与等级不合",
    says="写的是 {score} 分、等级“{grade}”，按分档应为“{due}”",
    suggests="核对得分和等级，改正写错的一处；当地另有分级的，按当地的",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E05",
)
def score_and_grade(dossier: Dossier) -> Iterator[Breach]:
    """The bands are those of the ministry; a document that prints its own is not asked."""
    _, paper = dossier.narrative()
    if _OWN_BANDS.search(paper.text):
        return
    for match, evidence in paper.find(_SCORED):
        score = read_number(match["score"])
        due = rubric().rating(score)
        if match["grade"] != due:
            yield Breach(evidence, "budget", score=score, grade=match["grade"], due=due)


_OWN_BANDS = re.compile(
    r"\d{2}分?[—\-~至]\d{2,3}分?\(?(?:含|不含)?[^,。;]{0,8}为?[“\"]?[优良中]"
)
_SCORED = re.compile(
    rf"得分(?:为|是|:)?(?P<score>{NUMBER})分?[,;](?:自评|评价|绩效)?(?:结果|等级|等次|评级)(?:评定|评价)?(?:均)?(?:为|是|:)?[“\"]?(?P<grade>[优良中差])(?:秀|好|等)?[”\"]?(?=[,。;])"
)
