"""Mid-year as one self-contained page: money against time, each indicator so far and to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.evaluation.midyear import standards, time_passed
from jixiao.measures import Period
from jixiao.measures.declaration import Measure, library
from jixiao.measures.monitoring import Course, MidyearValue, Monitored
from jixiao.publication.writers.charts import HIGH, WIDE, Chart, chart
from jixiao.publication.writers.rendering import fill_template, write_page
from jixiao.targets import Indicator, TargetTable


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as the page prints it; `printed` is its row of the monitoring form."""

    progress: MidyearValue
    printed: Indicator
    measure: Measure | None
    chart: Chart | None


def write_monitoring(
    found: Sequence[Monitored], forms: Sequence[TargetTable], period: Period, path: Path
) -> Path:
    """Write a unit's mid-year; `forms` are the monitoring forms of the projects, in their order.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    projects = [
        (told, form, [_line(one, form) for one in told.progress])
        for told, form in zip(found, forms, strict=True)
    ]
    courses = [one.course for told in found for one in told.progress]
    text = fill_template(
        "monitoring.html",
        projects=projects,
        period=period,
        time=round(time_passed(period.months), 1),
        likely=round(standards()["limits"]["likely"] * 100),
        counts=[(course, courses.count(course)) for course in Course],
        unit=next((form.implementing_unit for form in forms), None) or "",
        high=HIGH,
        wide=WIDE,
    )
    return write_page(text, path)


def _line(one: MidyearValue, form: TargetTable) -> Line:
    measured = one.answer.measured
    measure = library()[measured.code] if measured else None
    return Line(one, form.indicators[one.place], measure, chart(one.answer))
