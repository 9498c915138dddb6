"""Read a budget table by its cells: each amount stands under the heads of its own column."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from msgspec.structs import replace

from jixiao.budgets.boxes import (
    BLANK,
    FIGURE,
    BoxedCell,
    BoxedRow,
    Piece,
    is_remark,
)
from jixiao.budgets.budget import BudgetRow
from jixiao.budgets.columns import LINE_NUMBER, row_holds
from jixiao.budgets.grid_columns import (
    Block,
    Column,
    Kind,
    blocks_of,
    columns_of,
)
from jixiao.budgets.heads import Section, is_about, is_column_numbers, sections
from jixiao.budgets.layout import Side, TableLayout
from jixiao.budgets.naming import names_of, period_of, side_of
from jixiao.budgets.rows import ITEM, LEVELS, depth_of, level_of
from jixiao.documents import Coverage, Flow
from jixiao.evidence import Box, Evidence, ReadAs

_SUBJECT = re.compile(r"\d{1,9}|\d{3}(?:[-.]\d{2})+")
_CODE_AND_NAME = re.compile(
    r"[\[【(（]?(?P<code>\d{3}(?:\s?\d{2}){0,2})[\]】)）]?[-—:：、\s]*(?P<name>[\u4e00-\u9fff].*)"
)
"""A subject's code and name in one cell: 2101501 行政运行, [2101501]行政运行, 2101501-行政运行, 210 15 01 行政运行"""
_AMOUNT = re.compile(r"-?\d[\d,]*\.\d{1,2}")
_LONGEST_QUOTE = 40
_DIGITS_OF_PART = 2
_COUNT = re.compile(r"[1-9]\d{0,2}")
"""A number that may count the rows, and no amount."""
_UNCLEAR = "单元格和表头对不齐，数字可能属于旁边的栏"
_UNPROVEN = "没有表格线，各栏按对齐分开，行内合计核不上"
_NAME_RUNS_ON = "没有表格线，名称和旁边的编码、数字或另一项没有分开"
_RUNS_ON = re.compile(r"\d|.*\d\.\d\d|.+[一二三四五六七八九十]、")
"""How a name looks that a code, an amount or another item ran into."""

Places = frozenset[tuple[int | None, Box | None]]
"""The page and the box of each cell that only white space parts from the others."""


def aligned_cells(flow: Flow) -> Places:
    """The cells of tables that no rules part."""
    return frozenset(
        (cell.page, cell.box)
        for grid in flow.document.grids
        if not grid.edges
        for cell in grid.cells
        if cell.box and cell.ref is None
    )


@dataclass(frozen=True, slots=True)
class _NamedBlock:
    """A block of columns, the half of the table it is, and the names of its columns of amounts."""

    block: Block
    side: Side | None
    names: dict[int, str]

    @property
    def alike(self) -> frozenset[int]:
        """The columns that no head tells from another."""
        paths = Counter(column.path for column in self.block.columns)
        return frozenset(c.at for c in self.block.figures if paths[c.path] > 1)

    @property
    def first(self) -> int:
        return self.block.columns[0].at


_ColumnPlace = tuple[int, Column]
"""A column, and which block it belongs to."""


@dataclass
class _Item:
    """What a row prints of one block, and whether anything about it was not sure."""

    codes: list[tuple[BoxedCell, Column]] = field(default_factory=list)
    words: list[BoxedCell] = field(default_factory=list)
    units: list[BoxedCell] = field(default_factory=list)
    amounts: dict[str, BoxedCell] = field(default_factory=dict)
    unsure: bool = False

    @property
    def labels(self) -> list[BoxedCell]:
        return [*(cell for cell, _ in self.codes), *self.words, *self.units]

    @property
    def prints_something(self) -> bool:
        """Whether there is more than the number of a row that is blank."""
        amounts = (name for name in self.amounts if not name.endswith(LINE_NUMBER))
        return bool(self.codes or self.words or any(amounts))

    @property
    def cells(self) -> list[BoxedCell]:
        return [*self.labels, *self.amounts.values()]


