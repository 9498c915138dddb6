"""已经完成的比全年预计的还多。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import QUANTITY
from jixiao.checks.midyear import followed
from jixiao.checks.rubric_points import number_for_target
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="MO13",
    title="已经完成的比全年预计的还多",
    says="“{name}”已完成 {actual}，全年预计却只有 {expected}，做完的不会变少",
    suggests="核对已完成数和全年预计，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M02",
)
def progress_over_expected(table: TargetTable) -> Iterator[Breach]:
    """Counts alone: a rate or a time may get worse by the year's end."""
    for row in followed(table):
        if row.actual and row.expected and _shrinks(row):
            yield Breach(
                row.evidence,
                CellPath.in_row(table.indicators.index(row), "expected"),
                name=row.name,
                actual=row.actual.text,
                expected=row.expected.text,
            )


def _shrinks(row: Indicator) -> bool:
    target, actual, expected = row.target, row.actual, row.expected
    if (
        row.aspect != QUANTITY
        or target.unit in ("%", "‰")
        or not actual
        or not expected
    ):
        return False
    is_ceiling = target.bound is not None and target.bound.is_ceiling
    done, by_then = (
        number_for_target(target, actual),
        number_for_target(target, expected),
    )
    if done is None or by_then is None or is_ceiling:
        return False
    return done > by_then
