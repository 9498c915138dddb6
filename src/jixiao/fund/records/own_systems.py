"""The bureau's systems as its own notes tell: events, announced windows, probes, lines and points."""

from datetime import datetime, time, timedelta

from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.periods import holding, within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="及于期内的系统事件",
    grain=Grain("及于期内的一次故障或停机", "incident_no", "reported_at", "system"),
    of="INCIDENT",
)
def incidents_reaching(incident: ir.Table, period: Period) -> ir.Table:
    """Return the events of which some part may lie in the period, planned ones too.

    One whose restoring is written before its report is of the period in which it was reported.
    """
    begins, ends = _span(period)
    lasts = incident.restored_at.isnull() | (incident.restored_at > begins)
    is_of_it = lasts | (incident.reported_at >= begins)
    return incident.filter(incident.reported_at < ends, is_of_it)


@record(
    title="期内的停机公告",
    grain=Grain("及于期内的一次计划停机", "window", "begins_at", "system"),
    of="ANNOUNCED_WINDOW",
    adds={"window": RecordColumn("系统和开始时间", Unit.TEXT)},
)
def announced_windows(announced_window: ir.Table, period: Period) -> ir.Table:
    """Return the announced windows that reach into the period."""
    begins, ends = _span(period)
    reaches = (announced_window.begins_at < ends) & (announced_window.ends_at > begins)
    rows = announced_window.filter(reaches)
    named = rows.system + "/" + rows.begins_at.strftime("%Y-%m-%d %H:%M:%S")
    return rows.mutate(window=named)


@record(
    title="系统探测",
    grain=Grain("期内的一次探测", "probing", "probed_at", "system"),
    of="PROBE",
    adds={"probing": RecordColumn("系统和探测时间", Unit.TEXT)},
)
def probes(probe: ir.Table, period: Period) -> ir.Table:
    """Return the probes of the period."""
    rows = within(probe, "probed_at", period)
    named = rows.system + "/" + rows.probed_at.strftime("%Y-%m-%d %H:%M:%S")
    return rows.mutate(probing=named)


@record(
    title="期内在用的专线和服务点",
    grain=Grain("期内在用的一条专线或一个服务点", "point_no", "opened_on", "point_no"),
    of="SERVICE_POINT",
)
def service_points(service_point: ir.Table, period: Period) -> ir.Table:
    """Return the lines and points of service that are in use on some day of the period."""
    return holding(service_point, "opened_on", "closed_on", period.first, period.last)


def _span(period: Period) -> tuple[datetime, datetime]:
    """Where a period begins, and where the next day after it does."""
    after = period.last + timedelta(days=1)
    return datetime.combine(period.first, time()), datetime.combine(after, time())
