"""DRG 模拟运行时间：最晚开始模拟运行的日子。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD04",
    title="DRG 模拟运行时间",
    says="DRG 模拟运行的地区 {below} 个，最后一个在这一天开始",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "DRG 模拟 运行|运转|测试 时间|时限|日期 -DIP",
        "DRG 模拟 运行|运转 -DIP",
        "?试点|进展|付费|支付方式|改革|开始|启动|进入|完成",
    ),
)
def drg_simulated_by(payment_pilots: ir.Table) -> ir.Table:
    """Return a row for each area that simulates DRG, on the day it began."""
    rows = payment_pilots.filter(
        payment_pilots.pay_method == "DRG", payment_pilots.simulated_on.notnull()
    )
    return proven(rows, key=rows.pilot, on=rows.simulated_on, place=rows.pilot_area)
