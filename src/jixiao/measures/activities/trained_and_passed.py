"""培训合格率：参加考核的人里，合格的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_event
from jixiao.measures.scopes import of_event, of_held


@measure(
    code="AC03",
    title="培训合格率",
    says="考核 {below} 人，合格 {above} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "培训|培养 合格率|通过率",
        "考核|考试 合格率|通过率 @培训|培养|参训|学员",
        "参训|学员|参训人员 合格率|通过率",
        "培训|参训|学员 考核|考试|测试|结业 合格率|通过率|达标率",
        "培训|参训 合格率|达标率|通过率",
        "?骨干|业务骨干|业务|政策|人员|参训|学员|人才|干部|考核|考试|经办|结业|参训人员|医保|效果|质量|测试|经办人员|合格|达标|试",
    ),
)
def trained_and_passed(
    activities: ir.Table, *, item: str = "", project: str = "", where: str = ""
) -> ir.Table:
    """Return a row for each event of the kind after which people were examined."""
    rows = of_held(activities, ("培训",))
    rows = of_event(rows, item, project, where)
    rows = rows.filter(rows.examined.fill_null(0) > 0)
    return by_event(rows, above=rows.passed.fill_null(0), below=rows.examined)
