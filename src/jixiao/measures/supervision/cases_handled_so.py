"""按某种方式处理的案件数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_inspection
from jixiao.measures.scopes import of_words


@measure(
    code="SU18",
    title="按某种方式处理的案件数",
    says="{above} 件",
    kind=ValueKind.TOTAL,
    unit="件",
    better="",
    words=(
        "案件|案例|线索|问题|典型案例 数|件数|起数 -率 -满意 -受理 -举报 -信访",
        "案件|案例|线索 -率 -满意 -受理 -举报 -信访 -办结",
        "约谈|通报|曝光|移送|移交 案件|案例|线索|问题|典型案例 数|数量|件数|例数|起数|期数 -率",
        "移送|移交 公安|司法|纪检|纪委|卫健 案件|线索|问题 数|数量|件数",
        "?违规|违法违规|欺诈骗保|涉嫌|典型|案件|案例|问题|件|数|起|公开|向|机关|基金|定点医药机构|打击|线索|公安|司法机关|司法|公安机关|纪检|部门|纪委监委|行政|医保|例|宗",
    ),
)
def cases_handled_so(inspections: ir.Table, *, handling: str) -> ir.Table:
    """Return a row for each inspection that was dealt with so."""
    return by_inspection(of_words(inspections, "handling", "handling", handling))
