"""医保费按期到账率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_contribution
from jixiao.measures.scopes import of_codes


@measure(
    code="CT03",
    title="医保费按期到账率",
    says="应缴 {below:元}，按期到账 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "征缴|缴费|收缴|征收 及时率 -参保",
        "征缴|缴费|收缴|征收|医保费|保费 及时 到账|缴纳|入库|完成 率 -参保",
        "及时 征缴|缴费|收缴|缴纳 率 -参保",
        "征缴|缴费|收缴|征收|医保费|保费 及时|按期 征缴|到账|缴纳|入库|上解|划转 率 -参保",
        "?医保费|保费|保险费|医疗保险费|足额|基金|费|应缴|到账|单位|用人单位|收入|资金|征收|征缴|收缴|缴费|职工|统筹|完成|情况|入库|缴纳|保险|医疗保险|及时",
    ),
)
def collected_in_time(contributions: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each payer and month that has a day it is due."""
    rows = of_codes(contributions, "insutype", "scheme", scheme)
    rows = rows.filter(rows.due_date.notnull())
    in_time = (rows.paid_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_contribution(rows, above=in_time.ifelse(rows.come, 0), below=rows.due)
