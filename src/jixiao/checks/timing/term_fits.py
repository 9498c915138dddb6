"""项目期不合情理。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI04",
    title="项目期不合情理",
    says="项目期“{term}”{reason}",
    suggests="按项目实际的起止年份填写项目期",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G10 G11",
)
def term_fits(table: TargetTable, *, longest: int) -> Iterator[Breach]:
    term, nature, year = table.term or "", table.project_nature or "", table.fiscal_year
    at = (table.evidence.get("term"), table.evidence.get("project_nature"))
    years = [int(found) for found in re.findall(r"(?<!\d)(20\d{2})", term)]
    span = re.fullmatch(r"(\d+)\s*年", term)
    once = re.search(r"一次性|一年期|当年", nature)
    begun, *ended = years or [0]
    if ended and begun > ended[0]:
        yield Breach(at, "term", Severity.ERROR, term=term, reason="结束早于开始")
    elif ended and year and not begun <= year <= ended[0]:
        yield Breach(at, "term", Severity.ERROR, term=term, reason=f"不包括 {year} 年度")
    elif once and (re.search(r"长期", term) or (span and int(span[1]) > 1)):
        yield Breach(at, "term", term=term, reason=f"与项目属性“{nature}”不符")
    elif re.search(r"常年|经常|延续|长期", nature) and span and int(span[1]) == 1:
        reason = f"与项目属性“{nature}”不符，年年安排的应写起止年份"
        yield Breach(at, "term", Severity.ADVICE, term=term, reason=reason)
    elif span and int(span[1]) >= longest:
        yield Breach(at, "term", term=term, reason="不像项目实际的期限")
