"""The columns of a table of text under heads of its own, where its layout knows others.

Departments print the tables of income and expenditure by subject, with columns of their own: 合计,
基本支出, 项目支出. A line of heads, parted by white space, perhaps one below it that divides one
of them, and rows that print as many figures tell surely which figure stands under which.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jixiao.budgets.boxes import BLANK, FIGURE
from jixiao.budgets.grid_columns import Block, Column, Kind
from jixiao.budgets.heads import ABOUT
from jixiao.budgets.layout import TableLayout, TableShape
from jixiao.budgets.naming import in_years, names_of
from jixiao.budgets.rows import LEVELS, Region, counts_columns
from jixiao.budgets.text_heads import read_heads
from jixiao.documents import Flow

_LABEL = re.compile(
    r"(?:(?:支出)?(?:功能|经济)?(?:分类)?科目|项目|(?:预算)?(?:单位|部门))?(?:编码|代码|名称)|科目|项目|序号|年度|年份|(?:项目|支出|资金)?(?:类别|类型|性质)|项目单位|(?:实施|承担|主管)(?:单位|部门)"
)
"""What heads the columns left of the amounts."""
_LABEL_WITH_OTHERS = re.compile(
    r".{0,12}(?:编码|代码|名称|科目)(?:[及和与/、]?(?:编码|代码|名称))?(?:\(.{1,6}\))?"
)
"""A head of codes and names in one column, whatever they are called: 科目编码及名称."""
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_OF_ANOTHER_KIND = re.compile(r"上年(?!结转|结余)|20\d{2}|增减|%|其中|^小计|·(?!小计$)")
"""Columns that are no part of the total beside them."""
TOTAL = "合计"
_FEWEST = 2
_SHAPES = (TableShape.SUBJECTS, TableShape.SINGLE_ROW)


@dataclass(frozen=True, slots=True)
class OwnHeads:
    """A table as its own heads print it.

    `filled` is true where a row prints a figure under each head: then none can stand elsewhere.
    """

    table: TableLayout
    filled: bool


def own_heads(flow: Flow, region: Region, year: int | None) -> OwnHeads | None:
    """The table as its own heads print it.

    None where the layout knows the heads, where they stand on more lines, and where a row
    prints more figures than there are heads.
    """
    table = region.table
    if table.shape not in _SHAPES:
        return None
    heads: list[list[str]] = []
    most, has_codes = 0, False
    for first, stop in flow.line_spans(region.body, region.end):
        words = [flow.folded[slice(*span)] for span in flow.split(first, stop)]
        figures = 0 if counts_columns(words) else _figures_at_end(words)
        if figures:
            most = max(most, figures)
            has_codes = has_codes or _CODE.fullmatch(words[0]) is not None
        elif not most and not _is_about(flow, first, stop, words):
            is_below = bool(heads) and all(map(_is_label, words))
            heads += [] if is_below else [words]
    columns = _amount_heads(heads)
    if len(columns) < _FEWEST or not _FEWEST <= most <= len(columns):
        return None
    text = "".join("".join(line) for line in heads)
    knows_heads = read_heads(text, table, year).understood
    if knows_heads and not table.default:
        return None
    printed = _printed_as(table, columns, year, has_codes=has_codes)
    if table.default and not set(printed.columns) <= set(table.columns):
        return None
    return OwnHeads(printed, filled=most == len(columns))


def _is_label(head: str) -> bool:
    """Whether a head is of codes or names, not of amounts."""
    patterns = (_LABEL, _LABEL_WITH_OTHERS)
    return head in LEVELS or any(pattern.fullmatch(head) for pattern in patterns)


def _figures_at_end(words: list[str]) -> int:
    """How many figures end a line; a code that begins it is none."""
    count = 0
    for word in reversed(words[1:] if _CODE.fullmatch(words[0]) else words):
        if not (FIGURE.fullmatch(word) or BLANK.fullmatch(word)):
            break
        count += 1
    return count


def _is_about(flow: Flow, first: int, stop: int, words: list[str]) -> bool:
    """Whether a line above the rows is no head: of the table's number or unit, or 栏次 1 2 3."""
    return bool(ABOUT.fullmatch(flow.folded, first, stop)) or counts_columns(words)


