"""故障及时响应率：故障里，几分钟内响应的；没有响应的不算。"""

from ibis import ir

from jixiao.measures.declaration import Kind, measure, proven
from jixiao.measures.scopes import of_text

_MINUTE = 60


@measure(
    code="SY04",
    title="故障及时响应率",
    says="故障 {below} 次，及时响应 {above} 次",
    kind=Kind.RATE,
    unit="%",
    words=("故障|运维|维护|系统 响应 及时率|率", "故障|运维|维护 及时 响应|处理|解决|修复 率"),
)
def answered_in_time(incidents: ir.Table, *, item: str = "", within_minutes: int) -> ir.Table:
    """Give a row for each failure."""
    rows = of_text(incidents, "system", item)
    rows = rows.filter(rows.planned.fill_null("0") != "1")
    seconds = rows.responded_at.delta(rows.reported_at, unit="second")
    timely = (seconds.between(0, within_minutes * _MINUTE)).fill_null(False)  # noqa: FBT003 — Ibis takes it so
    return proven(rows, row=rows.incident_no, on=rows.reported_at, place=rows.system, above=timely)
