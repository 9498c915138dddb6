"""检查（稽核）次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection
from jixiao.measures.scopes import of_level, of_text


@measure(
    code="SU04",
    title="检查（稽核）次数",
    says="检查 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "检查|稽核|核查|飞行检查|巡查 次数|频次|开展次数",
        "检查|稽核|核查 工作 开展 次数",
    ),
)
def inspections_done(
    inspections: ir.Table,
    institutions: ir.Table | None = None,
    *,
    level: str = "",
    kind: str = "",
) -> ir.Table:
    """Return a row for each inspection."""
    rows = of_level(inspections, institutions, level)
    rows = of_text(rows, "kind", kind)
    return by_inspection(rows)
