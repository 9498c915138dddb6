"""追回医保基金金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection
from jixiao.measures.scopes import of_way


@measure(
    code="SU06",
    title="追回医保基金金额",
    says="追回 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    words=(
        "追回|挽回|追缴 基金|资金|金额|损失",
        "退回 基金|资金|金额 @自查 -财政",
        "追回|挽回|追缴|收回|退回 违规|违法|违法违规|损失|骗取 基金|资金|金额|费用|损失|额 -未 -率 -财政",
        "追回|挽回|追缴 医保|基金|医疗保障 基金|资金|损失|额|金额 -未 -率",
        "追回|挽回|追缴 资金|基金|损失|金额|费用 -未 -率",
        "?退回|本金|追回|违规|违法违规|使用|欺诈骗保|基金|资金|医疗|金额|损失|查处|资金额|费用|拒付|骗取|医保|稽核|检查|及|额|违规金额|经济|涉及|处理|医保资金|医疗保障|定点机构|定点医药机构|两定机构|机构|用于|定点|被|所|入库|上缴|到位",
    ),
)
def recovered(inspections: ir.Table, *, way: str = "") -> ir.Table:
    """Return a row for each inspection of which it is told what it brought back."""
    rows = of_way(inspections, way)
    rows = rows.filter(rows.recovered.notnull())
    return by_inspection(rows, above=rows.recovered)
