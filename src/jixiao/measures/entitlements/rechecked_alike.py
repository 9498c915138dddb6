"""待遇资格认定复核一致率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_conclusion
from jixiao.measures.scopes import of_entitlement


@measure(
    code="QU04",
    title="待遇资格认定复核一致率",
    says="复核 {below} 件，一致 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "认定|鉴定|评估|评定|审批|准入 准确率 -培训",
        "认定|鉴定|评估|评定|审批|准入 复核|抽查 一致 率 -培训",
        "认定|鉴定|评估|评定|审批|准入 复核|抽查 一致率|通过率|合格率 -培训",
        "认定|鉴定|评估|评定|审批|准入 准确率|一致率|符合率 -培训 -绩效 -入组",
        "?资格|待遇|认定|结论|申请|等级|办理|办结|出具|人员|患者|病种|新增|当年|新|参保|材料|失能|业务|工作|药品|用药|结果|复核|抽查|对象|门诊|身份|抽检",
    ),
)
def rechecked_alike(
    qualifications_concluded: ir.Table, *, benefit: str = ""
) -> ir.Table:
    """Return a row for each conclusion that was looked at again."""
    rows = of_entitlement(qualifications_concluded, benefit)
    rows = rows.filter(rows.rechecked == "1", rows.agreed.notnull())
    return by_conclusion(rows, above=rows.agreed == "1")
