"""系统正常运行率：各系统的总时间里，没有因故障停的；计划停机不算停。"""

import ibis
from ibis import ir

from jixiao.fund.records.plain_text import plain_column
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_text


@measure(
    code="SY01",
    title="信息系统正常运行率",
    says="各系统共 {below:分钟}，正常运行 {above:分钟}",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "系统|数据中心|机房|网络|平台|专线 正常|稳定 运行|运转|使用 率 -空调 -电源 -消防",
        "系统|数据中心|机房|网络|平台|专线 可用率|运行率|运转率 -空调 -电源 -消防",
        "系统|数据中心|机房|网络|平台|专线 无故障 率 -空调 -电源 -消防",
        (
            "系统|数据中心|机房|网络|平台|专线|设备|软件|终端|网站 正常|稳定|安全|平稳|安全稳定|持续 "
            "运行|运转|使用|在线 率 -空调 -电源 -消防"
        ),
        "系统|网络|平台|专线|设备 可用|运行|在线|完好|畅通 率 -验收 -及时 -故障率 -空调 -电源 -消防",
        "系统|平台|网络|设备 无故障 运行|运转 率 -空调 -电源 -消防",
        "专网|内网|骨干网|服务器|机房|数据库 正常|稳定|安全|平稳 运行|运转|使用 率 -空调 -电源 -消防",
        "?信息|业务|及时|安全|确保|运行|医疗保障|医保|平稳|持续|网络|软件|硬件|正常|稳定|运转|使用|时间|信息化|无故障",
    ),
)
def availability(
    outages: ir.Table,
    systems: ir.Table,
    incidents: ir.Table,
    calendar: ir.Table,
    *,
    item: str = "",
) -> ir.Table:
    """Return a row for each day of each system, in seconds, and one for each failure, taken away.

    Systems are those of which the ledger has an incident in the period, or one that reaches into
    it: silence is no proof that a system ran. Of a failure, the seconds count
    that no earlier one of the system has taken away; one that was not mended lasts to the end.
    """
    mentioned = outages.select("system").union(
        incidents.select(system=plain_column(incidents.system))
    )
    spoken_of = systems.semi_join(mentioned.distinct(), "system")
    days = calendar.cross_join(of_text(spoken_of, "system", item))
    failed = of_text(outages, "system", item)
    earlier = ibis.window(
        group_by="system", order_by=["down", "incident_no"], rows=(None, -1)
    )
    up_again = failed.up.max().over(earlier).fill_null(failed.down)
    seconds = failed.up.delta(ibis.greatest(failed.down, up_again), unit="second")
    lost = failed.select(
        "incident_no", "down", "system", seconds=-ibis.greatest(seconds, 0)
    )
    name = days.system + "/" + days.day.strftime("%Y-%m-%d")
    return proven(
        days,
        key=name,
        on=days.day,
        place=days.system,
        above=days.seconds,
        below=days.seconds,
    ).union(
        proven(
            lost,
            key=lost.incident_no,
            on=lost.down,
            place=lost.system,
            above=lost.seconds,
            below=0,
        )
    )
