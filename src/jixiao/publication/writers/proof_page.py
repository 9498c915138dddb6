"""Promises against proof as one self-contained page: a page a project, each number to its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jixiao.evaluation.entries import Value
from jixiao.measures.answers import Answer, in_unit_of
from jixiao.measures.declaration import Kind, Measure, library
from jixiao.measures.matching import State
from jixiao.measures.measuring import Measured
from jixiao.measures.proof import Project, Year
from jixiao.publication.writers.rendering import fill_template, write_page

_HIGH = 44
_WIDE = 18
_MARKS = {"met": "达到", "missed": "未达", "none": "无数", "unsure": "待定", "person": "人工"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar: where it stands, how high it is, what it says."""

    x: int
    height: float
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The months of a value, and where the target lies above them; none where it is out of sight."""

    bars: tuple[Bar, ...]
    line: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as the page prints it."""

    number: int
    name: str
    aspect: str
    promise: str
    actual: str
    mark: str
    word: str
    points: str
    rule: str
    how: str
    why: str
    filled_by: str
    missing: str
    reason: str
    measure: Measure | None
    measured: Measured | None
    chart: Chart | None


def write_proof(year: Year, path: Path) -> Path:
    """Write a unit's year.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    return write_page(render(year), path)


def render(year: Year) -> str:
    """Give the page as text; everything printed is escaped."""
    projects = [(project, list(_lines(project))) for project in year.projects]
    marks = [line.mark for _, lines in projects for line in lines]
    return fill_template(
        "proof.html",
        year=year,
        projects=projects,
        counts={word: marks.count(mark) for mark, word in _MARKS.items()},
        unit=next((p.evaluation.table.implementing_unit for p in year.projects), None) or "",
        high=_HIGH,
        wide=_WIDE,
    )


def _lines(project: Project) -> Iterator[Line]:
    rows = {row.place: row for row in project.evaluation.rows}
    for place, answered in enumerate(project.answers):
        if answered.match.state is State.NONE or place not in rows:
            continue
        row = rows[place]
        mark = _mark(answered)
        measured = answered.measured
        measure = library()[measured.code] if measured else None
        yield Line(
            number=len(rows) - len([p for p in rows if p >= place]) + 1,
            name=answered.indicator.name,
            aspect=(answered.indicator.aspect or answered.indicator.dimension or "").removesuffix(
                "指标"
            ),
            promise=answered.indicator.target.text,
            actual=row.actual.shown if row.actual else "—",
            mark=mark,
            word=_MARKS[mark],
            points=f"{'—' if row.score.points is None else row.score.points} / {row.weight}",
            rule=row.score.rule,
            how=_how(answered, measure),
            why=answered.match.why,
            filled_by=_filled_by(project.entries.get(place)),
            missing=row.missing,
            reason=row.reason,
            measure=measure,
            measured=measured,
            chart=_chart(answered, measure) if measure else None,
        )


def _filled_by(entry: Value | None) -> str:
    """Say who filled a value in, when, and what proves it."""
    if entry is None or not entry.tells_actual:
        return ""
    files = f"，附件：{'、'.join(entry.evidence)}" if entry.evidence else ""
    return f"{entry.by} {entry.on} 填写{files}"


def _mark(answered: Answer) -> str:
    if answered.match.state is State.UNSURE:
        return "unsure"
    if answered.match.state is State.PERSON:
        return "person"
    return {True: "met", False: "missed", None: "none"}[answered.met]


def _how(answered: Answer, measure: Measure | None) -> str:
    measured = answered.measured
    if measure is None or measured is None:
        return ""
    return measured.why or measure.tell(measured.above, measured.below)


def _chart(answered: Answer, measure: Measure) -> Chart | None:
    """Draw the months: of a rate or a mean each month's own, of a total what has come together."""
    measured = answered.measured
    if measured is None or measured.why or measure.kind is Kind.LATEST:
        return None
    values = dict(_monthly(measured, measure, answered))
    if sum(value != 0 for value in values.values()) < 2:  # noqa: PLR2004 — one month is no course
        return None
    target = answered.indicator.target.number
    highest = max([*values.values(), target or Decimal(0)])
    if highest <= 0:
        return None
    scale = Decimal(_HIGH) / highest
    bars = tuple(
        Bar((month - 1) * _WIDE, float(max(value, Decimal(0)) * scale), f"{month} 月 {value:,.2f}")
        for month, value in values.items()
    )
    line = float(_HIGH - target * scale) if target else None
    said = "各月累计" if measure.kind is Kind.TOTAL else "各月"
    return Chart(bars, line, said)


def _monthly(
    measured: Measured, measure: Measure, answered: Answer
) -> Iterator[tuple[int, Decimal]]:
    above = 0
    for part in measured.months:
        above = above + part.above if measure.kind is Kind.TOTAL else part.above
        value = in_unit_of(answered.indicator.target, measure, measure.value(above, part.below))
        if value is not None and part.name:
            yield int(part.name.rpartition("-")[2]), value
