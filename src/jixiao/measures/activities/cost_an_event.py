"""活动次均费用：某类活动的费用除以次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_words


@measure(
    code="AC09",
    title="活动次均费用",
    says="费用 {above:元}，{below} 次",
    kind=ValueKind.MEAN,
    unit="元/次",
    better="lower",
    words=(
        "租赁|租车",
        "会议",
        "差旅|出差",
        "培训",
        "劳务|评审",
        "每次|每场|每期|次均 会议|培训|差旅|租车|车辆租赁 费用|费|成本|支出|标准",
        "?费用|费|支出|标准|次均|每次|每场|每期|交通|车辆|业务|监管|基金|成本|工作|人员|集中",
    ),
)
def cost_an_event(
    activities: ir.Table,
    *,
    kind: str,
    item: str = "",
    project: str = "",
    where: str = "",
) -> ir.Table:
    """Return a row for each event of which the cost is known."""
    rows = of_event(of_words(activities, "kind", "kind", kind), item, project, where)
    rows = rows.filter(rows.cost.notnull())
    return by_event(rows, above=rows.cost)
