"""热线接通率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_call


@measure(
    code="HO01",
    title="热线接通率",
    says="来电 {below} 次，接通 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "热线|12393|12345|咨询电话|服务电话 接通|接听|接起 率",
        "热线|12393|12345|咨询电话|服务电话|电话 接通|接听|接起|应答 率",
        "?服务|电话|咨询|人工|平均|来电|政务|12393|12345|医保|话务|座席|拨打|服务热线",
    ),
)
def calls_answered(calls: ir.Table) -> ir.Table:
    """Return a row for each call of which it is told whether it was answered."""
    rows = calls.filter(calls.answered.notnull())
    return by_call(rows, above=rows.answered == "1")
