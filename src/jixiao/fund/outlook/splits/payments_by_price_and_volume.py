"""基金支付：人次和次均。"""

from collections.abc import Callable

from ibis import ir

from jixiao.fund.outlook.split import split
from jixiao.fund.records import proven


@split(
    code="OS02",
    title="基金支付：人次和次均",
    says="{above:元}，{below} 人次",
)
def payments_by_price_and_volume(
    care_months: ir.Table, *, by: Callable[[ir.Table], ir.Value]
) -> ir.Table:
    """Return cells with their payments and visits."""
    rows = care_months
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=by(rows),
        above=rows.fund,
        below=rows.visits,
    )
