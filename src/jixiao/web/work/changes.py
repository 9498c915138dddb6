"""What another version of a table says otherwise: by the indicators' names, and where on the form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.cell_path import CellPath
from jixiao.publication.forms import Sheet
from jixiao.targets import CellChange, TargetTable, compare_cells


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A cell that says otherwise than before; `row` is the name of its indicator, "" for a field."""

    path: CellPath
    row: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """The cell as people call it: “宣传场次”的指标值."""
        return f"“{self.row}”的{self.path.word}" if self.row else self.path.title


def named_changes(before: TargetTable, after: TargetTable) -> list[NamedChange]:
    """Compare two versions cell by cell."""
    return [
        NamedChange(
            change.path, _row_of(change, before, after), change.before, change.after
        )
        for change in compare_cells(before, after)
    ]


def _row_of(change: CellChange, before: TargetTable, after: TargetTable) -> str:
    """The name of the row: the one it had where it was removed or its name is what changed."""
    place = change.path.row
    if not isinstance(place, int):
        return ""
    renamed = change.path.name == "name" and change.before
    table = before if change.gone else after
    return change.before if renamed else table.indicators[place].name


def changed_cells(
    sheet: Sheet, changes: Iterable[NamedChange]
) -> frozenset[tuple[int, int]]:
    """Where on the form the cells stand that say otherwise: row and column, as far as they are found.

    A cell is known by what it says, in a line that names its indicator or bears its label.
    """
    lines: dict[int, list[tuple[int, str]]] = {}
    for cell in sheet.grid.cells:
        lines.setdefault(cell.row, []).append((cell.column, cell.text))
    return frozenset(
        (row, column)
        for change in changes
        for row, line in lines.items()
        for column in _columns_of(change, line, sheet, row)
    )


def _columns_of(
    change: NamedChange, line: list[tuple[int, str]], sheet: Sheet, row: int
) -> Iterator[int]:
    names = {text for column, text in line}
    labels = "".join(text for column, text in line if (row, column) in sheet.labels)
    of_row = change.after if change.path.name == "name" else change.row
    here = of_row in names if change.row else change.path.word in labels
    for column, text in line:
        is_value = (row, column) not in sheet.labels
        if here and is_value and change.after and text == change.after:
            yield column
