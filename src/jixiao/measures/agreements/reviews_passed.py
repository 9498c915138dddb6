"""定点机构考核合格率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_review_of
from jixiao.measures.scopes import of_level


@measure(
    code="AG02",
    title="定点机构考核合格率",
    says="考核 {below} 次，合格 {above} 次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "机构 考核 合格率|达标率|优良率",
        "考核 机构 合格率|达标率",
        "机构|协议 考核|考评 合格率|达标率|优秀率",
        "考核 合格率|达标率 @定点|协议|机构 -培训 -人员",
        "协议|履约 考核 合格率|达标率",
        "?定点|医药机构|机构|两定机构|定点医药机构|年度|协议|服务|医保|开展|家|综合|绩效|管理|日常|履约|对|年终|医药|年度考核|服务质量|质量|服务协议|协议管理",
    ),
)
def reviews_passed(
    institution_reviews: ir.Table,
    institutions: ir.Table | None = None,
    *,
    level: str = "",
) -> ir.Table:
    """Return a row for each review of which the result is told."""
    rows = of_level(institution_reviews, institutions, level)
    rows = rows.filter(rows.passed.notnull())
    return by_review_of(rows, above=rows.passed == "1")
