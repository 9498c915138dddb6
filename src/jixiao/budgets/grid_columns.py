"""The columns of a table: which labels stand above each, and what they make it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from jixiao.budgets.boxes import BoxedCell, BoxedRow
from jixiao.budgets.heads import ABOUT, ROW_TOTAL, is_column_numbers
from jixiao.budgets.rows import LEVELS

_CODE_HEAD = re.compile(r"编码|代码|科目编号")
_NAME_HEAD = re.compile(
    r"(?:名称|科目|事项|内容)$|^(?:收入|支出)?项目(?:\(.*\))?$|^(?:收入|支出)$"
)
_LINE_HEAD = re.compile(r"^(?:行次|栏次|序号)$")
_REMARK_HEAD = re.compile(r"^(?:备注|说明|附注)$")
_UNIT_HEAD = re.compile(r"^(?:预算)?(?:单位|部门)")
_CODE = re.compile(r"\d{2,9}|\d{3}(?:[-.]\d{2})+")
_MOST_MERGED = 1
"""In how many rows cells may stand beside each other below one head before they are two columns."""


class Kind(StrEnum):
    """What a column prints."""

    CODE = "code"
    NAME = "name"
    LINE_NUMBER = "line_number"
    FIGURE = "figure"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the units of the grid it takes, the labels above it, and what it prints.

    `sides` are its left and its right on the page, where that is known.
    """

    at: int
    end: int
    path: tuple[str, ...]
    kind: Kind
    sides: tuple[float, float] | None = None

    @property
    def is_level(self) -> bool:
        """Whether it prints one part of a subject's code: 类, 款 or 项."""
        return self.kind is Kind.CODE and bool(self.path) and self.path[-1] in LEVELS

    @property
    def is_of_unit(self) -> bool:
        """Whether it names the unit that spends, not what the money is spent on."""
        return bool(self.path) and _UNIT_HEAD.match(self.path[-1]) is not None


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that belong together: the labels of a row, and its amounts to their right."""

    columns: tuple[Column, ...]

    @property
    def labels(self) -> tuple[Column, ...]:
        """The columns of codes and names."""
        return self._of(Kind.CODE, Kind.NAME)

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns of amounts, with that of the rows' numbers."""
        return self._of(Kind.LINE_NUMBER, Kind.FIGURE)

    @property
    def shared(self) -> frozenset[str]:
        """The labels that stand above all of its columns: 收入, 支出, 财政拨款“三公”经费."""
        printed = [set(column.path) for column in self.columns if column.path]
        return (
            frozenset(set.intersection(*printed)) if len(printed) > 1 else frozenset()
        )

    def _of(self, *kinds: Kind) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.kind in kinds)


def columns_of(
    heads: Sequence[BoxedRow], body: Sequence[BoxedRow], width: int
) -> list[Column]:
    """The columns of a table by the labels above them and by what stands below those."""
    labels = list(_labels(heads, body))
    above = [[cell for cell in labels if at in cell.columns] for at in range(width)]
    columns = []
    for at, end in pairwise(_borders(above, body)):
        path = tuple(dict.fromkeys(cell.text for cell in above[at]))
        cells = [
            cell
            for row in body
            for cell in row.cells
            if at <= cell.column < end and cell.text not in LEVELS
        ]
        if path or cells:
            content = Counter(map(_content, cells))
            sides = _sides([*above[at], *cells], at, end)
            columns.append(Column(at, end, path, _kind(path, content), sides))
    return columns


def _labels(heads: Sequence[BoxedRow], body: Sequence[BoxedRow]) -> Iterator[BoxedCell]:
    """The cells that head columns; 类 款 项 may stand beside the first total."""
    first_column: list[str] = []
    for row in heads:
        counts = is_column_numbers(row)
        for cell in row.cells:
            if counts and cell.text not in LEVELS:
                continue
            if ABOUT.fullmatch(cell.text) or _is_total_of_rows(cell, first_column):
                continue
            if cell.column == 0:
                first_column.append(cell.text)
            yield cell
    for row in body:
        yield from (cell for cell in row.cells if cell.text in LEVELS)


def _borders(
    above: Sequence[Sequence[BoxedCell]], body: Sequence[BoxedRow]
) -> list[int]:
    """Where columns begin, and the end: where other labels stand above, or cells part below."""
    width = len(above)
    borders = {0, width}
    for at, (before, here) in enumerate(pairwise(above), 1):
        if [id(cell) for cell in before] != [id(cell) for cell in here]:
            borders.add(at)
    parted: Counter[int] = Counter()
    for row in body:
        for left, right in pairwise(row.cells):
            if not borders & set(range(left.column + 1, right.column + 1)):
                parted[right.column] += 1
    enough = min(_MOST_MERGED, len(body) - 1)
    return sorted(borders | {at for at, count in parted.items() if count > enough})


def _sides(cells: Iterable[BoxedCell], at: int, end: int) -> tuple[float, float] | None:
    """The left and the right of the first cell that is as wide as its column."""
    for cell in cells:
        if cell.printed.box and cell.columns == range(at, end):
            return cell.printed.box[0], cell.printed.box[2]
    return None


def _is_total_of_rows(cell: BoxedCell, above: Sequence[str]) -> bool:
    """Whether a total among the heads is the first row's, below the heads of codes and names."""
    if cell.column or not ROW_TOTAL.fullmatch(cell.text):
        return False
    return any(_CODE_HEAD.search(head) or _NAME_HEAD.search(head) for head in above)


def _content(cell: BoxedCell) -> str:
    if _CODE.fullmatch(cell.text):
        return "code"
    return "amount" if cell.is_figure else "words"


def _kind(path: tuple[str, ...], content: Counter[str]) -> Kind:
    leaf, joined = (path[-1] if path else ""), "".join(path)
    if any(map(_LINE_HEAD.match, path)):
        return Kind.LINE_NUMBER
    is_of_levels = bool(leaf) and set(leaf) <= set(LEVELS)
    if is_of_levels or (_CODE_HEAD.search(joined) and not _NAME_HEAD.search(leaf)):
        is_name = content["words"] > content["code"] + 1
        return Kind.NAME if is_name and not is_of_levels else Kind.CODE
    if _REMARK_HEAD.match(leaf):
        return Kind.REMARK
    if content["words"] > content["amount"] + content["code"]:
        return Kind.NAME
    is_named = not path or _NAME_HEAD.search(leaf) is not None
    if is_named and content["code"] > content["amount"]:
        return Kind.CODE
    return Kind.NAME if is_named and not content["amount"] else Kind.FIGURE


def blocks_of(columns: Iterable[Column]) -> list[Block]:
    """Cut the columns where labels stand behind amounts."""
    return [Block(tuple(run)) for run in _runs(columns)]


def _runs(columns: Iterable[Column]) -> Iterator[list[Column]]:
    run: list[Column] = []
    for column in columns:
        has_figures = any(other.kind is Kind.FIGURE for other in run)
        if has_figures and column.kind in (Kind.CODE, Kind.NAME):
            yield run
            run = []
        run.append(column)
    if run:
        yield run
