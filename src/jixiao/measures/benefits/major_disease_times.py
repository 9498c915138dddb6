"""大病保险（含职工大额）报销人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes, once_a_stay


@measure(
    code="BE08",
    title="大病保险报销人次",
    says="大病保险支付 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "大病保险|大病 报销|受益|补偿|兑现|享受|赔付|理赔|支付|待遇 人次",
        "大病保险 人次",
        "大病保险|大病 报销|受益|补偿|兑现|享受|赔付|理赔|支付|待遇|惠及 人次 -救助",
        "?待遇|受益|享受|患者|参保|人员|医疗|费用|居民|职工|城乡居民|资金|支付|二次报销|二次补偿|二次|再次报销",
    ),
)
def major_disease_times(settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each stay, and each other settlement, that the second layer paid for."""
    rows = of_codes(settlements, "insutype", "scheme", scheme)
    rows = once_a_stay(rows.filter(rows.hifmi_pay + rows.hifob_pay > 0))
    return by_settlement(rows)
