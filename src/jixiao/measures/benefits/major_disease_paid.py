"""大病保险（含职工大额）支付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE15",
    title="大病保险支付金额",
    says="大病保险支付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "大病保险 支出|支付|赔付|报销|补偿 金额|资金|总额|费用",
        "大病保险 支出|赔付",
        "大病保险 支出|支付|赔付|报销|补偿|理赔 额|金额|资金|支出 -保费 -人均 -率",
        "?资金|金额|总额|费用|医疗|支付|赔付|支出",
    ),
)
def major_disease_paid(settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each settlement that the second layer paid for."""
    rows = of_codes(settlements, "insutype", "scheme", scheme)
    rows = rows.filter(rows.hifmi_pay + rows.hifob_pay > 0)
    return by_settlement(rows, above=rows.hifmi_pay + rows.hifob_pay)
