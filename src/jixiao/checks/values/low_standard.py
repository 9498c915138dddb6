"""合格率定得过低，差错率定得过高。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.printed_values import targets_at_fault
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="VA32",
    title="合格率定得过低，差错率定得过高",
    says="“{name}”的指标值 {stated}，{reason}",
    suggests="按行业标准、往年实际定值；确有原因的写明",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V18",
)
def low_standard(
    table: TargetTable, *, least: Decimal, most: Decimal
) -> Iterator[Breach]:
    def why(row: Indicator) -> str | None:
        return _why(row, least, most)

    yield from targets_at_fault(table, why)


_ALL = 100


def _why(row: Indicator, least: Decimal, most: Decimal) -> str | None:
    """Why a rate asks for too little; None for changes, and for what may be any share."""
    number, bound = row.target.number, row.target.bound
    is_change = words("may_exceed_whole").search(row.name)
    if number is None or bound is None or row.target.unit != "%" or is_change:
        return None
    has_faults = words("faults").search(row.name)
    if bound.is_ceiling and has_faults and most < number < _ALL:
        return f"高于 {most}%，定得过宽"
    is_nearly_all = words("nearly_all").search(row.name)
    if not bound.is_ceiling and is_nearly_all and not has_faults and 0 < number < least:
        return f"低于 {least}%，定得过低"
    return None
