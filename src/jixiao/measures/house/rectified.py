"""内控问题整改率：当期报告里的问题，整改了几个。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_review


@measure(
    code="HC02",
    title="内部审计和内控问题整改率",
    says="发现问题 {below} 个，已整改 {above} 个",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "内部审计|内控|内部控制 问题 整改 率",
        "内部审计|内控|内部控制 整改 率",
        "内部审计|内控|内部控制|内审 问题|风险 整改|处置 率|完成率",
        "?发现|完成|完成率|及时|医疗保障|医保|经办|机构|和|及|检查|到位|审计|评价|自查|风险",
    ),
)
def rectified(control_reviews: ir.Table) -> ir.Table:
    """Return a row for each review of which the findings are written."""
    rows = control_reviews.filter(control_reviews.findings.notnull())
    mended = rows.rectified.fill_null(0).cast("int64")
    return by_review(rows, above=mended, below=rows.findings.cast("int64"))
