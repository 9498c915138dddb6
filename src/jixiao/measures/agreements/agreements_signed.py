"""协议签订率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_institution
from jixiao.measures.scopes import institutions_of, of_words


@measure(
    code="AG05",
    title="协议签订率",
    says="定点机构 {below} 家，本期签订 {above} 家",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "协议 签订|签约|续签 率",
        "机构 签约 率 -家庭 -医生",
        "协议 签订|签约|续签 率|完成率|覆盖率",
        "机构 签约|签订 率|完成率 -家庭 -医生",
        "?定点|医药机构|机构|两定机构|定点医药机构|年度|协议|服务|医保|开展|家|综合|绩效|管理|日常|履约|签订|续签|对|与|医药|全部",
    ),
    course="grows",
)
def agreements_signed(
    institutions: ir.Table, agreement_steps: ir.Table, *, level: str = ""
) -> ir.Table:
    """Return a row for each institution under agreement."""
    rows = institutions_of(institutions, level)
    signed = of_words(agreement_steps, "step", "step", "签订")
    signed = signed.select(known="fixmedins_code").distinct()
    rows = rows.left_join(signed, rows.fixmedins_code == signed.known)
    return by_institution(rows, above=rows.known.notnull())
