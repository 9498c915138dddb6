"""验收完成时间：最晚一次验收的日子。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_delivery
from jixiao.measures.scopes import of_project, of_text


@measure(
    code="PU04",
    title="采购（建设）完成时间",
    says="验收 {below} 次，最后一次在这一天",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "采购|购置|配备|安装|建设|上线 完成|到位|交付|验收 时间|时限|日期",
        "系统|设备|平台|软件 完成|到位|交付|验收|上线|安装 时间|时限|日期",
        "采购|购置 时间|时限",
        "改造|建设|工程|装修 完工|竣工 时间|时限|日期",
        "采购|购置|购买|配备|安装|建设|上线|改造|升级|部署|印制|制作 完成|到位|交付|验收|上线 时间|时限|日期",
        "采购|购置|设备|货物 到货|交货|供货|配送 时间|时限",
        "?改造|工程|装修|系统|设备|平台|软件|信息|配备|采购|购置|建设|安装|项目|办公|验收|政府采购|货物|硬件|升级|开发|实施|服务|终端|及时|政府|宣传资料|资料|宣传品|办公用品",
    ),
)
def delivered_by(
    deliveries: ir.Table, *, project: str = "", item: str = ""
) -> ir.Table:
    """Return a row for each acceptance."""
    rows = of_text(of_project(deliveries, project), "item", item)
    rows = rows.filter(rows.accepted_quantity > 0)
    return by_delivery(rows)
