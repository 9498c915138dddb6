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
        "培训 次数|班次|期数|场次|班|期 -率 -满意 -人次 -人数 -费 -资料 -教材",
        "?骨干|业务骨干|业务|政策|班|经办|干部|人员|经办人员|工作人员|举办|集中|会|医保业务|专题|医保|各类|全年|培训|场|期数|次数|内部|系统|能力提升|能力",
    ),
)
def trainings(
    activities: ir.Table, *, item: str = "", project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind."""
    rows = of_held(activities, ("培训",))
    rows = of_event(rows, item, project, where)
    return by_event(rows)
