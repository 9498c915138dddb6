"""A month of the bureau's systems: how they ran, how events were answered, what nobody reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from fractions import Fraction
from typing import Any, TypeVar

from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.fund.records.plain_text import plain
from jixiao.fund.store.engine import Engine
from jixiao.period import Period
from jixiao.service.systems.answering import Answer, Clock, Promptness, promptness
from jixiao.service.systems.notes import Incident, Probe, Window
from jixiao.service.systems.points import Points, ServicePoint, points_of
from jixiao.service.systems.running import Running, running, unannounced
from jixiao.service.systems.spans import Span, common, read_hours, seconds
from jixiao.service.systems.watching import outages_seen, unreported, watched

KEYS = (
    "systems.running_share",
    "systems.response_minutes",
    "systems.restore_minutes",
    "systems.hours",
    "systems.percentile",
    "systems.least_failures",
    "systems.probe_gap",
    "systems.slack",
)
_Note = TypeVar("_Note", Incident, Window, Probe)


@dataclass(frozen=True, slots=True)
class Notes:
    """What was noted of the systems in a month; `uses` is none where no such list was loaded."""

    incidents: Sequence[Incident]
    windows: Sequence[Window]
    probes: Sequence[Probe]
    uses: Mapping[str, Sequence[Span]] | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SystemMonth:
    """A system's month: by the log, and by the log with what probes saw.

    Without an event or a probe there is no running: silence proves nothing. `watched` are seconds,
    `reversed` events whose times cannot be, which are in no figure.
    """

    name: str
    is_listed: bool
    by_log: Running | None
    with_probes: Running | None
    watched: int
    open: Sequence[Incident]
    reversed: Sequence[Incident]
    unannounced: Sequence[Incident]
    unreported: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Month:
    """The systems' month up to a moment, their events answered and mended, lines and points."""

    until: datetime
    systems: Sequence[SystemMonth]
    responses: Sequence[Answer]
    restorings: Sequence[Answer]
    percentile: int
    least_share: Fraction
    late_windows: Sequence[Window]
    absent: Sequence[str]
    points: Points | None

    @property
    def doubts(self) -> Sequence[str]:
        """What was announced too late to count, and what could not be told."""
        late = [
            f"{each.system} {each.begins:%m-%d %H:%M} 的停机，公告时间 {each.announced:%m-%d %H:%M} "
            "不早于开始，没有从总时间里去掉"
            for each in self.late_windows
        ]
        return [*late, *(_HELPFUL[name] for name in self.absent)]

    @property
    def by_grade(self) -> Mapping[str, tuple[Promptness, Promptness]]:
        """How fast events of each grade were responded to and mended; blank where no grade is written."""
        grades = sorted({each.incident.grade for each in self.responses})
        return {
            grade: (
                promptness(_of_grade(self.responses, grade), self.percentile),
                promptness(_of_grade(self.restorings, grade), self.percentile),
            )
            for grade in grades
        }

    @property
    def response(self) -> Promptness:
        """How fast events were responded to."""
        return promptness(self.responses, self.percentile)

    @property
    def restoring(self) -> Promptness:
        """How fast events were mended."""
        return promptness(self.restorings, self.percentile)


def _of_grade(answers: Iterable[Answer], grade: str) -> list[Answer]:
    return [each for each in answers if each.incident.grade == grade]


def look(engine: Engine, period: Period, now: datetime, terms: Terms) -> Month:
    """Look at a month of the systems; one that has not ended is looked at up to now.

    Raises:
        NotLoaded: no events were loaded.
        JixiaoError: the month has not begun, or a parameter is not set.
    """
    begins = datetime.combine(period.first, time())
    ends = datetime.combine(period.last + timedelta(days=1), time())
    if now <= begins:
        message = f"{period.first:%Y-%m} 还没有到。请写已经开始的月份。"
        raise JixiaoError(message)
    until = min(ends, now)
    records = Records(engine, period)
    notes = notes_of(records, until)
    fresh = [
        each
        for each in notes.incidents
        if each.reported >= begins and not each.is_planned
    ]
    response = Clock(
        terms.factors("systems.response_minutes"),
        read_hours(terms.names("systems.hours")),
        now,
    )
    restoring = replace(response, limits=terms.factors("systems.restore_minutes"))
    return Month(
        until,
        system_months(notes, (begins, until), terms),
        [response.response(each) for each in fresh],
        [restoring.restoring(each) for each in fresh],
        terms.count("systems.percentile"),
        terms.factor("systems.running_share"),
        [each for each in notes.windows if not each.counts],
        [name for name in _HELPFUL if not records.has(name)],
        _points(records, period),
    )


_HELPFUL = {
    "systems_in_use": "没有收信息系统启用表：按台账里出现过的系统、整月在用算",
    "announced_windows": "没有收停机公告表：计划停机都按停用算",
    "probes": "没有收系统探测表：没有报告的停用看不出来",
    "service_points": "没有收专线和服务点表：不看专线和服务点",
    "uploads": "没有收定点机构上传表：服务点是否上传看不出来",
}
"""Records without which less can be told, and what cannot be told then."""


def system_months(notes: Notes, month: Span, terms: Terms) -> list[SystemMonth]:
    """Return the month of each system that is listed, or spoken of."""
    return [
        _system_month(name, _about(notes, name), month, terms)
        for name in sorted(notes.names)
    ]


