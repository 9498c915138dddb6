"""追回医保基金金额。"""

from ibis import ir

from jixiao.measures.declaration import Kind, measure, proven


@measure(
    code="SU06",
    title="追回医保基金金额",
    says="追回 {above:元}",
    kind=Kind.TOTAL,
    unit="元",
    words=("追回|挽回|追缴 基金|资金|金额|损失",),
)
def recovered(inspections: ir.Table) -> ir.Table:
    """Give a row for each inspection of which it is told what it brought back."""
    rows = inspections.filter(inspections.recovered.notnull())
    return proven(
        rows,
        row=rows.inspection_no,
        on=rows.inspected_on,
        place=rows.fixmedins_code,
        above=rows.recovered * 100,
    )
