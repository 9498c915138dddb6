"""热线满意率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_call


@measure(
    code="HO03",
    title="热线满意率",
    says="回访或评价 {below} 次，满意 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "热线|12393|12345|咨询电话|服务电话 满意 率|度",
        "?服务|电话|咨询|群众|诉求|办理|工单|办结|来电|政务|人|回访|12393|12345|来电人|咨询人|接听|医保|客户|服务质量",
    ),
)
def calls_satisfied(calls: ir.Table) -> ir.Table:
    """Return a row for each call that was rated."""
    rows = calls.filter(calls.satisfied.notnull())
    return by_call(rows, above=rows.satisfied == "1")
