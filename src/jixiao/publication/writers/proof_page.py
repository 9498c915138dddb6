"""Promises against proof as one self-contained page: a page a project, each number to its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jixiao.evaluation import SelfEvaluation
from jixiao.evaluation.entries import ValueEntry
from jixiao.measures.answers import Answer, Mark
from jixiao.measures.declaration import Measure, library
from jixiao.measures.matching import State
from jixiao.measures.measuring import Measured
from jixiao.measures.references import reference_of
from jixiao.measures.year_proof import Project, Year
from jixiao.period import Period
from jixiao.publication.writers.charts import HIGH, WIDE, Chart, chart
from jixiao.publication.writers.rendering import fill_template, write_page


@dataclass(frozen=True, slots=True)
class ProofLine:
    """An indicator as the page prints it: promise, actual value, points and proof."""

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
    reference: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvedProject:
    """A project as the page prints it."""

    evaluation: SelfEvaluation
    lines: list[ProofLine]

    @property
    def name(self) -> str:
        """The printed name."""
        return self.evaluation.table.project_name or "未印名称的项目"


def write_proof(year: Year, path: Path) -> Path:
    """Write a unit's year.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    return write_page(render(year), path)


def render(year: Year) -> str:
    """The page as text; everything printed is escaped."""
    projects = [
        ProvedProject(project.evaluation, list(_lines(project, year.period)))
        for project in year.projects
    ]
    lines = [(project, line) for project in projects for line in project.lines]
    marks = [line.mark for _, line in lines]
    first = projects[0].evaluation.table if projects else None
    return fill_template(
        "proof.html",
        year=year,
        projects=projects,
        counts={mark: marks.count(mark) for mark in Mark},
        words_of_marks=_WORDS_OF_MARKS,
        missed=[(project, line) for project, line in lines if line.mark is Mark.MISSED],
        high=HIGH,
        wide=WIDE,
        unit=(first.implementing_unit if first else None) or "",
    )


_WORDS_OF_MARKS = {
    Mark.MET: "条达到",
    Mark.MISSED: "条没有达到",
    Mark.PARTIAL: "条记录不全",
    Mark.NONE: "条没有记录",
    Mark.UNSURE: "条待定口径",
    Mark.PERSON: "条由人填写",
}


def _lines(project: Project, period: Period) -> Iterator[ProofLine]:
    rows = {row.place: row for row in project.evaluation.rows}
    for place, answered in enumerate(project.answers):
        if answered.match.state is State.NONE or place not in rows:
            continue
        row = rows[place]
        indicator, measured = answered.indicator, answered.measured
        aspect = indicator.aspect or indicator.dimension or ""
        measure = library()[measured.code] if measured else None
        points = "—" if row.score.points is None else row.score.points
        yield ProofLine(
            name=indicator.name,
            aspect=aspect.removesuffix("指标"),
            promise=indicator.target.text,
            actual=row.actual.shown if row.actual else "—",
            mark=answered.mark,
            points=f"{points} / {row.weight}",
            rule=row.score.rule,
            how=_how(answered, measure),
            why=answered.match.why,
            filled_by=_filled_by(project.entries.get(place)),
            missing=row.missing,
            reason=row.reason,
            measure=measure,
            measured=measured,
            chart=chart(answered),
            reference=_reference(measured, period),
            remarks=_remarks(answered),
        )


def _reference(measured: Measured | None, period: Period) -> str:
    """What opens the proof of a value; empty where nothing was measured."""
    if measured is None or not measured.rows:
        return ""
    return reference_of(measured.code, measured.scope, period)


def _remarks(answered: Answer) -> tuple[str, ...]:
    """What a reader must know of a value; further values of the cell with how they stand."""
    others = (
        f"［{other.mark.word}］{other.indicator.target.text}：{other.shown or other.match.why}"
        for other in answered.others
    )
    return (*others, *answered.remarks)


def _filled_by(entry: ValueEntry | None) -> str:
    """Who filled a value in, when, and what proves it; empty where no person did."""
    if entry is None or not entry.has_actual:
        return ""
    files = f"，附件：{'、'.join(entry.evidence)}" if entry.evidence else ""
    return f"{entry.by} {entry.on} 填写{files}"


def _how(answered: Answer, measure: Measure | None) -> str:
    """The measured value in words, or why there is none."""
    measured = answered.measured
    if measure is None or measured is None:
        return ""
    return measured.why or measure.tell(
        measured.above, measured.below, measured.persons
    )
