"""Which columns the heads of a table name, where lines of text are all there is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from jixiao import chinese
from jixiao.budgets.columns import LINE_NUMBER
from jixiao.budgets.layout import TableLayout, TableShape
from jixiao.budgets.naming import in_years

_NUMBERED = re.compile(r"行次|栏次")
_PAIRED = re.compile(r"(?:预算数决算数){2}|(?:上年预算数?本年预算数?){2}")
_LABELS = re.compile(
    r"(?:支出)?(?:功能|经济)?分类|科目|编码|代码|名称|(?:收入|支出)?项目|类款项|序号|行次|栏次|人员经费|公用经费"
    r"|单位:?|人民币|[亿万千]?元|公开\d+表|部门:?|收入|支出|本年|合计|小计|财政拨款|“三公”经费|其中:?|[()\d“”=+-]"
)
"""What stands among heads beside the names of columns of amounts."""
_FEWEST = 2
_TOTAL = "合计"
"""The one column that a plain list of projects prints: 项目名称 | 金额."""


@dataclass(frozen=True, slots=True)
class TextHeads:
    """A table with the columns that its text prints, in their order.

    `understood` is false where some of the heads are not known: what stands under them may be
    taken for another column.
    """

    table: TableLayout
    understood: bool


def read_heads(text: str, table: TableLayout, year: int | None) -> TextHeads:
    """Find the columns of a table in the text above its rows."""
    heads = "".join(in_years([text], year))
    printed = [column for column in table.columns if _is_printed(column, heads, table)]
    rest = _without(heads, printed, table)
    is_list = table.shape is TableShape.SINGLE_ROW and printed == [_TOTAL]
    fewest = 1 if is_list else min(_FEWEST, len(table.columns))
    understood = len(printed) >= fewest and not rest
    columns = _in_order(tuple(printed if understood else table.columns), heads, table)
    if not _NUMBERED.search(heads):
        columns = tuple(c for c in columns if not c.endswith(LINE_NUMBER))
    sides = tuple(
        replace(side, columns=tuple(c for c in side.columns if c in columns))
        for side in table.sides
    )
    return TextHeads(replace(table, columns=columns, sides=sides), understood)


def _printings(part: str, table: TableLayout) -> list[str]:
    """The ways in which a part of a column's name is printed, the longest first."""
    known = {chinese.key(part), *table.heads.get(part, ())}
    return sorted(known, key=len, reverse=True)


def _is_printed(column: str, heads: str, table: TableLayout) -> bool:
    parts = [part for part in column.split("·") if part != table.default]
    return all(
        any(printing in heads for printing in _printings(part, table)) for part in parts
    )


def _without(heads: str, columns: Iterable[str], table: TableLayout) -> str:
    """What is left of the heads without the names of columns and the labels beside them."""
    parts = {part for column in columns for part in column.split("·")}
    printings = {word for part in parts for word in _printings(part, table)}
    for word in sorted(printings, key=len, reverse=True):
        heads = heads.replace(word, "")
    return _LABELS.sub("", heads)


def _in_order(
    columns: tuple[str, ...], heads: str, table: TableLayout
) -> tuple[str, ...]:
    """Put budget and final figure beside each other, item by item, where the heads do so."""
    if table.shape is not TableShape.SINGLE_ROW or not _PAIRED.search(heads):
        return columns
    half = len(columns) // 2
    pairs = zip(columns[:half], columns[half:], strict=True)
    return tuple(column for pair in pairs for column in pair)
