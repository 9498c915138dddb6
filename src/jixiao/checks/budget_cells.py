"""A department budget's tables as numbers: cells, parents and children, the same concept twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.budgets import Budget, BudgetRow, BudgetTable, Figure, layouts, number_of

NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\(\d+\)|其中:)")
NOTHING = Decimal(0)


def table(budget: Budget, code: str) -> BudgetTable | None:
    """Give a table by its layout's code."""
    return next((found for found in budget.tables if found.code == code), None)


def plain_name(row: BudgetRow) -> str:
    """Give a row's name without its number."""
    return NUMBERING.sub("", chinese.key(row.subject_name))


def cell(row: BudgetRow, column: str) -> Decimal | None:
    """Read a cell; None where it is blank. A doubled sign (--5.41) is one sign."""
    printed = row.amounts.get(column)
    if printed is None:
        return None
    number = number_of(printed)
    return number if number is not None else number_of("-" + printed.lstrip("-−—"))


def row_named(found: BudgetTable, name: str) -> BudgetRow | None:
    """Give the first row of a name; 总计 and 合计 are one."""
    names = {"总计", "合计"} if name in ("总计", "合计") else {name}
    return next((row for row in found.rows if plain_name(row) in names), None)


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the expenditure table that prints its change, this year and last year."""

    row: BudgetRow
    stated: Decimal
    now: Decimal
    then: Decimal


def changes(budget: Budget) -> Iterator[Change]:
    """Give the rows that print all three."""
    found = table(budget, "T2")
    for row in found.rows if found else ():
        stated, now, then = cell(row, "增减额"), cell(row, "合计"), cell(row, "上年执行数")
        if stated is not None and now is not None and then is not None:
            yield Change(row, stated, now, then)


@dataclass(frozen=True, slots=True)
class Family:
    """A row and the rows just below it."""

    parent: BudgetRow
    children: tuple[BudgetRow, ...]


def families(found: BudgetTable) -> Iterator[Family]:
    """Give each row that has rows below it, the deepest first."""
    coded = [row for row in found.rows if row.subject_code]
    codes = {row.subject_code for row in coded}
    below: dict[str | None, list[BudgetRow]] = {}
    for row in coded:
        code = str(row.subject_code)
        above = next((code[:n] for n in range(len(code) - 1, 2, -1) if code[:n] in codes), None)
        below.setdefault(above, []).append(row)
    total = row_named(found, "总计")
    for row in sorted(coded, key=lambda r: -len(str(r.subject_code))):
        if row.subject_code in below:
            yield Family(row, tuple(below[row.subject_code]))
    if total and None in below:
        yield Family(total, tuple(below[None]))


def where_printed(budget: Budget, figure: Figure) -> tuple[BudgetTable, BudgetRow, str] | None:
    """Say where the tables print what a figure is about."""
    places = layouts()[budget.layout].places
    if figure.concept in places:
        code, name, column = places[figure.concept]
        found = table(budget, code)
        row = row_named(found, name) if found else None
        return (found, row, column) if found and row else None
    if figure.of in ("人员经费", "公用经费"):
        found = table(budget, "T3")
        rows = [row for row in found.rows if plain_name(row) == figure.concept] if found else []
        return (found, rows[0], "合计") if found and rows else None
    found = table(budget, "T1")
    rows = (
        [row for row in found.rows if row.side == "支出" and plain_name(row) == figure.concept]
        if found
        else []
    )
    return (found, rows[0], "小计") if found and rows else None