class BoxedReader:
    """Reads the rows of a table that a file prints in cells, marking what it takes."""

    def __init__(
        self,
        flow: Flow,
        coverage: Coverage,
        table: TableLayout,
        year: int | None,
        aligned: Places,
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._table = table
        self._year = year
        self._aligned = aligned
        self._blocks: list[_NamedBlock] = []
        self._width = 0
        self._head_words: set[str] = set()
        self.completed_codes = 0
        """How many parts of codes were printed without their first 0."""
        self._levels: dict[int, list[str]] = {}
        """The parts 类, 款, 项 of the last code of each block, by the block's first column."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of amounts, as the table prints them."""
        names = chain.from_iterable(block.names.values() for block in self._blocks)
        return tuple(dict.fromkeys(names))

    def rows(self, pieces: Sequence[Piece]) -> list[BudgetRow]:
        """The rows of a table that goes on over pages; a piece without heads keeps those above.

        A piece under other heads is another table, and left unread.
        """
        rows: list[BudgetRow] = []
        for piece in pieces:
            is_item = partial(self._only_names, width=piece.width)
            goes_on = bool(self._head_words)
            for section in sections(piece.rows, is_item if goes_on else None):
                if self._is_of_table(section):
                    rows += self._rows(section, piece.width)
        return rows

    def _only_names(self, row: BoxedRow, width: int) -> bool:
        """Whether a row prints names of items, and nothing where the table above has amounts."""
        if any(cell.text in self._head_words for cell in row.cells) or is_about(row):
            return False
        by_sides = width != self._width
        places = [self._place(cell, by_sides=by_sides) for cell in row.cells]
        return all(place and place[1].kind is Kind.NAME for place in places)

    def _place(self, cell: BoxedCell, *, by_sides: bool) -> _ColumnPlace | None:
        return self._by_sides(cell) if by_sides else self._by_units(cell)

    def _is_of_table(self, section: Section) -> bool:
        """Whether a section goes on with the table: without heads, or with most of its own."""
        words = {
            cell.text
            for row in section.heads
            if not is_about(row)
            for cell in row.cells
        }
        if not self._head_words:
            self._head_words = words
            return True
        fewest = min(len(words), len(self._head_words))
        return len(words & self._head_words) * 2 >= fewest

    def _rows(self, section: Section, width: int) -> Iterator[BudgetRow]:
        body = [row for row in section.body if not self._is_beside(row)]
        self._take_heads(section.heads, body, width)
        for row in section.heads:
            self._coverage.label(row.start, row.end)
        by_sides = width != self._width
        for row in body:
            for named, item in self._items(row, by_sides=by_sides):
                if item.prints_something:
                    yield self._row(item, named)

    def _is_beside(self, row: BoxedRow) -> bool:
        """Whether a row below the heads is none of the table's: a remark, a count of the columns."""
        beside = is_remark(row) or is_column_numbers(row) or is_about(row)
        if beside:
            self._coverage.label(row.start, row.end)
        return beside

    def _take_heads(
        self, heads: Sequence[BoxedRow], body: Sequence[BoxedRow], width: int
    ) -> None:
        """Take the heads of a piece; one that prints none goes on with those above it."""
        has_heads = any(not is_about(row) for row in heads)
        if self._blocks and (not has_heads or not body):
            return
        columns = columns_of(heads, body, width)
        self._width = width
        self._blocks = []
        for place, block in enumerate(blocks_of(columns)):
            side = side_of(block, place, self._table)
            names = names_of(block, self._table, side, self._year)
            self._blocks.append(_NamedBlock(block, side, names))

    def _items(
        self, row: BoxedRow, *, by_sides: bool
    ) -> Iterator[tuple[_NamedBlock, _Item]]:
        """What a row prints of each block."""
        items = [_Item() for _ in self._blocks]
        for cell in row.cells:
            place = self._place(cell, by_sides=by_sides)
            if place is not None:
                block, column = place
                self._take(items[block], self._blocks[block], column, cell)
        for named, item in zip(self._blocks, items, strict=True):
            if not item.words:
                item.words = [u for u in item.units if not u.text.isdecimal()]
            for cell in item.labels:
                self._coverage.use(*cell.span)
            yield named, item

    def _by_units(self, cell: BoxedCell) -> _ColumnPlace | None:
        """The column of a cell by its units of the grid.

        A label that reaches over other labels belongs to the last of them.
        """
        last = self._at_unit(cell.columns[-1])
        if last and not cell.is_figure and last[1].kind in (Kind.CODE, Kind.NAME):
            return last
        return self._at_unit(cell.column)

    def _at_unit(self, at: int) -> _ColumnPlace | None:
        for place, named in enumerate(self._blocks):
            for column in named.block.columns:
                if column.at <= at < column.end:
                    return place, column
        return None

    def _by_sides(self, cell: BoxedCell) -> _ColumnPlace | None:
        """The column above the middle of a cell, on another page."""
        if cell.printed.box is None:
            return None
        middle = (cell.printed.box[0] + cell.printed.box[2]) / 2
        for place, named in enumerate(self._blocks):
            for column in named.block.columns:
                if column.sides and column.sides[0] <= middle <= column.sides[1]:
                    return place, column
        return None

    def _take(
        self, item: _Item, named: _NamedBlock, column: Column, cell: BoxedCell
    ) -> None:
        """Put a cell among the labels or the amounts of a row."""
        if cell.text in LEVELS or column.kind is Kind.REMARK:
            self._coverage.label(*cell.span)
        elif column.at in named.names:
            self._take_amount(item, cell, named.names[column.at])
            goes_beyond = self._at_unit(cell.columns[-1]) != self._at_unit(cell.column)
            is_alike = column.at in named.alike
            item.unsure = item.unsure or goes_beyond or is_alike
        elif _SUBJECT.fullmatch(cell.text) and not column.is_of_unit:
            item.codes.append((cell, column))
        elif column.is_of_unit:
            item.units.append(cell)
        else:
            item.words.append(cell)
            item.unsure = item.unsure or _prints_amount(self._flow, cell)

    def _take_amount(self, item: _Item, cell: BoxedCell, name: str) -> None:
        """Put an amount under its column; words among amounts are left unread."""
        if BLANK.fullmatch(cell.text):
            self._coverage.label(*cell.span)
        elif FIGURE.fullmatch(cell.text) and not self._is_several(cell):
            if name in item.amounts:
                item.unsure = True
                return
            self._coverage.use(*cell.span)
            item.amounts[name] = cell
            item.unsure = item.unsure or cell.pieces > 1
        else:
            item.unsure = True

    def _is_several(self, cell: BoxedCell) -> bool:
        """Whether a cell prints two whole figures."""
        return cell.pieces > 1 and all(
            "." in piece for piece in self._flow.chunks(*cell.span)
        )

    def _row(self, item: _Item, named: _NamedBlock) -> BudgetRow:
        code = self._code(item, named)
        name = self._flow.join([cell.span for cell in item.words])
        if code is None and (whole := _CODE_AND_NAME.fullmatch(name)):
            code, name = "".join(whole["code"].split()), whole["name"]
        cells = self._of_period(name, item.amounts)
        amounts = {column: cell.text for column, cell in cells.items()}
        read_as = self._read_as(item)
        doubt = _UNCLEAR if item.unsure else None
        if read_as is ReadAs.ALIGNED_COLUMN:
            doubt = doubt or self._doubt_of_aligned(name, amounts, named)
        spans = [cell.span for cell in item.cells]
        at = self._flow.evidence(min(spans)[0], max(spans)[1])
        return BudgetRow(
            subject_code=code,
            subject_name=name,
            level=level_of(code) if code else depth_of(name),
            side=named.side.name if named.side else None,
            amounts=amounts,
            evidence=replace(at, read_as=read_as, sure=doubt is None, doubt=doubt),
            places={column: _place(cell) for column, cell in cells.items()},
        )

    def _of_period(
        self, row_name: str, amounts: dict[str, BoxedCell]
    ) -> dict[str, BoxedCell]:
        """The amounts under the period that a row is called by, where no head names one."""
        period = period_of(row_name, self._table, self._year)
        if period is None:
            return amounts
        before = f"{self._table.default}·"
        return {
            f"{period}·{column.removeprefix(before)}": cell
            for column, cell in amounts.items()
        }

    def _doubt_of_aligned(
        self, name: str, amounts: dict[str, str], named: _NamedBlock
    ) -> str | None:
        """Why a row that only white space parts into columns is not sure; None where it is."""
        if _RUNS_ON.match(ITEM.sub("", name, count=1)):
            return _NAME_RUNS_ON
        figures = (a for n, a in amounts.items() if not n.endswith(LINE_NUMBER))
        if any(map(_COUNT.fullmatch, figures)):
            return _UNCLEAR
        holds = row_holds(amounts, self._table, named.names.values())
        return None if holds else _UNPROVEN

    def _read_as(self, item: _Item) -> ReadAs:
        by_space = any(
            (cell.printed.page, cell.printed.box) in self._aligned
            for cell in item.cells
        )
        return ReadAs.ALIGNED_COLUMN if by_space else ReadAs.RULED_CELL

    def _code(self, item: _Item, named: _NamedBlock) -> str | None:
        """A row's code; parts in columns of their own are joined, a blank one is that above."""
        if not item.codes:
            return None
        levels = [column for column in named.block.columns if column.is_level]
        if any(column not in levels for _, column in item.codes):
            return "".join(map(_digits, item.codes))
        parts = self._levels.get(named.first, [])
        for cell, column in item.codes:
            depth = levels.index(column)
            parts = [*parts[:depth], self._part(cell, depth, "".join(parts[:depth]))]
        self._levels[named.first] = parts
        return "".join(parts)

    def _part(self, cell: BoxedCell, depth: int, above: str) -> str:
        """One part of a code; 款 and 项 have two digits, whose first 0 a spreadsheet may drop."""
        digits = re.sub(r"\D", "", cell.text)
        if depth and len(digits) == 1:
            self.completed_codes += 1
            return digits.zfill(_DIGITS_OF_PART)
        return digits.removeprefix(above) if len(digits) > len(above) else digits


def _prints_amount(flow: Flow, cell: BoxedCell) -> bool:
    """Whether a label holds an amount with decimals, which columns were not parted from."""
    return any(_AMOUNT.fullmatch(piece) for piece in flow.chunks(*cell.span))


def _digits(code: tuple[BoxedCell, Column]) -> str:
    return re.sub(r"\D", "", code[0].text)


def _place(cell: BoxedCell) -> Evidence:
    """Where an amount is printed: page, box, and the cell as the file or the table counts it."""
    printed = cell.printed
    counted = f"第{printed.row + 1}行第{printed.column + 1}列"
    page = f"第{printed.page}页 " if printed.page else ""
    return Evidence(
        page=printed.page,
        box=printed.box,
        cell=printed.ref or page + counted,
        quote=cell.text[:_LONGEST_QUOTE],
        confidence=printed.confidence,
    )
