"""Two versions of a project's table: which rows are gone, new, or promise another value."""

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao import chinese
from jixiao.targets.table import Indicator, TargetTable


@dataclass(frozen=True, slots=True)
class RowChanges:
    """What became of the rows of a table; rows that do not apply are left out.

    `changed` holds pairs of the row before and after.
    """

    gone: Sequence[Indicator]
    new: Sequence[Indicator]
    changed: Sequence[tuple[Indicator, Indicator]]

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return bool(self.gone or self.new or self.changed)


def compare_rows(before: TargetTable, after: TargetTable) -> RowChanges:
    """Compare what two versions promise; how it is printed does not matter."""
    promised, own = _rows(before), _rows(after)
    return RowChanges(
        gone=[row for key, row in promised.items() if key not in own],
        new=[row for key, row in own.items() if key not in promised],
        changed=[
            (promised[key], row)
            for key, row in own.items()
            if key in promised and _value(row) != _value(promised[key])
        ],
    )


def _rows(table: TargetTable) -> dict[str, Indicator]:
    """Give the rows by name; the value is all that may tell rows of one name apart."""
    rows: dict[str, Indicator] = {}
    for row in table.indicators:
        if not row.not_applicable:
            key = chinese.key(row.name)
            rows[f"{key} {_value(row)}" if key in rows else key] = row
    return rows


def _value(row: Indicator) -> object:
    """Compare what a value says, not how it is printed: 2万份 is 20000份."""
    target = row.target
    if target.deadline or target.number is None:
        return target.deadline or chinese.key(target.text)
    return target.in_base_units(), target.bound
