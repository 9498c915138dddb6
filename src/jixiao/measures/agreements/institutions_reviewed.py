"""考核定点机构数，一家只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_institutions
from jixiao.measures.scopes import of_level


@measure(
    code="AG01",
    title="考核定点机构数",
    says="考核 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    better="",
    words=(
        "考核 机构 数 -合格 -率",
        "考核 家数 -合格 -率",
        "考核 机构 -合格 -率 -满意 -费",
        "考核|评价|评审 机构 数|数量|家数 -合格 -率 -信用",
        "机构 考核 数|家数|数量 -合格 -率 -检查",
        "?定点|医药机构|机构|两定机构|定点医药机构|年度|协议|服务|医保|开展|家|综合|绩效|管理|日常|履约|对|两定|年终|服务协议|医药|年度考核|全年|履行|协议管理",
    ),
)
def institutions_reviewed(
    institution_reviews: ir.Table,
    institutions: ir.Table | None = None,
    *,
    level: str = "",
) -> ir.Table:
    """Return a row for each institution reviewed, on the first day of it."""
    rows = of_level(institution_reviews, institutions, level)
    return first_of_institutions(rows, "reviewed_on")
