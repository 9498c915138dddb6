"""定点机构考核覆盖率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_institution
from jixiao.measures.scopes import institutions_of


@measure(
    code="AG03",
    title="定点机构考核覆盖率",
    says="定点机构 {below} 家，考核过 {above} 家",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "机构 考核 覆盖率|完成率",
        "考核 覆盖率|完成率 -培训 -及时",
        "机构|协议 考核|考评 覆盖率|完成率|覆盖面|全覆盖|率 -合格 -达标 -优秀",
        "考核 机构 覆盖率|完成率|覆盖面",
        "?定点|医药机构|机构|两定机构|定点医药机构|年度|协议|服务|医保|开展|家|综合|绩效|管理|日常|履约|覆盖|对|年终|医药|年度考核|全|服务协议|协议管理",
    ),
    course="grows",
)
def reviewed_share(
    institutions: ir.Table, institution_reviews: ir.Table, *, level: str = ""
) -> ir.Table:
    """Return a row for each institution under agreement."""
    rows = institutions_of(institutions, level)
    reviewed = institution_reviews.select(known="fixmedins_code").distinct()
    rows = rows.left_join(reviewed, rows.fixmedins_code == reviewed.known)
    return by_institution(rows, above=rows.known.notnull())
