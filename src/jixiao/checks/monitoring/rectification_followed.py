"""需要整改，没有写要求，或到期没有结果。"""

from collections.abc import Iterator
from datetime import date

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.rubric_points import is_stated
from jixiao.findings import Breach, Severity
from jixiao.period import last_day
from jixiao.quantity import read_value
from jixiao.targets import TargetTable

_NEEDED = "是否需要整改"
_DEMANDS = ("整改要求", "整改要求和建议")
_RESULTS = ("整改结果", "整改结果和结论")
_DATES = ("填报日期", "填表日期")
_UNTIL = "整改期限"


@check(
    code="MO10",
    title="需要整改而没有要求或结果",
    says="是否需要整改写“是”，{lacking}",
    suggests="写明整改要求、期限；到期后写整改结果和结论",
    severity=Severity.ERROR,
    basis="预算管理一体化规范",
    rule="M06",
)
def rectification_followed(table: TargetTable) -> Iterator[Breach]:
    fields = table.other_fields
    if chinese.key(fields.get(_NEEDED, "")) != "是":
        return
    at = table.evidence.get("project_name")
    if not any(is_stated(fields.get(name)) for name in _DEMANDS):
        yield Breach(at, lacking="没有写整改要求")
    elif not any(is_stated(fields.get(name)) for name in _RESULTS) and _is_overdue(
        table
    ):
        yield Breach(at, lacking=f"期限 {fields[_UNTIL]} 已过，没有写整改结果")


def _is_overdue(table: TargetTable) -> bool:
    """Whether the date a form bears is after the day it sets; without both nobody can tell."""
    fields = table.other_fields
    date_of_form = next((fields[name] for name in _DATES if name in fields), None)
    until = _read_day(fields.get(_UNTIL), table.fiscal_year)
    on = _read_day(date_of_form, table.fiscal_year)
    return until is not None and on is not None and on > until


def _read_day(text: str | None, fiscal_year: int | None) -> date | None:
    value, _ = read_value(text or "", fiscal_year)
    return last_day(value.deadline) if value.deadline else None
