"""检查机构家数：当期检查过的机构，一家只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_institution
from jixiao.measures.scopes import of_level, of_way


@measure(
    code="SU03",
    title="监督检查机构数",
    says="检查机构 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    words=(
        "检查|稽核|核查|巡查 机构|家数|数量|覆盖 -人次 -专家 -覆盖率",
        "检查|稽核|核查|巡查 -人次 -专家 -率",
        "检查|稽核|核查|巡查|抽查 机构 数|数量|家数|个数 -人次 -专家 -率 -病历 -处罚 -处理 -考核 -查处",
        "机构 检查|稽核|核查|巡查|抽查 数|数量|家数|个数 -人次 -专家 -率 -病历 -次数 -家次 -考核",
        "飞检|飞行检查|双随机|第三方检查 机构 数|数量|家数 -率 -整改 -问题",
        "?监督|定点医药机构|医药机构|两定机构|定点机构|定点|机构|现场|覆盖|家数|基金|监管|日常|对|全面|实地|全年|医保|医药|家|和|数|数量|监督检查|抽查|基金使用|聘请|委托|治理|行动|打击|欺诈骗保|打击欺诈骗保|专项行动|专项治理",
    ),
)
def institutions_inspected(
    inspections: ir.Table,
    institutions: ir.Table | None = None,
    *,
    level: str = "",
    way: str = "",
) -> ir.Table:
    """Return a row for each institution, on the day of its first inspection."""
    rows = of_level(of_way(inspections, way), institutions, level)
    first = rows.group_by("fixmedins_code").aggregate(since=rows.inspected_on.min())
    return by_institution(first)
