"""活动次数：某类活动（发布会、会议等）的次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_words


@measure(
    code="AC07",
    title="活动次数",
    says="{above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "新闻发布会|政策吹风会|吹风会|发布会",
        "会议 次数|场次",
        "论证会|座谈会|推进会|联席会|调度会|研讨会|部署会",
        "车辆租赁|交通租赁",
        "劳务|专家",
        "调研 次数 -报告",
        "会议|座谈会|推进会|联席会议|工作会议|新闻发布会|发布会|推进会议 次数|场次|场数 -费 -率 -人",
        "?省级|会议|政策|药品|挂网|业务|费|聘请|评审|次数|场次|信息公开|政府|召开|组织|举办|工作|部门|医保|联席|联席会议|专题|场|工作会议|基金监管|打击欺诈骗保|次|年度",
    ),
)
def events(
    activities: ir.Table,
    *,
    kind: str,
    item: str = "",
    project: str = "",
    where: str = "",
) -> ir.Table:
    """Return a row for each event."""
    rows = of_words(activities, "kind", "kind", kind)
    rows = of_event(rows, item, project, where)
    return by_event(rows)
