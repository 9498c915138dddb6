"""Promises against proof as one self-contained page: a page a project, each number to its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jixiao.evaluation.entries import ValueEntry
from jixiao.measures.answers import Answer, Mark
from jixiao.measures.declaration import Measure, library
from jixiao.measures.matching import State
from jixiao.measures.measuring import Measured
from jixiao.measures.year_proof import Project, Year
from jixiao.publication.writers.charts import HIGH, WIDE, Chart, chart
from jixiao.publication.writers.rendering import fill_template, write_page


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as the page prints it."""

    name: str
    aspect: str
    promise: str
    actual: str
    mark: Mark
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
        counts={mark: marks.count(mark) for mark in Mark},
        high=HIGH,
        wide=WIDE,
        unit=next((p.evaluation.table.implementing_unit for p in year.projects), None) or "",
    )


def _lines(project: Project) -> Iterator[Line]:
    rows = {row.place: row for row in project.evaluation.rows}
    for place, answered in enumerate(project.answers):
        if answered.match.state is State.NONE or place not in rows:
            continue
        row = rows[place]
        measured = answered.measured
        measure = library()[measured.code] if measured else None
        yield Line(
            name=answered.indicator.name,
            aspect=(answered.indicator.aspect or answered.indicator.dimension or "").removesuffix(
                "指标"
            ),
            promise=answered.indicator.target.text,
            actual=row.actual.shown if row.actual else "—",
            mark=answered.mark,
            points=f"{'—' if row.score.points is None else row.score.points} / {row.weight}",
            rule=row.score.rule,
            how=_how(answered, measure),
            why=answered.match.why,
            filled_by=_filled_by(project.entries.get(place)),
            missing=row.missing,
            reason=row.reason,
            measure=measure,
            measured=measured,
            chart=chart(answered),
        )


def _filled_by(entry: ValueEntry | None) -> str:
    """Say who filled a value in, when, and what proves it."""
    if entry is None or not entry.has_actual:
        return ""
    files = f"，附件：{'、'.join(entry.evidence)}" if entry.evidence else ""
    return f"{entry.by} {entry.on} 填写{files}"


def _how(answered: Answer, measure: Measure | None) -> str:
    measured = answered.measured
    if measure is None or measured is None:
        return ""
    return measured.why or measure.tell(measured.above, measured.below)
