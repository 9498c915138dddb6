"""活动人均费用：某类活动的费用除以参加人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_words


@measure(
    code="AC08",
    title="活动人均费用",
    says="费用 {above:元}，参加 {below} 人次",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="lower",
    words=(
        "差旅|出差|调研 ?费用|费|支出|标准|人均|每人",
        "培训 ?费用|费|支出|标准|人均|每人",
        "劳务|评审 ?费用|费|支出|标准|人均|每人",
        "会议 ?费用|费|支出|标准|人均|每人",
        "培训|会议|差旅 人均|每人 费用|费|标准|成本|支出",
        "人均|每人 培训|会议|差旅 费用|费|标准|成本|支出",
        "?业务|监管|基金|使用|专项|核查|异地|摸底|成本|工作|区内|区外|外|每天|人天|天|综合|学员|参训|参训人员|每名|每位|参会|参会人员|人员",
    ),
)
def cost_a_person(
    activities: ir.Table,
    *,
    kind: str,
    item: str = "",
    project: str = "",
    where: str = "",
) -> ir.Table:
    """Return a row for each event of which the cost is known, and how many came."""
    rows = of_event(of_words(activities, "kind", "kind", kind), item, project, where)
    rows = rows.filter(rows.cost.notnull(), rows.participants.fill_null(0) > 0)
    return by_event(rows, above=rows.cost, below=rows.participants)
