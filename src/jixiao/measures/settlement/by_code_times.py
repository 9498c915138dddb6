"""医保码结算人次：凭医保码结的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import is_by_code, of_care


@measure(
    code="SE20",
    title="医保码结算人次",
    says="用医保码结算 {above} 笔",
    kind=ValueKind.TOTAL,
    unit="人次",
    words=(
        "医保码 结算|扫码 人次|次数|笔数|数量|量 -激活 -申领 -接入 -机构 -药店 -医院 -移动支付 -率 -日均",
        "?扫码|使用|就医|购药|参保|人员|群众|结算|支付|全渠道|累计",
    ),
)
def by_code_times(
    settlements: ir.Table, *, care: str = "", scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement by the code."""
    rows = of_care(settlements, care, scheme or "基本医保")
    return by_settlement(rows.filter(is_by_code(rows)))
