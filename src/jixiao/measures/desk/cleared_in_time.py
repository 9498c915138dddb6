"""基金清算拨付及时率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_clearing
from jixiao.measures.scopes import of_clearing


@measure(
    code="CR01",
    title="基金清算拨付及时率",
    says="应拨付 {below} 笔，按期拨付 {above} 笔",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "清算|预付|预付金|周转金 及时率 -核对 -一致",
        "清算|预付|预付金|周转金 及时 拨付|到账|完成|支付 率",
        "清算|预付|预付金|周转金 拨付|支付|到账 及时率",
        "机构 结算|清算|拨付 及时率 -直接 -货款",
        "机构 及时 结算|清算|拨付 率 -直接 -货款",
        "?结算|资金|基金|费用|与|医疗机构|定点医疗机构|定点|机构|医保|医保基金|按规定|足额|医药机构|定点医药机构|及|月|医药费用|医疗费用|救助|异地就医|拨付|到账|完成|支付|金",
    ),
)
def cleared_in_time(clearings_due: ir.Table, *, clearing: str = "") -> ir.Table:
    """Return a row for each clearing due in the period."""
    rows = of_clearing(clearings_due, clearing)
    in_time = (rows.paid_on <= rows.due_date).fill_null(False)  # noqa: FBT003
    return by_clearing(rows, above=in_time)
