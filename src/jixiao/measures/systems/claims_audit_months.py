"""智能审核运行时间：当期有智能审核系统天天在用的整月。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven
from jixiao.measures.scopes import of_claims_audit


@measure(
    code="SY06",
    title="智能审核系统运行时间",
    says="智能审核系统运行 {above} 个整月",
    kind=ValueKind.TOTAL,
    unit="个月",
    words=(
        "智能审核|智能监控|智能监管 运行|运转|使用 时间|时长|月数|月份",
        "智能审核|智能监控|智能监管 运行|运转",
        "?系统|子系统|平台|功能|审核|监控|监管|和|医保|基金|医疗保障|全市|全县|全区|正常|稳定|持续|连续",
    ),
)
def claims_audit_months(systems_in_use: ir.Table, calendar: ir.Table) -> ir.Table:
    """Return a row for each whole month of the period on every day of which such a system was in use."""
    uses = of_claims_audit(systems_in_use)
    is_in_use = (uses.started_on <= calendar.day) & (
        uses.stopped_on.isnull() | (uses.stopped_on >= calendar.day)
    )
    used = calendar.semi_join(uses, is_in_use)
    used = used.mutate(month=used.day.truncate("M"))
    months = used.group_by("month").aggregate(days=used.count())
    length = (
        (months.month + ibis.interval(months=1))
        .cast("date")
        .delta(months.month, unit="day")
    )
    whole = months.filter(months.days == length)
    return proven(whole, key=whole.month.strftime("%Y-%m"), on=whole.month)
