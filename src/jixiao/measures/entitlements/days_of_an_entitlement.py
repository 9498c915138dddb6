"""待遇资格认定平均办结天数。"""

from ibis import ir

from jixiao.fund.records.working_days import with_span
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_qualification
from jixiao.measures.scopes import of_entitlement


@measure(
    code="QU02",
    title="待遇资格认定办结天数",
    says="办结 {below} 件，共 {above} 天",
    kind=ValueKind.MEAN,
    unit="天",
    better="lower",
    words=(
        "认定|鉴定|评估|评定|审批|准入 时间 -培训 -及时",
        "认定|鉴定|评估|评定|审批|准入 办结|办理|出具|完成|审核 时间 -培训 -及时",
        "认定|鉴定|评估|评定|审批|准入 办结|办理|出具|完成|审核|审批 时间 -培训 -及时 -率",
        "?资格|待遇|认定|结论|申请|等级|办理|办结|出具|人员|患者|病种|新增|当年|新|参保|材料|失能|业务|工作|药品|用药|结果|平均|审核|完成|评审|门诊|公示|备案|反馈",
    ),
)
def days_of_an_entitlement(
    qualifications: ir.Table,
    working_days: ir.Table,
    *,
    benefit: str = "",
    days: str = "",
) -> ir.Table:
    """Return a row for each application that was concluded, with the days it took."""
    rows = of_entitlement(qualifications, benefit)
    rows = with_span(rows, "applied_on", "concluded_on", working_days if days else None)
    return by_qualification(rows, above=rows.span)
