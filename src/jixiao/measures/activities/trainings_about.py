"""某类培训次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_held


@measure(
    code="AC10",
    title="某类培训次数",
    says="培训 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "培训 次数|期数|班次|场次|期|班数",
        "培训 -率 -满意 -费",
        "?次数|场次|活动|业务|政策|班|集中|到|人员|能力|举办|开展|组织|专题|培训班|场",
    ),
)
def trainings_about(
    activities: ir.Table, *, item: str, project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind whose subject is what is asked."""
    rows = of_held(activities, ("培训",))
    rows = of_event(rows, item, project, where)
    return by_event(rows)
