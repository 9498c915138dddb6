"""即时结算金额占比：拨付给机构的钱里，即时结算的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_institution_claim
from jixiao.measures.scopes import of_codes

_YES = ("1", "是", "Y", "y")


@measure(
    code="FW04",
    title="即时结算金额占比",
    says="拨付 {below:元}，即时结算 {above:元}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "即时结算 金额|资金|基金 占比|比例|率",
        "即时结算 占比|比例|率",
        "?基金|医保|医疗保障|月|拨付|开展|定点医药机构|机构|结算|定点|资金",
    ),
)
def instant_share(institution_claims: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each paid claim for the period's fees."""
    rows = of_codes(institution_claims, "insutype", "scheme", scheme)
    rows = rows.filter(rows.paid.fill_null(0) > 0)
    instant = rows.instant.isin(_YES).ifelse(rows.paid, 0)
    return by_institution_claim(rows, above=instant, below=rows.paid)
