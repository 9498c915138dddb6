"""异地清算核对一致率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven

_AGREED = "1"


@measure(
    code="SE14",
    title="异地清算核对一致率",
    says="核对 {below} 笔，两方一致 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "清算|对账 核对|对账|清算 一致|相符|准确 率|比例",
        "?异地|就医|清算|异地清算|费用|结算|跨省|资金|两地|双方|数据|金额",
    ),
)
def lines_agreed(away_cleared: ir.Table) -> ir.Table:
    """Return a row for each pair of the month that was cleared last; above where both sides agree."""
    rows = away_cleared
    return proven(
        rows,
        key=rows.pair,
        on=rows.month,
        place=rows.other_side,
        above=rows.state == _AGREED,
    )
