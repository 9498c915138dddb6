"""The columns of a printed table under the names that its layout gives them."""

import re
from collections.abc import Iterable, Sequence

from jixiao import chinese
from jixiao.budgets.grid_columns import Block, Column, Kind
from jixiao.budgets.layout import Side, TableLayout

_TOTALS = ("合计", "小计", "总计")
_PERIOD = re.compile(r"年|(?<!公共|基金|经营)预算|决算|执行")
"""What names a period, which 一般公共预算 does not."""
_OTHER_YEAR = re.compile(r"上年|20\d{2}")
_CHANGE = re.compile(r"(?:比上年)?(?:增减|增加|减少|变动)(?:额|数|率|变化|情况)?.*")
"""What a row is called that compares two periods."""
_SUBTOTAL = "小计"
"""What heads leave out where a column is not divided."""
_Part = str
"""One piece of a layout's column: 决算数·公务接待费 has two."""


def side_of(block: Block, at: int, table: TableLayout) -> Side | None:
    """Which half of a two-sided table a block is: by its heads, else by its place."""
    if len(table.sides) < 2:  # noqa: PLR2004 — income and expenditure
        return None
    printed = "".join(block.shared) or "".join(
        column.path[0] for column in block.columns if column.path
    )
    named = [side for side in table.sides if side.name in printed]
    if len(named) == 1:
        return named[0]
    return table.sides[min(at, len(table.sides) - 1)]


def names_of(
    block: Block, table: TableLayout, side: Side | None, year: int | None
) -> dict[int, str]:
    """The name of each column of amounts, by its place; what no layout knows keeps its heads."""
    known = side.columns if side else table.columns
    names: dict[int, str] = {}
    over_all = _over_all_amounts(block)
    for column in block.figures:
        path = [label for label in column.path if label not in block.shared]
        path = path or list(column.path[-1:])
        name = _line_number(known) if column.kind is Kind.LINE_NUMBER else None
        name = name or _known(in_years(path, year), known, table)
        if name and _is_of_several(name, path, block):
            name = None
        if name is None or name in names.values():
            ungrouped = [label for label in path if label not in over_all]
            name = _printed(ungrouped or path, column, names.values())
        names[column.at] = name
    return names | _completed(block, names, known)


def period_of(row_name: str, table: TableLayout, year: int | None) -> str | None:
    """The period a row is called by (预算数, 决算数, 增减额), where columns name only the items.

    None for a row of another kind, and in a table whose columns have one period only.
    """
    if table.default is None:
        return None
    (label,) = in_years([chinese.key(row_name)], year)
    if _CHANGE.fullmatch(label):
        return label
    periods = {name.split("·")[0] for name in table.columns}
    return next((p for p in sorted(periods) if _means(label, p, table)), None)


def _over_all_amounts(block: Block) -> set[str]:
    """The labels above all columns of amounts, which tell none from another; years are kept."""
    paths = [set(c.path) for c in block.columns if c.kind is Kind.FIGURE]
    if len(paths) < 2:  # noqa: PLR2004 — one column has its own heads only
        return set()
    return {label for label in set.intersection(*paths) if "年" not in label}


def _is_of_several(name: str, path: Sequence[str], block: Block) -> bool:
    """Whether a total stands beside its parts, so that it is no other word for the only column."""
    is_total = path[-1:] != [] and path[-1] in _TOTALS and name[-2:] not in _TOTALS
    return is_total and sum(c.kind is Kind.FIGURE for c in block.columns) > 1


def _completed(
    block: Block, names: dict[int, str], known: Sequence[str]
) -> dict[int, str]:
    """Columns whose heads were torn or ran into each other, by their place among all the others.

    Each is the layout's column of the same place, if that holds what is printed or is held by it.
    """
    known = [name for name in known if not name.endswith("行次")]
    columns = [column for column in block.figures if column.kind is Kind.FIGURE]
    if len(columns) != len(known):
        return {}
    torn = {}
    for column, name in zip(columns, known, strict=True):
        printed, plain = "".join(column.path[-1:]), chinese.key(name)
        is_free = names[column.at] not in known and name not in names.values()
        if is_free and printed and (printed in plain or plain in printed):
            torn[column.at] = name
    return torn


def _line_number(known: Sequence[str]) -> str:
    """What a layout calls the column of the rows' numbers."""
    return next((name for name in known if name.endswith("行次")), "行次")


def _printed(path: Sequence[str], column: Column, others: Iterable[str]) -> str:
    """The heads of a column as its name; a second one of that name is told by its place."""
    name = "·".join(path) or f"第{column.at + 1}栏"
    return f"{name}（第{column.at + 1}栏）" if name in set(others) else name


def in_years(path: Iterable[str], year: int | None) -> list[str]:
    """Call the years of the heads this year and last year."""
    if year is None:
        return list(path)
    words = {year: "本年", year - 1: "上年"}
    return [
        re.sub(r"(20\d{2})年?度?", lambda m: words.get(int(m[1]), m[0]), label)
        for label in path
    ]


def _known(path: list[str], known: Sequence[str], table: TableLayout) -> str | None:
    """The layout's column that the labels above a column name; None where none is surely meant."""
    whole = {name for name in known if "·" not in name and name[-2:] not in _TOTALS}
    names_period = any(map(_PERIOD.search, path))
    default = [table.default] if table.default and not names_period else []
    for left_out in ([], default, [_SUBTOTAL], [*default, _SUBTOTAL]):
        labels = [*left_out, *path]
        fitting = [
            (len(name.split("·")), name)
            for name in known
            if _fits(name.split("·"), labels, whole - {name}, table)
        ]
        if fitting:
            most = max(count for count, _ in fitting)
            best = [name for count, name in fitting if count == most]
            return best[0] if len(best) == 1 else None
    return None


def _fits(
    parts: Sequence[_Part],
    labels: Sequence[str],
    others: set[str],
    table: TableLayout,
) -> bool:
    """Whether labels name all parts of a column, and none of the table's other whole columns.

    The lowest label is one of the parts, or a total of what stands above it.
    """
    left_over = list(labels)
    for part in parts:
        at = next((a for a in left_over if _means(a, part, table)), None)
        if at is None:
            return False
        left_over.remove(at)
    lowest = labels[-1] if labels else ""
    is_named = lowest not in left_over or lowest in _TOTALS
    if any(map(_OTHER_YEAR.search, left_over)):
        return False
    return is_named and not any(
        _means(label, other, table)
        for label in left_over
        if label not in _TOTALS
        for other in others
    )


def _means(label: str, part: _Part, table: TableLayout) -> bool:
    """Whether a label is a printing of a part of a column's name."""
    plain = label.removeprefix("其中:")
    return plain == chinese.key(part) or plain in table.heads.get(part, frozenset())
