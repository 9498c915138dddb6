"""各等次的项目加起来不是项目数。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA37",
    title="各等次的项目加起来不是项目数",
    says="“{printed}”：共 {stated} 个，各等次加起来 {computed} 个",
    suggests="核对项目数和各等次的个数",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N02",
)
def grades_counted(dossier: Dossier) -> Iterator[Breach]:
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_GRADED):
        counts = [int(count) for count in _COUNT.findall(match["grades"])]
        if len(counts) > 1 and sum(counts) != int(match["whole"]):
            yield Breach(
                evidence,
                "budget.figures",
                printed=match[0],
                stated=match["whole"],
                computed=sum(counts),
            )


_EACH = (
    r"(?:评价|自评|评定)?(?:结果|等[次级])?(?:为)?[“\"]?[优良中差](?:秀|好)?[”\"]?"
    r"(?:等次|等级)?的?(?:项目)?(?:有)?\d+个[,，、;；和]?"
)
_GRADED = re.compile(
    r"(?P<whole>\d+)个(?:[\u4e00-\u9fff]{0,6})项目[^\d]{0,30}(?:(?:涉及|金额)[^。]{0,50}。?[^\d。]{0,20})?"
    rf"(?P<grades>(?:{_EACH}){{2,4}})"
)
_COUNT = re.compile(r"(\d+)个")
