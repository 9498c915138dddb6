"""验收合格率：验收的数量里合格的。"""

from ibis import ir

from jixiao.entry import TENTHS
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_delivery
from jixiao.measures.scopes import of_project, of_text


@measure(
    code="PU02",
    title="采购验收合格率",
    says="验收 {below:数}，合格 {above:数}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "验收 合格率|通过率|达标率",
        "采购|设备|货物|物资|系统|软件|工程|维修|平台|购置 合格率|达标率",
        "验收|采购|货物|设备|服务|项目|产品|工程|印刷|制作 合格率|通过率|达标率 -培训 -考核 -人员 -考试 -机构",
        "宣传品|宣传资料|印刷品|资料|手册|折页 质量|印刷 合格率|达标率",
        "?信息|质量|验收|货物|物资|器材|终端|到货|改造|建设|办公|家具|运维|维护|项目|采购|设备|产品|服务|一次性|系统|政府采购|政府|物品|印刷品|宣传品|购买|第三方|印刷|制作|用品|宣传资料|资料|车辆|硬件",
    ),
)
def acceptance_rate(
    deliveries: ir.Table, *, project: str = "", item: str = ""
) -> ir.Table:
    """Return a row for each acceptance."""
    rows = of_text(of_project(deliveries, project), "item", item)
    return by_delivery(
        rows, above=rows.accepted_quantity * TENTHS, below=rows.quantity * TENTHS
    )