_Head = tuple[str, ...]
"""The labels one above the other that head a column."""


def _amount_heads(lines: list[list[str]]) -> list[_Head]:
    """The heads of amounts, right of those of codes and names; none where the two are mixed.

    A second line that begins with 小计 divides one head of the first: that of the year's money.
    """
    if not lines or len(lines) > len(("heads", "parts")):
        return []
    labels = [_is_label(head) for head in lines[0]]
    first = labels.index(False) if False in labels else len(labels)
    if any(labels[first:]):
        return []
    heads = [_path(head) for head in lines[0][first:]]
    if len(lines) == 1:
        return heads
    divided = [at for at, head in enumerate(heads) if _DIVIDED.fullmatch(head[0])]
    if len(divided) != 1 or lines[1][0] != _SUBTOTAL:
        return []
    (at,) = divided
    parts = [(heads[at][0], part) for part in lines[1]]
    return [*heads[:at], *parts, *heads[at + 1 :]]


_DIVIDED = re.compile(r"本年(?:收入|支出|预算)?|财政拨款(?:收入|支出)?|基本支出")


def _printed_as(
    table: TableLayout, heads: Iterable[_Head], year: int | None, *, has_codes: bool
) -> TableLayout:
    printed = [Column(at, at + 1, head, Kind.FIGURE) for at, head in enumerate(heads)]
    names = names_of(Block(tuple(printed)), table, None, year)
    columns = tuple(names[column.at] for column in printed)
    return replace(
        table,
        shape=TableShape.SUBJECTS if has_codes else TableShape.SINGLE_ROW,
        columns=columns,
        sums=_sums(table, columns),
        changes=_changes(table, columns, year),
        rates=frozenset(name for name in columns if "%" in name),
        usual=frozenset(),
    )


def _path(head: str) -> tuple[str, ...]:
    """A head as labels one above the other: 公务用车购置及运行费小计 is a subtotal of those."""
    if head.endswith(_SUBTOTAL) and head != _SUBTOTAL:
        return head.removesuffix(_SUBTOTAL), _SUBTOTAL
    return (head,)


_SUBTOTAL = "小计"


def _sums(
    table: TableLayout, columns: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The total and its parts: all other columns, where none of them is of another kind.

    A subtotal (本年收入·小计) stands for the columns that it is the sum of.
    """
    parts = {name: _parts_of(name, columns) for name in columns if name != TOTAL}
    divided = {part for of_one in parts.values() for part in of_one}
    single = tuple(name for name in parts if name not in divided)
    if TOTAL in columns and not any(map(_OF_ANOTHER_KIND.search, single)):
        whole = tuple((name, of_one) for name, of_one in parts.items() if of_one)
        return ((TOTAL, single), *whole)
    return tuple(
        (whole, present)
        for whole, of_whole in table.sums
        if whole in columns and (present := tuple(p for p in of_whole if p in columns))
    )


def _parts_of(name: str, columns: Iterable[str]) -> tuple[str, ...]:
    """The columns that a subtotal is the sum of; none of any other column."""
    whole, _, last = name.rpartition("·")
    if not whole or last != _SUBTOTAL:
        return ()
    return tuple(c for c in columns if c.startswith(f"{whole}·") and c != name)


def _changes(
    table: TableLayout, columns: tuple[str, ...], year: int | None
) -> tuple[tuple[str, str, str], ...]:
    """The changes of a layout, last year's budget standing for what was carried out."""
    labels = zip(columns, in_years(columns, year), strict=True)
    last_year = next((name for name, label in labels if _LAST_YEAR.match(label)), None)
    return tuple(
        (change, now, last_year)
        for change, now, _ in table.changes
        if last_year and {change, now} <= set(columns)
    )


_LAST_YEAR = re.compile(r"上年(?!结转|结余)")
