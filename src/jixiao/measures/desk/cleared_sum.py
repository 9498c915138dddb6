"""基金清算拨付金额。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_clearing_paid
from jixiao.measures.scopes import of_clearing


@measure(
    code="CR02",
    title="基金清算拨付金额",
    says="拨付 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=(
        "清算|预付|预付金|周转金 金额|资金|总额|额 -率 -核对",
        "?资金|基金|费用|与|医疗机构|定点医疗机构|定点|机构|医保|医保基金|按规定|足额|医药机构|定点医药机构|及|月|医药费用|医疗费用|救助|异地就医|拨付|到账|完成|支付|金|总额|金额|总",
    ),
)
def cleared_sum(clearings_paid: ir.Table, *, clearing: str) -> ir.Table:
    """Return a row for each clearing that was paid."""
    rows = of_clearing(clearings_paid, clearing)
    rows = rows.filter(rows.paid.notnull())
    return by_clearing_paid(rows, above=rows.paid)
