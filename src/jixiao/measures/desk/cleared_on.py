"""基金清算完成时间：最后拨付的一天。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_clearing_paid
from jixiao.measures.scopes import of_clearing


@measure(
    code="CR03",
    title="基金清算完成时间",
    says="最后一笔在期内拨付",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "清算 完成|拨付|办结|到账 时间",
        "清算 时间",
        "清算|预付金|周转金 完成|拨付|到账|支付 时间",
        "?资金|基金|费用|与|医疗机构|定点医疗机构|定点|机构|医保|医保基金|按规定|足额|医药机构|定点医药机构|及|月|医药费用|医疗费用|救助|异地就医|拨付|到账|完成|支付|金|工作|月度|年度",
    ),
)
def cleared_on(clearings_paid: ir.Table, *, clearing: str) -> ir.Table:
    """Return a row for each clearing that was paid."""
    return by_clearing_paid(of_clearing(clearings_paid, clearing))
