"""活动参加人次：某类活动参加人次之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_words


@measure(
    code="AC06",
    title="活动人次",
    says="{above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    words=(
        "差旅|出差",
        "专家|劳务",
        "交通租赁|车辆租赁",
        "调研|核查",
        "参会 人次|人数",
        "会议 人次|人数 -费 -率",
        "?费|费用|支出|业务|监管|基金|使用|专项|核查|调研|摸底|异地|聘请|评审|外|聘用",
    ),
)
def participants(
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
    return by_event(rows, above=rows.participants.fill_null(0))
