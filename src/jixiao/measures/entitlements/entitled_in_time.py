"""待遇资格认定及时率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_qualification
from jixiao.measures.scopes import of_entitlement


@measure(
    code="QU03",
    title="待遇资格认定及时率",
    says="应办结 {below} 件，按期办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "认定|鉴定|评估|评定|审批|准入 及时率 -培训",
        "认定|鉴定|评估|评定|审批|准入 及时 办结|办理|完成|审核 率 -培训",
        "认定|鉴定|评估|评定|审批|准入 办结|办理|完成|审核 及时率 -培训",
        "认定|鉴定|评估|评定|审批|准入 及时|按期 办结|办理|完成|审核|出具|评估 率 -培训 -报告 -绩效",
        "认定|鉴定|评估|评定|审批|准入 办理|办结|审核|完成|出具|工作 及时率 -培训 -绩效",
        "?资格|待遇|认定|结论|申请|等级|办理|办结|出具|人员|患者|病种|新增|当年|新|参保|材料|失能|业务|工作|药品|用药|结果|审核|完成|门诊|审批|评审|资格认定",
    ),
)
def entitled_in_time(qualifications: ir.Table, *, benefit: str = "") -> ir.Table:
    """Return a row for each application that is concluded or due, and has a day it is due."""
    rows = of_entitlement(qualifications, benefit)
    rows = rows.filter(rows.due_date.notnull())
    in_time = (rows.concluded_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_qualification(rows, above=in_time)
