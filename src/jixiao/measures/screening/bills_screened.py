"""智能审核单据数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_screening


@measure(
    code="SN01",
    title="智能审核单据数",
    says="审核 {above} 份",
    kind=ValueKind.TOTAL,
    unit="份",
    better="",
    words=(
        "智能审核|智能监控|智能监管|自动审核|系统审核 单据|病历|处方|结算单|明细|数据 -率 -扣 -规则",
        "智能审核|智能监控|智能监管|自动审核|系统审核 量|数|件数|份数|条数 -率 -扣 -规则 -机构 -家",
        (
            "智能审核|智能监控|智能监管|智能审核系统|系统 审核 单据|病历|处方|结算单|明细|数据|病例|票据 "
            "数|量|件数|份数|条数|数量 -率 -扣 -规则 -系统建"
        ),
        "智能 审核 单据|病历|处方|结算单|明细|数据|病例|票据 数|量|件数|份数|条数|数量 -率 -扣 -规则 -系统建",
        "?医保|基金|结算|医疗费用|单据|数|审核|量|系统|全年|完成|明细|病例|票据|笔|条|住院|门诊|费用|人次|数量|结算单据",
    ),
)
def bills_screened(screenings: ir.Table) -> ir.Table:
    """Return a row for each run."""
    return by_screening(screenings, above=screenings.bills)
