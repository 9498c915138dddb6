"""The heads of a table: where they end, and where they are printed again."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jixiao.budgets.boxes import BoxedRow
from jixiao.budgets.rows import ITEM, LEVELS

ABOUT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}(?:公开表?|[财附]?[决预]算?|附?表|[A-Za-z]{1,3})"
    r"[一二三四五六七八九十\d]{1,3}(?:[-—–]\d{1,2})?表?(?:\([^()]*\))?"
    r"|(?:预算)?(?:部门|单位)(?:名称)?[:：][^:：]*|(?:编制|填报).{0,4}[:：][^:：]*|.{0,6}单位[:：].*)+"
)
"""What is printed above the heads: the number of the table, who publishes it, in which unit."""
_COLUMN_NUMBER = re.compile(r"\d{1,2}(?:=[\d+\-()]+)?|[A-Z]|栏次|行次|栏目|\*+")
_COUNTED = ("栏次", "栏目")
ROW_TOTAL = re.compile(r"(?:本年)?(?:收入|支出)?(?:总计|合计|小计)")
"""A row that adds up others, which a blank table may print alone."""
_FEWEST_HEADS, _FEWEST_NUMBERS = 2, 2


@dataclass(frozen=True, slots=True)
class Section:
    """Heads and the rows below them, as far as no heads are printed again."""

    heads: tuple[BoxedRow, ...]
    body: tuple[BoxedRow, ...]


def sections(
    rows: Sequence[BoxedRow], is_item: Callable[[BoxedRow], bool] | None = None
) -> Iterator[Section]:
    """Cut rows where their heads are printed again, as at the top of a new page.

    A table that goes on may print no heads at all: `is_item` then tells of a row without amounts
    whether it is an item of the table above.
    """
    start = 0
    while start < len(rows):
        goes_on = is_item is not None
        has_heads = not (is_item and is_item(rows[start]))
        body = start
        if has_heads:
            body += head_count(rows[start:], has_heads=goes_on)
        end = _heads_again(rows, start, body)
        yield Section(tuple(rows[start:body]), tuple(rows[body:end]))
        start = end


def _heads_again(rows: Sequence[BoxedRow], start: int, body: int) -> int:
    """Where the first row of heads is printed again below a body; else the end."""
    printed = [row for row in rows[start:body] if not is_about(row)]
    first = [cell.text for cell in printed[0].cells] if printed else []
    for at in range(body, len(rows)):
        if first and [cell.text for cell in rows[at].cells] == first:
            return at
    return len(rows)


def head_count(rows: Sequence[BoxedRow], *, has_heads: bool = False) -> int:
    """How many rows stand above the first that is no head; `has_heads` says that some were printed."""
    for count, row in enumerate(rows):
        if _is_body(row, has_heads=has_heads):
            return count
        has_heads = has_heads or len(row.cells) >= _FEWEST_HEADS
    return len(rows)


def _is_body(row: BoxedRow, *, has_heads: bool) -> bool:
    """Whether a row prints an item: with an amount, a number, or as the only total of a blank table."""
    if is_about(row) or is_column_numbers(row):
        return False
    if any(cell.is_figure for cell in row.cells):
        return True
    labels = [cell.text for cell in row.cells if not cell.is_figure]
    is_total = has_heads and all(map(_is_item_or_total, labels))
    return bool(labels) and (is_total or all(map(ITEM.match, labels)))


def _is_item_or_total(label: str) -> bool:
    return bool(ROW_TOTAL.fullmatch(label) or ITEM.match(label))


def is_about(row: BoxedRow) -> bool:
    """Whether a row only tells of the table: its number, its unit, who publishes it."""
    return all(ABOUT.fullmatch(cell.text) for cell in row.cells)


def is_column_numbers(row: BoxedRow) -> bool:
    """Whether a row counts the columns: 栏次 1 2 3."""
    texts = [cell.text for cell in row.cells if cell.text not in LEVELS]
    if not texts or not all(map(_COLUMN_NUMBER.fullmatch, texts)):
        return False
    numbers = [int(text) for text in texts if text.isdecimal()]
    counted = any(text in _COUNTED for text in texts)
    goes_up = numbers == list(range(1, len(numbers) + 1))
    return counted or (goes_up and len(numbers) >= _FEWEST_NUMBERS)
