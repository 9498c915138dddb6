"""行政处罚机构数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_level


@measure(
    code="SU11",
    title="行政处罚机构数",
    says="被处以罚款的机构 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    words=(
        "被 处罚|罚款 机构|医药机构|医疗机构|药店 数|数量|家数|个数|家",
        "处罚|罚款 机构|医药机构|医疗机构|药店 数|数量|家数|个数|家",
        "处罚|罚款|行政处罚 违规|违法|定点 机构 数|数量|家数 -率",
        "处罚|罚款 机构 数|家数 -率",
        "机构 处罚|行政处罚 数|家数 -率",
        "?被|的|行政|定点|医药|两定|违规|违法|违法违规|医保|给予|实施",
    ),
)
def institutions_fined(
    inspections: ir.Table, institutions: ir.Table | None = None, *, level: str = ""
) -> ir.Table:
    """Return a row for each institution, on the first day of it."""
    rows = of_level(inspections, institutions, level)
    rows = rows.filter(rows.fined > 0)
    heads = rows.group_by("fixmedins_code").aggregate(first=rows.inspected_on.min())
    return proven(
        heads, key=heads.fixmedins_code, on=heads["first"], place=heads.fixmedins_code
    )
