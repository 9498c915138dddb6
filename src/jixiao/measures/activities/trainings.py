"""培训次数（期、班）：业务活动表里的培训。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_held


@measure(
    code="AC01",
    title="培训次数",
    says="培训 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "培训 次数|期数|班次|场次|期|班数",
        "培训 -率 -满意",
        "?骨干|业务骨干|业务|政策|班|经办|干部|人员|经办人员|工作人员",
    ),
)
def trainings(
    activities: ir.Table, *, item: str = "", project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind."""
    rows = of_held(activities, ("培训",))
    rows = of_event(rows, item, project, where)
    return by_event(rows)
