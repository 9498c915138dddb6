"""Mid-year as one self-contained page: money against time, each indicator so far and to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jixiao.evaluation.midyear import standards, time_passed
from jixiao.measures import Period
from jixiao.measures.declaration import Measure, library
from jixiao.measures.measuring import Measured
from jixiao.measures.monitoring import Course, MidyearValue, Monitored
from jixiao.publication.writers.charts import HIGH, WIDE, Chart, chart
from jixiao.publication.writers.rendering import fill_template, write_page
from jixiao.targets import Indicator, TargetTable


@dataclass(frozen=True, slots=True)
class MidyearLine:
    """An indicator as the page prints it; `printed` is its row of the monitoring form."""

    progress: MidyearValue
    printed: Indicator
    measure: Measure | None
    chart: Chart | None

    @property
    def measured(self) -> Measured | None:
        """What was measured of it so far."""
        return self.progress.answer.measured

    @property
    def how(self) -> str:
        """The measured value in words, or why there is none."""
        measured = self.measured
        if self.measure is None or measured is None:
            return self.progress.why
        return measured.why or self.measure.tell(
            measured.above, measured.below, measured.persons
        )

    @property
    def reason(self) -> str:
        """The causes that were ticked, and the reason in words."""
        causes = "、".join(self.printed.causes)
        return "——".join(part for part in (causes, self.printed.reason) if part)


@dataclass(frozen=True, slots=True)
class MidyearProject:
    """A project as the page prints it, with its monitoring form."""

    monitored: Monitored
    form: TargetTable
    lines: list[MidyearLine]

    @property
    def name(self) -> str:
        """The printed name."""
        return self.monitored.table.project_name or "未印名称的项目"

    @property
    def rate(self) -> Decimal | None:
        """What was spent so far in per cent of the budget; None where it cannot be told."""
        return self.monitored.rate


def write_monitoring(
    projects: Sequence[Monitored],
    forms: Sequence[TargetTable],
    period: Period,
    path: Path,
) -> Path:
    """Write a unit's mid-year; `forms` are the monitoring forms of the projects, in their order.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    courses = [value.course for project in projects for value in project.progress]
    text = fill_template(
        "monitoring.html",
        projects=[
            MidyearProject(
                project, form, [_line(value, form) for value in project.progress]
            )
            for project, form in zip(projects, forms, strict=True)
        ],
        period=period,
        time=round(time_passed(period.months), 1),
        likely=round(standards()["limits"]["likely"] * 100),
        counts=[(course, courses.count(course)) for course in Course],
        unit=next((form.implementing_unit for form in forms), None) or "",
        high=HIGH,
        wide=WIDE,
    )
    return write_page(text, path)


def _line(value: MidyearValue, form: TargetTable) -> MidyearLine:
    measured = value.answer.measured
    measure = library()[measured.code] if measured else None
    return MidyearLine(
        value, form.indicators[value.place], measure, chart(value.answer)
    )
