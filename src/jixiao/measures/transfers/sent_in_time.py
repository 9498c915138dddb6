"""转移支付下达及时率：收到的资金里，按期分到下级的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_transfer_sent


@measure(
    code="TF01",
    title="转移支付下达及时率",
    says="下达 {below} 笔，按期 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "转移支付|上级补助 下达|分解|分配 及时率|按时率",
        "转移支付|上级补助|中央资金|上级资金 下达|分解|分配|拨付 及时率",
        "?资金|中央|自治区|财政|指标|项目|预算|分解|下达|及时|规定",
    ),
)
def sent_in_time(transfers_sent: ir.Table, *, within_days: int) -> ir.Table:
    """Return a row for each allocation of the period of which it is known when the money came."""
    rows = transfers_sent.filter(transfers_sent.came_on.notnull())
    last = rows.came_on + ibis.interval(days=1) * within_days
    return by_transfer_sent(rows, above=rows.happened_on <= last.cast("date"))
