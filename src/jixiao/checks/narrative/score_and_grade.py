"""自评得分与等级不合。"""

import re
from collections.abc import Iterator
from decimal import Decimal

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
    """The bands are those that the document prints, else the ministry's; not asked where they are unclear."""
    if not (dossier.budget or any(table.evaluated for table in dossier.tables)):
        return
    paper = dossier.paper
    bands = [
        (match["grade"], int(match["least"])) for match in _BAND.finditer(paper.text)
    ]
    is_clear = {grade for grade, _ in bands} >= set("优良中")
    if _OWN_BANDS.search(paper.text) and not is_clear:
        return
    for match, evidence in paper.find(_SCORED):
        score = read_number(match["score"])
        due = _own_grade(bands, score) if is_clear else rubric().rating(score)
        if match["grade"] != due:
            yield Breach(evidence, "budget", score=score, grade=match["grade"], due=due)


def _own_grade(bands: list[tuple[str, int]], score: Decimal) -> str:
    """The best grade whose least score is reached; 差 where none is."""
    reached = [(least, grade) for grade, least in bands if score >= least]
    return max(reached)[1] if reached else "差"


_BAND = re.compile(
    r"(?P<least>\d{2})分?(?:\(含\))?(?:及?以上|[—\-~至到]+\d{2,3}分?(?:\(不?含\))?)(?:的)?为[“\"]?(?P<grade>[优良中])"
)
_OWN_BANDS = re.compile(
    r"\d{2}分?[—\-~至]\d{2,3}分?\(?(?:含|不含)?[^,。;]{0,8}为?[“\"]?[优良中]"
)
_SCORED = re.compile(
    rf"得分(?:为|是|:)?(?P<score>{NUMBER})分?[,;](?:自评|评价|绩效)?(?:结果|等级|等次|评级)(?:评定|评价)?(?:均)?(?:为|是|:)?[“\"]?(?P<grade>[优良中差])(?:秀|好|等)?[”\"]?(?=[,。;])"
)
