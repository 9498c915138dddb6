"""Tables of a budget whose printed unit cannot be that of their amounts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import structs

from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts
from jixiao.checks.budget_cells import cell, row_named, table
from jixiao.money import SCALES


@dataclass(frozen=True, slots=True)
class UnitSlip:
    """A table that prints another unit than others print for the same numbers.

    `rows` are a row of it and the one that prints the same number elsewhere.
    """

    table: BudgetTable
    other: BudgetTable
    rows: tuple[BudgetRow, BudgetRow]
    number: str
    meant: str


def unit_slips(budget: Budget) -> list[UnitSlip]:
    """The tables whose unit is not the one of most, though they print the same numbers."""
    units = Counter(each.money_unit for each in budget.tables)
    if len(units) < _TWO or not all(unit in SCALES for unit in units):
        return []
    (usual, most), (_, fewer), *_ = units.most_common()
    if most == fewer:
        return []
    slips: dict[str, UnitSlip] = {}
    for left, right in _same_amounts(budget):
        for (strange, row), (other, same) in ((left, right), (right, left)):
            if strange.money_unit != usual == other.money_unit:
                number = _number_of_both(row, same)
                slip = UnitSlip(strange, other, (row, same), number, usual)
                slips.setdefault(strange.code, slip)
    return list(slips.values())


_TWO = 2
_Row = tuple[BudgetTable, BudgetRow]
_SHORTEST = 3
"""A number of so many digits is not the same by chance."""


def _same_amounts(budget: Budget) -> Iterator[tuple[_Row, _Row]]:
    """Rows that a layout says hold the same amount, and that print the same number."""
    for places in layouts()[budget.layout].same:
        cells = []
        for code, name, column in places:
            printed = table(budget, code)
            row = row_named(printed, name) if printed and name else None
            amount = cell(row, column) if row else None
            if printed and row and amount:
                cells.append(((printed, row), amount))
        if len(cells) == _TWO and cells[0][1] == cells[1][1]:
            yield cells[0][0], cells[1][0]
    yield from _same_subjects(budget)


def _same_subjects(budget: Budget) -> Iterator[tuple[_Row, _Row]]:
    """Rows of one subject in two tables of different units that print the same number."""
    coded: dict[str, list[_Row]] = {}
    for printed in budget.tables:
        for row in printed.rows:
            if row.subject_code:
                coded.setdefault(row.subject_code, []).append((printed, row))
    for rows in coded.values():
        first, *others = rows
        for other in others:
            differs = first[0].money_unit != other[0].money_unit
            if differs and _number_of_both(first[1], other[1]):
                yield first, other


def _number_of_both(left: BudgetRow, right: BudgetRow) -> str:
    """The longest number that both rows print; empty where they share none."""
    shared = set(left.amounts.values()) & set(right.amounts.values())
    long = (each for each in shared if sum(map(str.isdigit, each)) >= _SHORTEST)
    return max(long, key=len, default="")


def with_units_mended(budget: Budget) -> Budget:
    """The budget with the unit that such a table means, so that nothing else tells of it again."""
    meant = {slip.table.code: slip.meant for slip in unit_slips(budget)}
    if not meant:
        return budget
    tables = tuple(
        structs.replace(each, money_unit=meant.get(each.code, each.money_unit))
        for each in budget.tables
    )
    return structs.replace(budget, tables=tables)
