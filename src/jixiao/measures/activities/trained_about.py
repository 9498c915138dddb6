"""某类培训人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_held


@measure(
    code="AC11",
    title="某类培训人次",
    says="培训 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    words=(
        "培训 人次|人数|规模|人员 -率 -满意 -费 -师资 -教师 -讲师 -外出 -选派 -派员",
        "培训 -率 -满意 -费 -师资 -教师 -讲师 -外出 -选派 -派员",
        "?次数|场次|活动|业务|政策|班|集中|到|人员|能力|举办|开展|组织|专题|培训班|参加|参训",
    ),
)
def trained_about(
    activities: ir.Table, *, item: str, project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind whose subject is what is asked."""
    rows = of_held(activities, ("培训", "宣讲"))
    rows = of_event(rows, item, project, where)
    return by_event(rows, above=rows.participants.fill_null(0))
