"""需要整改，没有写要求，或到期没有结果。"""

from collections.abc import Iterator

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
    told = table.other_fields
    if chinese.key(told.get(_NEEDED, "")) != "是":
        return
    if not any(is_stated(told.get(name)) for name in _DEMANDS):
        yield Breach(table.evidence.get("project_name"), lacking="没有写整改要求")
    elif not any(is_stated(told.get(name)) for name in _RESULTS) and _is_overdue(table):
        yield Breach(
            table.evidence.get("project_name"), lacking=f"期限 {told[_UNTIL]} 已过，没有写整改结果"
        )


def _is_overdue(table: TargetTable) -> bool:
    """Say whether the date a form bears is after the one it sets; without both nobody can tell."""
    told = table.other_fields
    dates = [told.get(_UNTIL), next((told[name] for name in _DATES if name in told), None)]
    read = [read_value(text or "", table.fiscal_year)[0].deadline for text in dates]
    if not all(read):
        return False
    until, on = (last_day(str(day)) for day in read)
    return on > until
