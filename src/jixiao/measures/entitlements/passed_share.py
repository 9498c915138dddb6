"""待遇资格认定通过率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_conclusion
from jixiao.measures.scopes import of_entitlement


@measure(
    code="QU05",
    title="待遇资格认定通过率",
    says="有结论 {below} 件，通过 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    better="",
    words=(
        "认定|鉴定|评估|评定|审批|准入 通过 率 -未 -培训 -复核",
        "认定|鉴定|评估|评定|审批|准入 通过率 -未 -培训 -复核",
        "认定|鉴定|评估|评定|审批|准入 通过 率 -未 -培训 -复核 -绩效 -机构",
        "?资格|待遇|认定|结论|申请|等级|办理|办结|出具|人员|患者|病种|新增|当年|新|参保|材料|失能|业务|工作|药品|用药|结果|审核|门诊|专家|申报|评审",
    ),
)
def passed_share(qualifications_concluded: ir.Table, *, benefit: str = "") -> ir.Table:
    """Return a row for each conclusion."""
    rows = of_entitlement(qualifications_concluded, benefit)
    rows = rows.filter(rows.passed.notnull())
    return by_conclusion(rows, above=rows.passed == "1")
