"""异地清算争议处理率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="SE17",
    title="异地清算争议处理率",
    says="期内立的清算争议 {below} 件，已认定 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "争议 处理|办结|解决|认定|处置 率|比例 -及时",
        "?异地|就医|清算|异地清算|费用|结算|跨省",
    ),
)
def disputes_decided(away_disputes: ir.Table) -> ir.Table:
    """Return a row for each dispute opened in the period; above where it was decided."""
    rows = away_disputes
    return proven(
        rows,
        key=rows.code,
        on=rows.opened_on,
        place=rows.other_side,
        above=rows.decided_on.notnull(),
    )
