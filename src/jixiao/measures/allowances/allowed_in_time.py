"""生育津贴发放及时率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_allowance


@measure(
    code="MB05",
    title="生育津贴发放及时率",
    says="应发放 {below} 件，按期发放 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "生育津贴 及时率",
        "生育津贴 及时 发放|支付|拨付|办结|办理|审核 率",
        "生育津贴 发放|支付|拨付|审核|办理|办结|核发 及时率",
        "?享受|领取|发放|支付|待遇|职工|女职工|保险|办理|申领|审核|拨付|平均|基金|参保|人员|金额|资金|支出|办结|兑付|生育保险|核发|到账",
    ),
)
def allowed_in_time(allowances: ir.Table) -> ir.Table:
    """Return a row for each allowance that is paid or due, and has a day it is due."""
    rows = allowances.filter(allowances.due_date.notnull())
    in_time = (rows.paid_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_allowance(rows, above=in_time)
