"""培训人次与目标文字算出的不符。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.amounts import TrainingCourse, courses
from jixiao.checks.likeness import bigrams
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR06",
    title="培训人次与目标文字算出的不符",
    says="“{name}”指标值 {stated}，目标文字为 {times} 次 × 每次 {persons} 人 = {computed} 人次{hint}",
    suggests="按“次数 × 每次人数”改正人次；按人天统计的，单位应写人天",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V13 V14",
)
def person_times(table: TargetTable) -> Iterator[Breach]:
    """Courses and indicators that name the same reach (区内, 区外 …) are compared."""
    marked = [
        (mark, course)
        for course in courses(objective_text(table))
        for mark in _marks(course)
    ]
    is_alone = _is_alone(table, [course for _, course in marked])
    for index, row in enumerate(table.indicators):
        target = row.target
        if target.unit != "人次" or target.number is None:
            continue
        for mark, course in marked:
            computed = course.times * course.persons
            if target.number == computed or not (is_alone or mark in row.name):
                continue
            in_days = (
                course.days is not None and target.number == computed * course.days
            )
            yield Breach(
                (row.evidence, table.evidence.get("objective")),
                CellPath.in_row(index, "target"),
                Severity.WARNING if "约" in row.name + target.text else None,
                name=row.name,
                stated=target.text,
                times=course.times,
                persons=course.persons,
                computed=computed,
                hint="；指标值等于再乘天数，是人天" if in_days else "",
            )


def _is_alone(table: TargetTable, courses_marked: list[TrainingCourse]) -> bool:
    """Whether one course, which names no reach, and one row of 人次 can only mean each other."""
    rows = [row for row in table.indicators if row.target.unit == "人次"]
    return (
        len(rows) == len(courses_marked) == 1
        and not any(reach in courses_marked[0].printed for reach in _REACHES)
        and bool(bigrams(rows[0].name) & bigrams(courses_marked[0].printed))
    )


_HOME, _AWAY = "区内", "区外"
_REACHES = (_HOME, _AWAY, "市外", "省外", "境外", "线上")


def _marks(course: TrainingCourse) -> list[str]:
    """Where a course is held; one that does not say 区外 is held at home."""
    named = [reach for reach in _REACHES if reach in course.printed]
    if _HOME not in named and _AWAY not in named:
        named.insert(0, _HOME)
    return named
