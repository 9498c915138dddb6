"""Two versions of a project's table: by what they promise, and cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.targets.editing import cells
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
        """Whether anything changed."""
        return bool(self.gone or self.new or self.changed)


def compare_rows(before: TargetTable, after: TargetTable) -> RowChanges:
    """Compare what two versions promise; how it is printed does not matter."""
    rows_before, rows_after = _rows(before), _rows(after)
    gone = [row for key, row in rows_before.items() if key not in rows_after]
    new = [row for key, row in rows_after.items() if key not in rows_before]
    both = [
        (rows_before[key], row) for key, row in rows_after.items() if key in rows_before
    ]
    changed = [
        (earlier, later) for earlier, later in both if _value(earlier) != _value(later)
    ]
    return RowChanges(gone=gone, new=new, changed=changed)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that another version prints otherwise; an empty text is an empty cell.

    `path` is where it stands in the later version, or in the earlier where its row is `gone`.
    """

    path: CellPath
    title: str
    before: str
    after: str
    gone: bool = False


def compare_cells(before: TargetTable, after: TargetTable) -> list[CellChange]:
    """Compare two versions cell by cell; rows are followed by their names."""
    pairs = _pair(before, after)
    earlier = [(path, _moved(path, pairs), text) for path, text in cells(before)]
    texts_before = {moved: text for _, moved, text in earlier if moved is not None}
    texts_after = dict(cells(after))
    changes = []
    for path, text in texts_after.items():
        text_before = texts_before.get(path, "")
        if text_before != text:
            changes.append(CellChange(path, path.title, text_before, text))
    for path, moved, text in earlier:
        if moved is None:
            changes.append(
                CellChange(path, _title_of_gone(path, before), text, "", gone=True)
            )
        elif moved not in texts_after:
            changes.append(CellChange(moved, moved.title, text, ""))
    return changes


def _moved(path: CellPath, pairs: dict[int, int]) -> CellPath | None:
    """Where a cell of the earlier version stands in the later; None where its row is gone."""
    if not isinstance(path.row, int):
        return path
    return path.moved_to(pairs[path.row]) if path.row in pairs else None


def _title_of_gone(path: CellPath, before: TargetTable) -> str:
    name = before.indicators[path.row].name if isinstance(path.row, int) else ""
    return f"删去的“{name}” {path.word}"


def _pair(before: TargetTable, after: TargetTable) -> dict[int, int]:
    """The place in the later version of each row of the earlier: by name, else by place and aspect."""
    names = [chinese.key(row.name) for row in before.indicators]
    names_after = [chinese.key(row.name) for row in after.indicators]
    free = list(range(len(names_after)))
    pairs: dict[int, int] = {}
    for place, name in enumerate(names):
        same_name = next((other for other in free if names_after[other] == name), None)
        if same_name is not None:
            pairs[place] = same_name
            free.remove(same_name)
    for place, row in enumerate(before.indicators):
        still_free = place not in pairs and place in free
        if still_free and row.aspect == after.indicators[place].aspect:
            pairs[place] = place
            free.remove(place)
    return pairs


def _rows(table: TargetTable) -> dict[str, Indicator]:
    """The rows by name; the value is all that may tell rows of one name apart."""
    rows: dict[str, Indicator] = {}
    for row in table.indicators:
        if not row.not_applicable:
            key = chinese.key(row.name)
            rows[f"{key} {_value(row)}" if key in rows else key] = row
    return rows


def _value(row: Indicator) -> object:
    """What a value says, however it is printed: 2万份 is 20000份."""
    target = row.target
    if target.deadline or target.number is None:
        return target.deadline or chinese.key(target.text)
    return target.in_base_units(), target.bound
