"""基金运行分析次数：写过的运行分析简报，一个月一次。"""

from ibis import ir

from jixiao.fund.outlook.kept import BRIEFS
from jixiao.measures.declaration import ValueKind, measure


@measure(
    code="FW01",
    title="基金运行分析次数",
    says="运行分析简报 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "运行分析 次数|报告|简报|频次|期数",
        "运行 分析 报告|简报 次数|数量|篇数|份数",
        "?编制|编写|出具|完成|提交|报送|基金|医保|医疗保障|开展|撰写|收支|月度|季度|形成",
    ),
)
def briefs_written(briefs: ir.Table) -> ir.Table:
    """Return a row for each month of which a brief was written in the period."""
    return BRIEFS.grain(briefs)
