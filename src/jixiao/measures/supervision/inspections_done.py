"""检查（稽核）次数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection
from jixiao.measures.scopes import of_level, of_text, of_way


@measure(
    code="SU04",
    title="检查（稽核）次数",
    says="检查 {above} 次",
    kind=ValueKind.TOTAL,
    unit="次",
    words=(
        "检查|稽核|核查|巡查 次数|频次|家次",
        "检查|稽核|核查|巡查",
        "机构 检查|稽核|核查|巡查|抽查 家次|频次|次数 -考核",
        "?监督|定点医药机构|医药机构|两定机构|定点机构|机构|定点|基金|监管|现场|开展|工作|次数|家次|使用|日常|实地|巡查|抽查|对|全年|治理|行动|打击|欺诈骗保|打击欺诈骗保|专项行动|专项治理",
    ),
)
def inspections_done(
    inspections: ir.Table,
    institutions: ir.Table | None = None,
    *,
    level: str = "",
    kind: str = "",
    way: str = "",
) -> ir.Table:
    """Return a row for each inspection."""
    rows = of_level(of_way(inspections, way), institutions, level)
    rows = of_text(rows, "kind", kind)
    return by_inspection(rows)
