"""活动完成时间：某类活动（培训、宣传、会议等）的最后一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_words


@measure(
    code="AC13",
    title="活动完成时间",
    says="{below} 次，最后一次在这一天",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "培训|宣传|宣讲|会议|调研 完成|举办|开展|组织|结束 时间|时限|期限 -计划 -资料 -印",
        "培训|宣传|宣讲|会议|调研 完成|举办|开展|组织|结束|召开 时间|时限|期限 -计划 -资料 -印",
        "?宣传月|活动|工作|业务|政策|班|集中|任务|及时|宣传|医保|按期|集中宣传",
    ),
)
def held_by(
    activities: ir.Table,
    *,
    kind: str,
    item: str = "",
    project: str = "",
    where: str = "",
) -> ir.Table:
    """Return a row for each event of the kind, on its day."""
    rows = of_words(activities, "kind", "kind", kind)
    return by_event(of_event(rows, item, project, where))
