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
        "?退回|本金|追回|违规|违法违规|使用|欺诈骗保|基金|资金|医疗|金额|损失",
    ),
)
def recovered(inspections: ir.Table, *, way: str = "") -> ir.Table:
    """Return a row for each inspection of which it is told what it brought back."""
    rows = of_way(inspections, way)
    rows = rows.filter(rows.recovered.notnull())
    return by_inspection(rows, above=rows.recovered)
