"""Two versions of a project's table: by what they promise, and cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao import chinese
from jixiao.targets.editing import CELLS, cells, title_of
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


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that another version prints otherwise; an empty text is an empty cell.

    `place` is its path in the later version, or in the earlier where its row is gone.
    """

    place: str
    title: str
    before: str
    after: str


def compare_cells(before: TargetTable, after: TargetTable) -> list[CellChange]:
    """Compare two versions cell by cell; rows are followed by their names."""
    rows = _pair(before, after)
    old = {_as_in(path, rows): (path, text) for path, text in cells(before)}
    new = dict(cells(after))
    found = [
        CellChange(path, title_of(path), old.get(path, ("", ""))[1], text)
        for path, text in new.items()
        if old.get(path, ("", ""))[1] != text
    ]
    gone = [
        CellChange(path, _gone(path, own, before), text, "")
        for path, (own, text) in old.items()
        if path not in new
    ]
    return found + gone


def _pair(before: TargetTable, after: TargetTable) -> dict[int, int]:
    """Say which row of the later version each row of the earlier has become."""
    free = dict(enumerate(after.indicators))
    pairs: dict[int, int] = {}
    for same in (_same_name, _same_place):
        for place, row in enumerate(before.indicators):
            if place not in pairs:
                found = next((n for n, other in free.items() if same(place, row, n, other)), None)
                if found is not None:
                    pairs[place] = found
                    del free[found]
    return pairs


def _same_name(_place: int, row: Indicator, _n: int, other: Indicator) -> bool:
    return chinese.key(row.name) == chinese.key(other.name)


def _same_place(place: int, row: Indicator, n: int, other: Indicator) -> bool:
    return place == n and row.aspect == other.aspect


def _as_in(path: str, rows: dict[int, int]) -> str:
    """Give the path that a cell of the earlier version has in the later."""
    head, sign, cell = path.partition("].")
    if not sign:
        return path
    place = int(head.removeprefix("indicators["))
    return f"indicators[{rows[place]}].{cell}" if place in rows else f"gone[{place}].{cell}"


def _gone(path: str, own: str, before: TargetTable) -> str:
    if not path.startswith("gone["):
        return title_of(own)
    place, _, cell = path.removeprefix("gone[").partition("].")
    return f"删去的“{before.indicators[int(place)].name}” {CELLS.get(cell, cell)}"


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
