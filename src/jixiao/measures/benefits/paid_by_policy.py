"""待遇足额支付率：重算过的结算里，各层基金付得不少于按政策应付的。"""

from ibis import ir

from jixiao.fund.resettling.kept import PAID
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_codes


@measure(
    code="BE10",
    title="待遇足额支付率",
    says="重算 {below} 笔，付得不少于应付的 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "待遇 足额 支付|兑现|发放|落实 率",
        "待遇 足额 支付|兑现|发放|落实|拨付 率",
        "待遇 支付|兑现|发放|落实|报销 足额率",
        "?就医|支付|参保|人员|患者|居民|及时|医疗保险|按规定|按时|保险|生育|医疗|政策|足额|率|报销|群众|参保群众",
    ),
)
def paid_by_policy(resettled: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each settlement that `jixiao settle` settled again."""
    rows = of_codes(resettled, "insutype", "scheme", scheme)
    rows = rows.filter(rows.compared == PAID)
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.setl_time,
        above=rows.paid_fund >= rows.fund_pay_sumamt,
    )
