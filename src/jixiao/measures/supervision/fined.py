"""行政处罚金额：检查以后罚的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection


@measure(
    code="SU08",
    title="行政处罚金额",
    says="罚款 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "行政处罚|罚款|处罚 金额|总额",
        "行政处罚|罚款|处罚 金额|总额|额|数额|收入 -率 -机构 -未",
        "?行政|医保|违法违规|违规|使用|基金|定点医药机构|机构|行政处罚|基金监管|案件|对|两定机构|处以",
    ),
)
def fined(inspections: ir.Table) -> ir.Table:
    """Return a row for each inspection of which it is told what was fined."""
    rows = inspections.filter(inspections.fined.notnull())
    return by_inspection(rows, above=rows.fined)
