"""The heads of a table's columns: where they end, which stand above a column, what they say it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jixiao.budgets.boxes import BoxedCell, BoxedRow, figures
from jixiao.budgets.rows import ITEM, LEVELS

ABOUT = re.compile(
    r"(?:(?:公开|附?表)[一二三四五六七八九十\d]+表?(?:\([^()]*\))?"
    r"|(?:预算)?(?:部门|单位)(?:名称)?[:：][^:：]*|(?:编制|填报).{0,4}[:：][^:：]*|.{0,6}单位[:：].*)+"
)
"""What is printed above the heads: the number of the table, who publishes it, in which unit."""
_COLUMN_NUMBER = re.compile(r"\d{1,2}(?:=[\d+\-()]+)?|[A-Z]|栏次|行次|栏目|\*+")
_COUNTED = ("栏次", "栏目")
_ROW_TOTAL = re.compile(r"(?:本年)?(?:收入|支出)?(?:总计|合计|小计)")
_CODE_HEAD = re.compile(r"编码|代码|科目编号")
_NAME_HEAD = re.compile(
    r"(?:名称|科目|事项|内容)$|^(?:收入|支出)?项目(?:\(.*\))?$|^(?:收入|支出)$"
)
_LINE_HEAD = re.compile(r"^(?:行次|栏次|序号)$")
_REMARK_HEAD = re.compile(r"^(?:备注|说明|附注)$")
_UNIT_HEAD = re.compile(r"^(?:预算)?(?:单位|部门)")
_CODE = re.compile(r"\d{2,9}|\d{3}(?:[-.]\d{2})+")
_FEWEST_HEADS, _FEWEST_NUMBERS = 2, 2


class Kind(StrEnum):
    """What a column prints."""

    CODE = "code"
    NAME = "name"
    LINE_NUMBER = "line_number"
    FIGURE = "figure"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the labels above it, from the top down, and what it prints."""

    at: int
    path: tuple[str, ...]
    kind: Kind

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


def head_count(rows: Sequence[BoxedRow]) -> int:
    """How many rows stand above the first that is no head."""
    has_heads = False
    for count, row in enumerate(rows):
        if _is_body(row, has_heads=has_heads):
            return count
        has_heads = has_heads or len(row.cells) >= _FEWEST_HEADS
    return len(rows)


def _is_body(row: BoxedRow, *, has_heads: bool) -> bool:
    """Whether a row prints an item: with an amount, a number, or as the only total of a blank table."""
    if is_about(row) or is_column_numbers(row):
        return False
    if figures(row):
        return True
    labels = [cell.text for cell in row.cells if not cell.is_figure]
    if len(labels) == 1 and has_heads:
        return bool(_ROW_TOTAL.fullmatch(labels[0]) or ITEM.match(labels[0]))
    return bool(labels) and all(map(ITEM.match, labels))


def is_about(row: BoxedRow) -> bool:
    """Whether a row only tells of the table: its number, its unit, who publishes it."""
    return all(ABOUT.fullmatch(cell.text) for cell in row.cells)


def is_column_numbers(row: BoxedRow) -> bool:
    """Whether a row counts the columns: 栏次 1 2 3."""
    texts = [cell.text for cell in row.cells]
    if not all(map(_COLUMN_NUMBER.fullmatch, texts)):
        return False
    numbers = [int(text) for text in texts if text.isdecimal()]
    counted = any(text in _COUNTED for text in texts)
    goes_up = numbers == list(range(1, len(numbers) + 1))
    return counted or (goes_up and len(numbers) >= _FEWEST_NUMBERS)


def columns_of(
    heads: Sequence[BoxedRow], body: Sequence[BoxedRow], width: int
) -> list[Column]:
    """The columns of a table by the labels above them and by what stands below those."""
    paths = _paths(heads, body, width)
    contents = _contents(body, width)
    return [
        Column(at, path, _kind(path, content))
        for at, (path, content) in enumerate(zip(paths, contents, strict=True))
    ]


def _paths(
    heads: Sequence[BoxedRow], body: Sequence[BoxedRow], width: int
) -> list[tuple[str, ...]]:
    """The labels above each column; 类 款 项 may stand beside the first total."""
    labels = [
        cell
        for row in heads
        if not is_column_numbers(row)
        for cell in row.cells
        if not ABOUT.fullmatch(cell.text)
    ]
    labels += [cell for row in body for cell in row.cells if cell.text in LEVELS]
    above: list[list[str]] = [[] for _ in range(width)]
    for cell in labels:
        for at in cell.columns:
            if at < width and cell.text not in above[at]:
                above[at].append(cell.text)
    return [tuple(path) for path in above]


def _contents(body: Iterable[BoxedRow], width: int) -> list[Counter[str]]:
    """How many cells of each column are codes, words and amounts."""
    contents: list[Counter[str]] = [Counter() for _ in range(width)]
    for row in body:
        for cell in row.cells:
            if cell.column < width and cell.text not in LEVELS:
                contents[cell.column][_content(cell)] += 1
    return contents


def _content(cell: BoxedCell) -> str:
    if _CODE.fullmatch(cell.text):
        return "code"
    return "amount" if cell.is_figure else "words"


def _kind(path: tuple[str, ...], content: Counter[str]) -> Kind:
    leaf, joined = (path[-1] if path else ""), "".join(path)
    if any(map(_LINE_HEAD.match, path)):
        return Kind.LINE_NUMBER
    if leaf in LEVELS or (_CODE_HEAD.search(joined) and not _NAME_HEAD.search(leaf)):
        is_name = content["words"] > content["code"] + 1
        return Kind.NAME if is_name and leaf not in LEVELS else Kind.CODE
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
