"""医疗费用：人次和次均。"""

from collections.abc import Callable

from ibis import ir

from jixiao.fund.outlook.split import split
from jixiao.fund.records import proven


@split(
    code="OS01",
    title="医疗费用：人次和次均",
    says="{above:元}，{below} 人次",
)
def fees_by_price_and_volume(
    care_months: ir.Table, *, by: Callable[[ir.Table], ir.Value]
) -> ir.Table:
    """Return cells with their fees and visits."""
    rows = care_months
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=by(rows),
        above=rows.fees,
        below=rows.visits,
    )
