"""商业健康大病保险待遇兑现率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="TU03",
    title="商业健康大病保险待遇兑现率",
    says="按条款应赔 {below} 笔，已足额赔付 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "商业健康大病保险|商业健康保险|健康大病商业保险|惠民保|普惠型商业健康保险 待遇|赔付|理赔 兑现|落实 率|比例",
        "商业健康大病保险|商业健康保险|健康大病商业保险|惠民保|普惠型商业健康保险 待遇|赔付|理赔 兑现|落实",
        "?保险|待遇|支付|参保|及|补充|普惠型|商业|赔付",
    ),
)
def paid_as_due(topup_dues: ir.Table) -> ir.Table:
    """Return a row for each bill on which something is due; above where it was paid in full."""
    rows = topup_dues.filter(topup_dues.due > 0)
    return proven(
        rows, key=rows.due_of, on=rows.settled_on, above=rows.paid >= rows.due
    )
