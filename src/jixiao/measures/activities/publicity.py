"""宣传次数（场）：业务活动表里的宣传和宣讲。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_held


@measure(
    code="AC04",
    title="宣传活动次数",
    says="宣传 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "宣传月|宣传周|宣传日|宣传|宣讲 次数|场次|频次|活动",
        "宣传|宣讲 -率 -份 -印 -资料 -知晓 -普及 -满意 -能力 -费用",
        "宣传|宣讲 次数|场次|频次|场数|活动次数 -率 -份 -印 -资料 -知晓 -普及 -满意 -能力 -费 -线上",
        "?政策|活动|支出|次数|集中|医保|医保政策|集中宣传|专题|主题|各类|全年|法规|普法|政策法规|场次|举办|打击|系列|大型|现场|政策宣讲",
    ),
)
def publicity(
    activities: ir.Table, *, item: str = "", project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind."""
    rows = of_held(activities, ("宣传", "宣讲"))
    rows = of_event(rows, item, project, where)
    return by_event(rows)
