"""培训人次：各次培训参加人次之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_held


@measure(
    code="AC02",
    title="培训人次",
    says="培训 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    words=(
        "培训 人次|人数|规模|人员 -率 -满意",
        "培训|宣讲 -率 -满意",
        "?骨干|业务骨干|业务|政策|干部|基层|乡镇|到|能力|班|宣讲|经办|经办人员|工作人员|参训|参加|人员",
    ),
)
def trained(
    activities: ir.Table, *, item: str = "", project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind."""
    rows = of_held(activities, ("培训", "宣讲"))
    rows = of_event(rows, item, project, where)
    return by_event(rows, above=rows.participants.fill_null(0))
