"""DRG 试点数：已经按 DRG 付费的地区。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD14",
    title="DRG 付费试点数",
    says="按 DRG 付费的试点 {above} 个",
    kind=ValueKind.TOTAL,
    unit="个",
    words=(
        "DRG 试点 数|个数|数量|地区|城市|城市数|统筹地区数 -DIP -模拟 -机构 -医院",
        "试点 开展 DRG -DIP -模拟 -机构 -医院",
        "?市级|市|县|统筹区|支付方式|付费|改革|医保|个|付费方式|改革试点|统筹地区",
    ),
    course="stands",
)
def drg_pilots(payment_pilots: ir.Table) -> ir.Table:
    """Return a row for each area that pays by DRG, on the day it began."""
    rows = payment_pilots.filter(
        payment_pilots.pay_method == "DRG", payment_pilots.paid_on.notnull()
    )
    return proven(rows, key=rows.pilot, on=rows.paid_on, place=rows.pilot_area)
