"""商业健康大病保险赔付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_topup_payout


@measure(
    code="TU02",
    title="商业健康大病保险赔付金额",
    says="期内赔付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "商业健康大病保险|商业健康保险|健康大病商业保险|惠民保|普惠型商业健康保险 赔付|理赔|待遇支付 金额|资金|额",
        "?保险|待遇|支付|资金|金额|补充|普惠型|商业",
    ),
)
def paid_out(topup_payouts_paid: ir.Table) -> ir.Table:
    """Return a row for each payout of the period."""
    return by_topup_payout(topup_payouts_paid, above=topup_payouts_paid.amount)
