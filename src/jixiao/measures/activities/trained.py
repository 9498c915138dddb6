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
        "培训 人次|人数|规模|人员 -率 -满意 -师资 -教师 -讲师",
        "培训|宣讲 -率 -满意 -师资 -教师 -讲师",
        "培训 人次|人数|人员|人员数量|规模 -率 -满意 -费 -资料 -教材 -师资 -教师 -讲师",
        "参训|受训 人次|人数|人员 -率 -满意 -费 -师资 -教师 -讲师",
        "?骨干|业务骨干|业务|政策|干部|基层|乡镇|到|能力|班|宣讲|经办|经办人员|工作人员|参训|参加|人员|医保工作人员|全年|医保|各类|医保干部|系统|数量|受训|内部|专题|队伍|覆盖|培训覆盖",
    ),
)
def trained(
    activities: ir.Table, *, item: str = "", project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind."""
    rows = of_held(activities, ("培训", "宣讲"))
    rows = of_event(rows, item, project, where)
    return by_event(rows, above=rows.participants.fill_null(0))