def _about(notes: Notes, name: str) -> Notes:
    """What was noted of one system."""
    return replace(
        notes,
        incidents=[each for each in notes.incidents if each.system == name],
        windows=[each for each in notes.windows if each.system == name],
        probes=[each for each in notes.probes if each.system == name],
    )


def _system_month(name: str, notes: Notes, month: Span, terms: Terms) -> SystemMonth:
    gap = timedelta(minutes=terms.count("systems.probe_gap"))
    slack = timedelta(minutes=terms.count("systems.slack"))
    uses = None if notes.uses is None else notes.uses.get(name)
    service = common([month], uses or [month])
    windows = [each.span for each in notes.windows if each.counts]
    sound = [each for each in notes.incidents if not each.is_reversed]
    logged = [(each.outage(month[1]), each.share) for each in sound]
    seen = outages_seen(notes.probes, terms.count("systems.least_failures"), gap)
    in_sight = seconds(common(watched(notes.probes, gap), service))
    known = [*windows, *(span for span, _ in logged)]
    both = [*logged, *((span, Fraction(1)) for span in seen)]
    is_told = bool(sound or in_sight)
    return SystemMonth(
        notes.names[name],
        notes.uses is None or uses is not None,
        running(service, logged, windows) if is_told else None,
        running(service, both, windows) if in_sight else None,
        in_sight,
        [each for each in sound if each.restored is None],
        [each for each in notes.incidents if each.is_reversed],
        [
            each
            for each in sound
            if each.is_planned and unannounced(each.outage(month[1]), windows, slack)
        ],
        unreported(common(seen, service), known, slack),
    )


def notes_of(records: Records, until: datetime) -> Notes:
    """Read what was noted up to a moment.

    Raises:
        NotLoaded: no events were loaded.
    """
    incidents = [_incident(row) for row in _rows(records, "incidents_reaching")]
    windows = [_window(row) for row in _rows_if_loaded(records, "announced_windows")]
    probes = [_probe(row) for row in _rows_if_loaded(records, "probes")]
    used = _rows_if_loaded(records, "systems_in_use")
    uses = _uses(used, until) if records.has("systems_in_use") else None
    # Without a list of what is in use, what the log ever spoke of may be in use still.
    listed = used if uses is not None else _rows(records, "systems")
    notes: tuple[Incident | Window | Probe, ...] = (*incidents, *windows, *probes)
    written = [each.system for each in notes]
    names: dict[str, str] = {}
    for name in (*written, *(row["system"] for row in listed)):
        names.setdefault(plain(name), name)
    return Notes(
        [_plainly(each) for each in incidents if each.reported < until],
        [_plainly(each) for each in windows],
        [_plainly(each) for each in probes if each.at < until],
        uses,
        names,
    )


def _plainly(note: _Note) -> _Note:
    """The note, its system named as names are compared."""
    return replace(note, system=plain(note.system))


def _uses(rows: Iterable[Mapping[str, Any]], until: datetime) -> dict[str, list[Span]]:
    uses: dict[str, list[Span]] = {}
    for row in rows:
        last = row["stopped_on"]
        ends = datetime.combine(last + timedelta(days=1), time()) if last else until
        begins = datetime.combine(row["started_on"], time())
        uses.setdefault(plain(row["system"]), []).append((begins, ends))
    return uses


def _points(records: Records, period: Period) -> Points | None:
    rows = records.record_if_loaded("service_points")
    if rows is None:
        return None
    listed = [
        ServicePoint(
            row["point_no"],
            row["name"],
            row["kind"],
            row["fixmedins_code"] or "",
            row["closed_on"],
        )
        for row in _fetched(records, rows)
    ]
    uploads = records.record_if_loaded("uploads")
    if uploads is None:
        return points_of(listed, None, period.last)
    sent = uploads.filter(uploads.uploaded > 0).select("fixmedins_code").distinct()
    uploaded = {row["fixmedins_code"] for row in _fetched(records, sent)}
    return points_of(listed, uploaded, period.last)


def _rows(records: Records, name: str) -> list[dict[str, Any]]:
    return _fetched(records, records.record(name))


def _rows_if_loaded(records: Records, name: str) -> list[dict[str, Any]]:
    rows = records.record_if_loaded(name)
    return [] if rows is None else _fetched(records, rows)


def _fetched(records: Records, rows: ir.Table) -> list[dict[str, Any]]:
    ordered = rows.order_by(*rows.columns[:2])
    fetched: list[dict[str, Any]] = records.engine.fetch(ordered).to_pylist()
    return fetched


def _incident(row: Mapping[str, Any]) -> Incident:
    return Incident(
        row["incident_no"],
        row["system"],
        row["reported_at"],
        row["responded_at"],
        row["restored_at"],
        row["grade"] or "",
        row["planned"] == "1",
        Fraction(1) if row["share"] is None else Fraction(row["share"]),
    )


def _window(row: Mapping[str, Any]) -> Window:
    return Window(row["system"], row["announced_at"], row["begins_at"], row["ends_at"])


def _probe(row: Mapping[str, Any]) -> Probe:
    return Probe(row["system"], row["probed_at"], row["ok"] == "1")
