"""DIP 试点数：已经按病种分值付费的地区。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD05",
    title="按病种分值付费试点数",
    says="按病种分值付费的试点 {above} 个",
    kind=ValueKind.TOTAL,
    unit="个",
    words=(
        "试点 开展 DIP|按病种分值|病种分值 -DRG",
        "DIP|按病种分值付费|病种分值付费|按病种分值 试点 数|个数|数量|地区|城市 -DRG",
        "DIP|按病种分值付费|病种分值付费 试点 数|个数|数量|城市数|统筹地区数 -DRG",
        "?市级|市|县|统筹区|支付方式|付费|改革|在|医保|个|付费方式|改革试点|统筹地区",
    ),
    course="stands",
)
def dip_pilots(payment_pilots: ir.Table) -> ir.Table:
    """Return a row for each area that pays by DIP, on the day it began."""
    rows = payment_pilots.filter(
        payment_pilots.pay_method == "DIP", payment_pilots.paid_on.notnull()
    )
    return proven(rows, key=rows.pilot, on=rows.paid_on, place=rows.pilot_area)
