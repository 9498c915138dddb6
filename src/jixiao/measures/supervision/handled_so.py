"""按某种方式处理的机构数，一家只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_institutions
from jixiao.measures.scopes import of_level, of_words


@measure(
    code="SU17",
    title="按某种方式处理的机构数",
    says="{above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    better="",
    words=(
        "机构 数 -率 -满意",
        "家数 -率 -满意",
        "约谈|通报|曝光|移送 机构|定点 数|数量|家数 -率",
        "?定点|医药机构|机构|两定机构|定点医药机构|年度|协议|服务|医保|开展|家|综合|绩效|管理|日常|履约|违规|违法违规|涉嫌|医药|被|的|数|责任人|负责人|问题|对|涉及|违反协议|存在|医疗机构",
    ),
)
def handled_so(
    inspections: ir.Table,
    institutions: ir.Table | None = None,
    *,
    handling: str,
    level: str = "",
) -> ir.Table:
    """Return a row for each institution that was dealt with so, on the first day of it."""
    rows = of_words(inspections, "handling", "handling", handling)
    return first_of_institutions(of_level(rows, institutions, level), "inspected_on")
