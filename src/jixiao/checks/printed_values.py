"""What the rows of a table print as values: promised, reached, expected."""

from collections.abc import Callable, Iterator

from jixiao.cell_path import CellPath
from jixiao.findings import Breach
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable

_HEADS = {"target": "指标值", "actual": "实际完成值", "expected": "全年预计"}


def values_of(
    table: TargetTable,
) -> Iterator[tuple[Indicator, CellPath, str, TargetValue]]:
    """Each value of a table, with its row before it, the path of its cell and its head."""
    for place, row in enumerate(table.indicators):
        for field, head in _HEADS.items():
            value: TargetValue | None = getattr(row, field)
            if value is not None:
                yield row, CellPath.in_row(place, field), head, value


def quoted(row: Indicator) -> str:
    """A row's name and target value in quotation marks, as messages list rows."""
    return f"“{row.name} {row.target.text}”"


def targets_at_fault(
    table: TargetTable, reason_of: Callable[[Indicator], str | None]
) -> Iterator[Breach]:
    """A breach for each row of whose target a reason is given: its name, value and the reason."""
    for index, row in enumerate(table.indicators):
        reason = reason_of(row)
        if reason:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                reason=reason,
            )
