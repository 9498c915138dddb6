"""抽查病历份数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection


@measure(
    code="SU15",
    title="抽查病历份数",
    says="抽查病历 {above} 份",
    kind=ValueKind.TOTAL,
    unit="份",
    words=(
        "抽查|检查|核查|复核|评审|抽检|抽审 病历|病案 -率 -质量",
        "病历|病案 抽查|检查|核查|复核|评审|抽检 -率 -质量",
        "抽查|检查|核查|复核|评审|抽检|抽审|审核|审查 病历|病案 份数|数|数量 -率 -质量",
        "?住院|门诊|份数|数|出院|定点医疗机构|医疗机构|机构|疑点|量|医疗|出院病历|住院病历|份|第三方|专家|疑似|委托|聘请|组织",
    ),
)
def records_inspected(inspections: ir.Table) -> ir.Table:
    """Return a row for each inspection of which it is told."""
    rows = inspections.filter(inspections.records_checked.notnull())
    return by_inspection(rows, above=rows.records_checked)
