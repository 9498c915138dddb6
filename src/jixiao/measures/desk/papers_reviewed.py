"""文件合法性审查率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_paper


@measure(
    code="PP02",
    title="文件合法性审查率",
    says="印发文件 {below} 份，审查 {above} 份",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "合法性|公平竞争|合法合规 审查|审核 率",
        "?文件|规范性|政策|制定|出台|重大|决策|行政|规范性文件|性",
    ),
)
def papers_reviewed(papers: ir.Table) -> ir.Table:
    """Return a row for each paper of which it is told."""
    rows = papers.filter(papers.reviewed.notnull())
    return by_paper(rows, above=rows.reviewed == "1")
