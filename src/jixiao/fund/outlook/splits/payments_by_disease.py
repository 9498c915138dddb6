"""住院基金支付：病种结构。"""

from collections.abc import Callable

from ibis import ir

from jixiao.fund.outlook.split import split
from jixiao.fund.records import proven


@split(
    code="OS03",
    title="住院基金支付：病种结构",
    says="{above:元}，{below} 人次",
    group="disease",
)
def payments_by_disease(
    care_months: ir.Table, *, by: Callable[[ir.Table], ir.Value]
) -> ir.Table:
    """Return cells with their payments and visits."""
    rows = care_months
    rows = rows.filter(rows.care == "住院")
    return proven(
        rows,
        key=rows.cell,
        on=rows.month,
        place=by(rows),
        above=rows.fund,
        below=rows.visits,
    )
