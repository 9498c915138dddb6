"""收支总表不平。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts
from jixiao.budgets.layout import RowBalance
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, cell, plain_name, table
from jixiao.findings import Breach, Severity


@check(
    code="BU10",
    title="收支总表不平",
    says="{title}{whole} {stated}，{parts} {computed}，相差 {gap}",
    suggests="核对收入、支出和结转结余，使总计两边相等",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B01",
)
def income_is_expenditure(budget: Budget) -> Iterator[Breach]:
    for balance in layouts()[budget.layout].balances:
        printed = table(budget, balance.table)
        if printed:
            yield from _unequal_sides(printed, balance)


def _unequal_sides(printed: BudgetTable, balance: RowBalance) -> Iterator[Breach]:
    """A total that is not the sum of its parts; the first part must be printed."""
    whole = _cell_at(printed, balance.whole)
    first, *others = [_cell_at(printed, place) for place in balance.parts]
    if whole is None or whole.amount is None or first is None or first.amount is None:
        return
    parts = [first, *(part for part in others if part)]
    computed = sum((part.amount or NOTHING for part in parts), NOTHING)
    if computed != whole.amount and not _adds_others(printed, balance, whole.row):
        yield Breach(
            [whole.row.evidence, *(part.row.evidence for part in parts)],
            f"budget.tables.{printed.code}",
            title=printed.title,
            whole=_called(whole),
            stated=whole.amount,
            parts=" + ".join(_called(part) for part in parts if part.amount),
            computed=computed,
            gap=abs(computed - whole.amount),
        )


def _called(placed: "_PlacedCell") -> str:
    """A row by its name; 总计 of both sides needs the side before it."""
    is_bare = placed.name in ("总计", "合计") and placed.row.side
    return f"{placed.row.side}{placed.name}" if is_bare else placed.name


def _adds_others(printed: BudgetTable, balance: RowBalance, whole: BudgetRow) -> bool:
    """Whether a row above the whole, on its side, is neither a part nor an item of one.

    Bureaus add what a layout does not name, as money that other funds make up for.
    """
    side, _, column = balance.whole
    names = {name for part_side, name, _ in balance.parts if part_side == side}
    rows = [row for row in printed.rows if row.side == side]
    above = rows[: rows.index(whole)]
    begun = False
    for row in above:
        name = plain_name(row)
        is_item = row.level == _ITEM or row.subject_name.startswith("其中")
        if begun and name not in names and not is_item and cell(row, column):
            return True
        begun = begun or name in names
    return False


_ITEM = 2
"""How deep the items of a row stand: （一）."""
_Place = tuple[str, str, str]
"""The side, the name and the column of a cell, as a layout declares it."""


class _PlacedCell(NamedTuple):
    """A cell of a balance under its row's name; without an amount it was left blank."""

    name: str
    row: BudgetRow
    amount: Decimal | None


def _cell_at(printed: BudgetTable, place: _Place) -> _PlacedCell | None:
    side, name, column = place
    for row in printed.rows:
        if row.side == side and plain_name(row) == name:
            return _PlacedCell(name, row, cell(row, column))
    return None
