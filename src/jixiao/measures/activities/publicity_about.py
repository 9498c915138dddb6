"""某类宣传活动次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_held


@measure(
    code="AC12",
    title="某类宣传活动次数",
    says="宣传 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "宣传月|宣传周|宣传日|宣传|宣讲 次数|场次|频次|活动",
        "宣传|宣讲 -率 -份 -印 -资料 -知晓 -普及 -满意 -能力 -费用 -费",
        "活动 次数 @宣传|宣讲 -率 -费 -培训 -会",
        "?次数|场次|活动|业务|政策|班|集中|到|人员|能力|主题|专题|系列|大型|现场|举办|法规",
    ),
)
def publicity_about(
    activities: ir.Table, *, item: str, project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind whose subject is what is asked."""
    rows = of_held(activities, ("宣传", "宣讲"))
    rows = of_event(rows, item, project, where)
    return by_event(rows)
