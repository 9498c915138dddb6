"""满意度、知晓率的指标值不合常情。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.printed_values import targets_at_fault
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="VA11",
    title="满意度、知晓率的指标值不合常情",
    says="“{name}”的指标值“{stated}”{reason}",
    suggests="按近年调查的结果定一个够得着、又不过低的值",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V09",
)
def satisfaction_in_reason(
    table: TargetTable, *, lowest: Decimal, highest: Decimal
) -> Iterator[Breach]:
    def reason(row: Indicator) -> str | None:
        return _reason(row, lowest, highest)

    yield from targets_at_fault(table, reason)


def _reason(row: Indicator, lowest: Decimal, highest: Decimal) -> str | None:
    """Why a rate that only a survey can tell is out of reason; None where it is in reason."""
    number = row.target.number
    if number is None or row.target.unit != "%":
        return None
    if "满意" in row.name:
        if number == highest:
            return "，调查很难人人满意"
        return f"，低于 {lowest}%，偏低" if number < lowest else None
    if words("about_awareness").search(row.name) and number == highest:
        return "，调查很难人人都知道"
    return None
