"""基金支付：年龄结构。"""

from collections.abc import Callable

from ibis import ir

from jixiao.fund.outlook.split import split
from jixiao.fund.records import proven


@split(
    code="OS04",
    title="基金支付：年龄结构",
    says="{above:元}，{below} 人次",
    group="age",
)
def payments_by_age(
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
