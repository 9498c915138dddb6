"""某类文件报告份数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_paper
from jixiao.measures.scopes import of_text, of_words


@measure(
    code="PP01",
    title="某类文件报告份数",
    says="印发 {above} 份",
    kind=ValueKind.TOTAL,
    unit="份",
    better="",
    words=(
        "出台|制定|印发|出具|形成|撰写|编制|起草|完成|修订|提交|发布 -率 -时间 -费",
        "份数|篇数|个数|件数|数 -率 -费 -机构",
        (
            "出台|制定|印发|制订|起草|形成|撰写|完善|编制|报送 <paper> 数|数量|个数|份数|篇数|件数|项数 -率 "
            "-时间 -费 -机构"
        ),
        "<paper> 出台|制定|印发|制订|起草|形成|撰写|完善|编制|数|数量|个数|份数|篇数|件数|项数 -率 -时间 -费 -机构",
        "完成|提交 <paper> 数|数量|个数|份数|篇数|件数|项数 -率 -时间 -费 -机构",
        "?出台|制定|印发|出具|形成|撰写|编制|起草|完成|修订|提交|数|份数|篇数|医保|配套|规范性|相关|医疗保障|各类|数量|发布|政策|制订|工作|调研|各项|完善|文件数|建立|建立健全|健全|编写|高质量|省级|市级|县级",
    ),
)
def papers_issued(papers: ir.Table, *, paper: str, item: str = "") -> ir.Table:
    """Return a row for each paper of a kind."""
    rows = of_words(papers, "kind", "paper", paper)
    return by_paper(of_text(rows, "title", item))
