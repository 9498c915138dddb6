"""医保码结算率：写明就诊凭证的结算里，凭医保码结的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import is_by_code, of_care


@measure(
    code="SE19",
    title="医保码结算率",
    says="写明凭证的结算 {below} 笔，用医保码 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "医保码 结算 率|占比|比例 -激活 -申领 -接入 -机构 -药店 -医院 -移动支付 -满意 -基金 -费用 -金额",
        "医保码 扫码|就医|购药 率|占比|比例 -激活 -申领 -接入 -机构 -药店 -医院 -移动支付 -满意 -基金 -费用 -金额",
        "?扫码|使用|应用|就医|购药|参保|人员|群众|人次|笔数|结算|支付|全渠道|结算量|占|总结算|总",
    ),
)
def by_code(settlements: ir.Table, *, care: str = "", scheme: str = "") -> ir.Table:
    """Return a row for each settlement on the spot that states by what a person was known."""
    rows = of_care(settlements, care, scheme or "基本医保")
    rows = rows.filter(
        rows.direct.fill_null(True),  # noqa: FBT003 — who settles it is not stated by all
        rows.mdtrt_cert_type.fill_null("") != "",
    )
    return by_settlement(rows, above=is_by_code(rows))
