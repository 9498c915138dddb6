"""收支总表一边的合计不等于各行之和。"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from jixiao.budgets import BudgetRow, BudgetTable, layouts
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.budget_cells import (
    cell,
    is_inferred,
    is_rounding,
    plain_name,
    roundings_once,
    sum_cells,
)
from jixiao.evidence import places
from jixiao.findings import Breach, Severity


@check(
    code="BU16",
    title="收支总表一边的合计不等于各行之和",
    says="{title}“{name}”{column} {stated}，上面各行之和 {computed}，相差 {gap}{more}",
    suggests="核对{name}和上面各行的{column}",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B01",
)
def sides_add_up(dossier: Dossier) -> Iterator[Breach]:
    """Income and expenditure apart: the year's sum over its items, the grand total over all."""
    if dossier.budget is None:
        return
    yield from roundings_once(_unequal(dossier))


def _unequal(dossier: Dossier) -> Iterator[Breach]:
    for printed in dossier.budget.tables if dossier.budget else ():
        sides = dict.fromkeys(row.side for row in printed.rows if row.side)
        if sides:
            _require_every_line(dossier, printed)
        for side in sides:
            rows = [row for row in printed.rows if row.side == side]
            yield from _of_year(printed, rows)
            yield from _of_parts(printed, rows)
            if not any(plain_name(row) in _YEARS_ROWS for row in rows):
                yield from _of_items(printed, rows)
            elif not _is_balanced(dossier, printed, str(side)):
                yield from _of_all(printed, rows)


def _require_every_line(dossier: Dossier, printed: BudgetTable) -> None:
    """Raise where a line among the rows of a table is unread: an item may stand on it."""
    lines = [line for row in printed.rows for line in row.evidence.lines or ()]
    unread = [
        each.evidence
        for each in dossier.reading.unread
        if each.evidence.lines
        and lines
        and min(lines) <= each.evidence.lines[0] <= max(lines)
        and not _LINE_NUMBER.fullmatch((each.evidence.quote or "").strip())
    ]
    if unread:
        message = f"{printed.title}里有没有读懂的内容（{places(unread)}）"
        raise CannotCheck(message)


_FIRST_AMOUNTS = ("预算数", "小计", "合计", "金额", "决算数", "支出决算数")
"""The columns that stand first on their side: nothing can have moved into them from the left."""
_NO_AMOUNT = re.compile(r"行次|栏次|%|[率比例]$")
_LINE_NUMBER = re.compile(r"\d{1,3}")
"""行次 of an empty row, which is no item."""


def _is_balanced(dossier: Dossier, printed: BudgetTable, side: str) -> bool:
    """Whether the layout itself says of what the grand total of a side consists."""
    balances = layouts()[dossier.budget.layout].balances if dossier.budget else ()
    return any(
        balance.table == printed.code
        and balance.whole[0] == side == balance.parts[0][0]
        for balance in balances
    )


def _of_year(printed: BudgetTable, rows: Sequence[BudgetRow]) -> Iterator[Breach]:
    """The year's sum against the items above it, at whichever depth they come to it."""
    place = next((at for at, row in enumerate(rows) if _is_years_sum(row)), None)
    if place is None:
        return
    yield from _differing(printed, rows[place], _items_above(rows, place))


def _of_parts(printed: BudgetTable, rows: Sequence[BudgetRow]) -> Iterator[Breach]:
    """The year's income or expenditure that stands above its parts: （一） and （二） below 一、."""
    for place, row in enumerate(rows):
        if plain_name(row) not in _YEARS_ROWS or row.level != 1:
            continue
        below = takewhile(_is_below_first, rows[place + 1 :])
        parts = [each for each in below if each.level == row.level + 1]
        if parts:
            yield from _differing(printed, row, [parts])


def _is_below_first(row: BudgetRow) -> bool:
    return row.level > 1


def _of_items(printed: BudgetTable, rows: Sequence[BudgetRow]) -> Iterator[Breach]:
    """The grand total of a side that prints no sum of the year, against the items above it."""
    totals = [at for at, row in enumerate(rows) if plain_name(row).endswith("总计")]
    if not totals:
        return
    every = [column for column in printed.columns if column in _FIRST_AMOUNTS]
    columns = every if is_inferred(printed) else printed.columns
    yield from _differing(
        printed, rows[totals[0]], _items_above(rows, totals[0]), columns
    )


def _items_above(rows: Sequence[BudgetRow], place: int) -> list[list[BudgetRow]]:
    """The items above a row, at each depth apart and all together."""
    items = [row for row in rows[:place] if row.level and not _is_within(row)]
    depths = sorted({row.level for row in items})
    return [*([row for row in items if row.level == depth] for depth in depths), items]


def _of_all(printed: BudgetTable, rows: Sequence[BudgetRow]) -> Iterator[Breach]:
    """The grand total against the year's sum and what is carried over."""
    sums = [at for at, row in enumerate(rows) if _is_years_sum(row)]
    totals = [at for at, row in enumerate(rows) if plain_name(row).endswith("总计")]
    if not sums or not totals or totals[0] <= sums[0]:
        return
    between = [row for row in rows[sums[0] : totals[0]] if not _is_within(row)]
    heads = [row for row in between if plain_name(row).startswith(_HEADS)]
    yield from _differing(printed, rows[totals[0]], [heads, between])


_YEARS_ROWS = ("本年收入", "本年支出", "本年收入合计", "本年支出合计")
_HEADS = ("本年", "年初", "年末", "使用", "动用", "结余", "上年", "结转")
"""How the rows begin that a grand total consists of; others are parts of them."""


def _is_years_sum(row: BudgetRow) -> bool:
    return plain_name(row) in ("本年收入合计", "本年支出合计")


def _is_within(row: BudgetRow) -> bool:
    return row.subject_name.lstrip().startswith("其中")


def _differing(
    printed: BudgetTable,
    whole: BudgetRow,
    choices: list[list[BudgetRow]],
    columns: Sequence[str] | None = None,
) -> Iterator[Breach]:
    """The columns in which a whole is the sum of none of the choices of its parts."""
    for column in printed.columns if columns is None else columns:
        if _NO_AMOUNT.search(column):
            continue
        stated = cell(whole, column)
        sums = [
            (sum_cells(rows, column), rows)
            for rows in choices
            if any(cell(row, column) is not None for row in rows)
        ]
        if stated is None or not sums or any(each == stated for each, _ in sums):
            continue
        computed, parts = min(sums, key=lambda each: abs(each[0] - stated))
        gap = abs(computed - stated)
        yield Breach(
            [whole.evidence, *(row.evidence for row in parts)],
            f"budget.tables.{printed.code}",
            _severity(printed, gap, len(parts)),
            title=printed.title,
            name=plain_name(whole),
            column=column,
            stated=stated,
            computed=computed,
            gap=gap,
        )


def _severity(printed: BudgetTable, gap: Decimal, count: int) -> Severity | None:
    if is_rounding(gap, count, printed.money_unit):
        return Severity.ADVICE
    return Severity.WARNING if is_inferred(printed) else None
