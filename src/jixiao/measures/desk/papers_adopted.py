"""报告采用率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_paper
from jixiao.measures.scopes import of_text


@measure(
    code="PP03",
    title="报告采用率",
    says="出具 {below} 份，采用 {above} 份",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "报告|成果|建议|意见 采用|采纳|运用 率",
        "?检查|评价|调研|咨询|审计|第三方|研究|课题|成果|出具|专家|政策|采用|被",
    ),
)
def papers_adopted(papers: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each report of which it is told."""
    rows = of_text(papers, "title", item)
    rows = rows.filter(rows.adopted.notnull())
    return by_paper(rows, above=rows.adopted == "1")
