"""待遇资格认定完成率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_qualification
from jixiao.measures.scopes import of_entitlement


@measure(
    code="QU06",
    title="待遇资格认定完成率",
    says="应办结 {below} 件，已办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "认定|鉴定|评估|评定|审批|准入 完成率|办结率 -培训 -及时 -按期 -按时",
        "认定|鉴定|评估|评定|审批|准入 工作 完成率 -培训 -及时 -按期 -按时",
        "认定|鉴定|评估|评定|审批|准入 完成率|办结率|办理率 -培训 -及时 -绩效 -机构",
        "?资格|待遇|认定|结论|申请|等级|失能|失能人员|人员|患者|病种|工作|业务|应|门诊|审核|评审|对象",
    ),
)
def concluded_share(qualifications: ir.Table, *, benefit: str = "") -> ir.Table:
    """Return a row for each application that is concluded or due."""
    rows = of_entitlement(qualifications, benefit)
    return by_qualification(rows, above=rows.concluded_on.notnull())
