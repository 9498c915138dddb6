"""查实有问题的机构数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_level


@measure(
    code="SU12",
    title="查实有问题的机构数",
    says="查出问题的机构 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    words=(
        "查处|查实|处理 违规|违法|违法违规|问题 机构|医药机构|医疗机构|药店 数|数量|家数|个数|家",
        "查处|处理 定点 机构|医药机构|医疗机构 数|数量|家数",
        "查处|查实|处理|发现 违规|违法|违法违规|问题 机构 数|数量|家数 -率 -约谈 -暂停 -解除",
        "?定点|医药|两定|违规|使用|基金|医保|的|有|定点医药机构|医药机构|欺诈骗保|家|依法|处罚|被",
    ),
)
def institutions_in_breach(
    inspections: ir.Table, institutions: ir.Table | None = None, *, level: str = ""
) -> ir.Table:
    """Return a row for each institution, on the first day of it."""
    rows = of_level(inspections, institutions, level)
    rows = rows.filter(rows.problems > 0)
    heads = rows.group_by("fixmedins_code").aggregate(first=rows.inspected_on.min())
    return proven(
        heads, key=heads.fixmedins_code, on=heads["first"], place=heads.fixmedins_code
    )
