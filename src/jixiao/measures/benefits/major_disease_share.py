"""大病保险支付的占政策范围内费用里基本医保付过以后余下的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE09",
    title="大病保险报销比例",
    says="达到大病保险的结算里，基本医保支付后余下 {below:元}，大病保险支付 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "大病保险|大病 报销|支付|补偿|赔付 比例|率 -赔付率",
        "大病保险|大病 报销|支付|补偿|赔付 率|水平 -救助 -及时 -覆盖 -赔付率",
        "?费用|医疗费用|政策范围内|合规|患者|参保|人员|实际|平均|内|符合规定|超过起付线|居民|城乡居民",
    ),
)
def major_disease_share(settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each settlement that the second layer paid for."""
    rows = of_codes(settlements, "insutype", "scheme", scheme)
    rows = rows.filter(rows.hifmi_pay + rows.hifob_pay > 0, rows.inscp_amt.notnull())
    paid = rows.hifmi_pay + rows.hifob_pay
    left = ibis.greatest(rows.inscp_amt - rows.hifp_pay, paid)
    return by_settlement(rows, above=paid, below=left)
