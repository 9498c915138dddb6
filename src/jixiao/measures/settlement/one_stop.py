"""一站式结算率：大病保险或医疗救助付了钱的结算里，在就医的地方一次结清、不用回来手工报销的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_care, of_identity, of_layer


@measure(
    code="SE01",
    title="一站式结算率",
    says="大病保险或医疗救助支付的 {below} 笔，当场一次结清 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "一站式 结算 率|比例 -覆盖",
        "一站式 结算|服务|报销 率 -覆盖 -地区",
        "一站式 即时结算 率 -覆盖",
        "?即时|基本医保|费用|医疗费用|报销|待遇|服务|直接|医疗救助|即时结算|困难群众|住院|平台|实现|联网|信息|及时|直接结算",
    ),
)
def one_stop(
    settlements: ir.Table,
    *,
    scheme: str = "",
    care: str = "",
    layer: str = "",
    identity: str = "",
) -> ir.Table:
    """Return a row for each settlement to which more than the basic layer paid."""
    rows = of_care(settlements, care, scheme)
    rows = of_layer(rows.filter(rows.direct.notnull()), layer)
    if identity:
        rows = of_identity(rows, identity)
    return by_settlement(rows, above=rows.direct)
