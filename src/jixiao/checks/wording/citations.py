"""引用的文号不对。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO07",
    title="引用的文号不对",
    says="“{printed}”{reason}",
    suggests="核对文件的年份和文号，写作“某发〔2024〕12号”",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G19",
)
def citations(table: TargetTable) -> Iterator[Breach]:
    for place, text in objective_texts(table):
        for match in _NUMBER.finditer(text):
            fault = _fault(match, table.fiscal_year)
            if fault:
                reason, severity = fault
                at = table.evidence.get(place)
                yield Breach(at, place, severity, printed=match[0], reason=reason)


_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?P<open>[〔﹝\[（(【［])\s*(?P<year>(?:19|20)\d{2})年?\s*[〕﹞\]）)】］]\s*第?\d+\s*号"
)


def _fault(
    match: re.Match[str], fiscal_year: int | None
) -> tuple[str, Severity | None] | None:
    """What is wrong with a document's number: its year, or the brackets around it."""
    if fiscal_year and int(match["year"]) > fiscal_year:
        return f"的年份晚于 {fiscal_year} 年度", None
    if match["open"] not in "〔﹝":
        return "的年份应放在六角括号〔〕里", Severity.ADVICE
    return None
