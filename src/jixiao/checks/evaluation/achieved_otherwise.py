"""完成情况写的数与完成值不符。"""

from collections.abc import Iterator

from msgspec import structs

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.stated_numbers import contradicting_numbers
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="EV33",
    title="完成情况写的数与完成值不符",
    says="“{name}”的完成值是 {stated}，总体目标的完成情况写 {said}",
    suggests="核对两处，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E16",
)
def achieved_otherwise(table: TargetTable) -> Iterator[Breach]:
    """Right where the text states the value too, or several numbers that make it."""
    text = table.objective_achieved or ""
    rows = [_with_actual_as_target(row) for row in table.indicators]
    achieved = structs.replace(table, indicators=tuple(rows))
    for index, row in enumerate(rows if text else ()):
        if not table.indicators[index].actual or row.target.others:
            continue
        said = contradicting_numbers(row, text, achieved)
        if len(said) == 1:
            yield Breach(
                (row.evidence, table.evidence.get("objective_achieved")),
                CellPath.in_row(index, "actual"),
                name=row.name,
                stated=row.target.text,
                said=said,
            )


def _with_actual_as_target(row: Indicator) -> Indicator:
    """The row as if what was reached had been promised, exactly."""
    if row.actual is None:
        return row
    return structs.replace(row, target=structs.replace(row.actual, bound=None))
