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
    term, nature = table.term or "", table.project_nature or ""
    fault = _fault_of_years(term, table.fiscal_year, nature) or _fault_of_length(
        term, nature, longest
    )
    if fault:
        reason, severity = fault
        at = (table.evidence.get("term"), table.evidence.get("project_nature"))
        yield Breach(at, "term", severity, term=term, reason=reason)


_YEAR = re.compile(r"(?<!\d)(20\d{2})")
_ONE_YEAR = re.compile(r"20\d{2}年?度?")
_YEARS_LONG = re.compile(r"(\d{1,3})\s*年")
_NEW = re.compile(r"新增")
_ONCE = re.compile(r"一次性|一年期|当年")
_Fault = tuple[str, Severity | None]


def _fault_of_years(term: str, fiscal_year: int | None, nature: str) -> _Fault | None:
    """What is wrong with a term of a year, or of the first and the last: 2026年-2028年."""
    years = [int(year) for year in _YEAR.findall(term)]
    if len(years) == 1 and not _ONE_YEAR.fullmatch(term):
        return None
    if not years:
        return None
    first, last = years[0], years[-1]
    if first > last or _ends_in_an_earlier_month(term):
        return "结束早于开始", Severity.ERROR
    if fiscal_year and not first <= fiscal_year <= last:
        return f"不包括 {fiscal_year} 年度", Severity.ERROR
    if fiscal_year and first < fiscal_year and _NEW.search(nature):
        return f"从 {first} 年开始，与项目属性“{nature}”不符", None
    if first < last and _ONCE.search(nature):
        return f"跨了几年，与项目属性“{nature}”不符", None
    return None


_MONTH = re.compile(r"(?<!\d)(20\d{2})\s*[年./-]\s*(0?[1-9]|1[0-2])(?!\d)")


def _ends_in_an_earlier_month(term: str) -> bool:
    """Whether a term of two months of a year begins with the later: 2025年12月-2025年3月."""
    months = [(int(year), int(month)) for year, month in _MONTH.findall(term)]
    return len(months) == len(_YEAR.findall(term)) > 1 and months[0] > months[-1]


def _fault_of_length(term: str, nature: str, longest: int) -> _Fault | None:
    """What is wrong with a term that is a number of years (3年) or 长期, by the project's nature."""
    match = _YEARS_LONG.fullmatch(term)
    years = int(match[1]) if match else None
    is_long = "长期" in term or (years is not None and years > 1)
    if _ONCE.search(nature) and is_long:
        return f"与项目属性“{nature}”不符", None
    if years is not None and years >= longest:
        return "不像项目实际的期限", None
    return None
