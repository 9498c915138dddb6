"""待遇资格认定人次：期内认定通过的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_conclusion
from jixiao.measures.scopes import of_entitlement


@measure(
    code="QU01",
    title="待遇资格认定人次",
    says="认定 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "认定|鉴定|评估|评定|审批|准入 人次|人数|件数|人员数 -未 -培训 -率 -受理 -专家",
        "认定|鉴定|评估|评定|审批|准入 通过 人次|人数 -未 -率 -专家",
        (
            "认定|鉴定|评估|评定|审批|准入 人次|人数|件数|人员数|对象数|数量 "
            "-未 -培训 -率 -受理 -机构 -报告 -绩效 -风险 -专家"
        ),
        "?资格|待遇|认定|结论|申请|等级|办理|办结|出具|人员|患者|病种|新增|当年|新|参保|材料|失能|业务|工作|药品|用药|结果|通过|申报|对象|鉴定|评定|评审|体检|门诊|审核|新申请|资格认定|数量",
    ),
)
def recognised(qualifications_concluded: ir.Table, *, benefit: str = "") -> ir.Table:
    """Return a row for each application that was concluded and passed."""
    rows = of_entitlement(qualifications_concluded, benefit)
    return by_conclusion(rows.filter(rows.passed == "1"))
