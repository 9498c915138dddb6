"""A table while it is typed: every indicator row has an id that stays with it."""

import hashlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from jixiao.cell_path import CellPath, RowId
from jixiao.targets.editing import (
    CannotEdit,
    add_row,
    confirm,
    edit,
    place_of_new_row,
    remove_row,
)
from jixiao.targets.table import Indicator, TargetTable

_ID_LENGTH = 8


class RowGone(CannotEdit):
    """The row that was addressed is not in the draft any more, or not known by its id.

    `cell` is what the cell was called while it stood there, where that is known.
    """

    def __init__(
        self,
        path: CellPath,
        message: str = "这一条指标已经不在表上，没有存下。请刷新页面。",
        cell: str = "",
    ) -> None:
        super().__init__(message)
        self.path = path
        self.cell = cell or path.title


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table and the ids of its indicator rows, in their order.

    Paths of cells may name a row by its id or by its position; a change to the rows gives a table
    in which every other row has the id that it had.
    """

    table: TargetTable
    row_ids: tuple[RowId, ...]

    def place_of(self, path: CellPath) -> CellPath:
        """The path by position, as the table itself understands it.

        Raises:
            RowGone: no row has that id.
        """
        if path.row is None or isinstance(path.row, int):
            return path
        if path.row not in self.row_ids:
            raise RowGone(path)
        return path.moved_to(self.row_ids.index(path.row))

    def by_id(self, path: CellPath) -> CellPath:
        """The path of a cell of this table by the id of its row, which stays true."""
        return (
            path.moved_to(self.row_ids[path.row]) if isinstance(path.row, int) else path
        )

    def row(self, path: CellPath) -> Indicator | None:
        """The indicator that a cell stands in; None for a field.

        Raises:
            RowGone: there is no such row.
        """
        place = self.place_of(path).row
        if not isinstance(place, int):
            return None
        if place >= len(self.row_ids):
            raise RowGone(path)
        return self.table.indicators[place]

    def named(self, path: CellPath) -> str:
        """A cell by the name of its row: “培训场次”的指标值.

        Raises:
            RowGone: no row has that id.
        """
        row = self.row(path)
        return f"“{row.name}”的{path.word}" if row else path.title

    def edited(self, path: CellPath, text: str) -> "DraftTable":
        """The table with what was typed in a cell.

        Raises:
            CannotEdit: there is no such cell, or what was typed is none of its kind.
        """
        return replace(self, table=edit(self.table, self.place_of(path), text))

    def confirmed(self, path: CellPath) -> "DraftTable":
        """The table once somebody has compared a cell, or a whole row, with the paper.

        Raises:
            CannotEdit: there is no such cell.
        """
        return replace(self, table=confirm(self.table, self.place_of(path)))

    def with_row(
        self,
        row_id: RowId,
        dimension: str,
        aspect: str | None,
        name: str = "",
        value: str = "",
    ) -> "DraftTable":
        """The table with another indicator, below those of its aspect.

        Raises:
            CannotEdit: there are too many rows.
        """
        place = place_of_new_row(self.table, dimension, aspect)
        row_ids = (*self.row_ids[:place], row_id, *self.row_ids[place:])
        return DraftTable(add_row(self.table, dimension, aspect, name, value), row_ids)

    def without_row(self, path: CellPath) -> "DraftTable":
        """The table without an indicator.

        Raises:
            CannotEdit: there is no such row.
        """
        at = self.place_of(path)
        table = remove_row(self.table, at)
        row_ids = tuple(
            row for place, row in enumerate(self.row_ids) if place != at.row
        )
        return DraftTable(table, row_ids)

    def ids_in(
        self, table: TargetTable, *, by_name: bool = False
    ) -> list[RowId | None]:
        """The ids of rows of another version that promise the same; None for a row unknown here.

        `by_name` knows a row of the same aspect and name too, whatever its value has become.
        """
        keys = (_promise, _name) if by_name else (_promise,)
        ids: list[RowId | None] = [None] * len(table.indicators)
        free = dict(zip(self.row_ids, self.table.indicators, strict=True))
        for key in keys:
            for place, row in enumerate(table.indicators):
                if ids[place] is None:
                    same = (
                        row_id
                        for row_id, other in free.items()
                        if key(other) == key(row)
                    )
                    ids[place] = next(same, None)
                    free.pop(ids[place] or RowId(""), None)
        return ids

    def followed_by(
        self, table: TargetTable, new_id: Callable[[], RowId], *, by_name: bool = False
    ) -> "DraftTable":
        """Another version in place of this one: rows that are the same keep their ids."""
        ids = self.ids_in(table, by_name=by_name)
        return DraftTable(table, tuple(new_id() if row is None else row for row in ids))


def with_first_ids(table: TargetTable) -> DraftTable:
    """A table whose rows have no ids yet, with ids by what stands in them: always the same ones."""
    return DraftTable(table, tuple(_first_ids(table.indicators)))


def _first_ids(rows: Sequence[Indicator]) -> Iterator[RowId]:
    earlier: set[str] = set()
    for row in rows:
        words = "\0".join((row.aspect or "", row.name, row.target.text))
        row_id = _digest(words)
        while row_id in earlier:  # a row that was typed twice, or an empty one
            words += "\0"
            row_id = _digest(words)
        earlier.add(row_id)
        yield RowId(row_id)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:_ID_LENGTH]


def _promise(row: Indicator) -> Hashable:
    return row.aspect, row.name, row.target.text


def _name(row: Indicator) -> Hashable:
    return row.aspect, row.name
