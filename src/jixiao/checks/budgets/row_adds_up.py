"""一行里的合计不等于各栏之和。"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts
from jixiao.checks import check
from jixiao.checks.budget_cells import (
    NOTHING,
    cell,
    contradicted_below,
    is_inferred,
    is_rounding,
    roundings_once,
    whatever_column,
)
from jixiao.findings import Breach, Severity


@check(
    code="BU11",
    title="一行里的合计不等于各栏之和",
    says="{title}{name}{whole} {stated}，{parts} {computed}，相差 {gap}{more}",
    suggests="核对该行的合计和各栏",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B08 B14 B17",
)
def row_adds_up(budget: Budget) -> Iterator[Breach]:
    """Columns of every table but the expenditure table, which has a check of its own.

    A total that the rows below contradict as well is told by BU01 alone.
    """
    yield from roundings_once(_unequal_rows(budget))


def _unequal_rows(budget: Budget) -> Iterator[Breach]:
    shapes = {shape.code: shape for shape in layouts()[budget.layout].tables}
    for table in budget.tables:
        known = shapes[table.code].columns
        sums = shapes[table.code].sums if table.code != "T2" else ()
        every = dict((*sums, *_own_sums(table, known)))
        for whole, parts in every.items():
            if (whole, parts) in sums and not _are_all(parts, table.columns, known):
                continue
            if _is_list_of_totals(table, whole):
                continue
            below = contradicted_below(table, whole)
            for row in table.rows:
                stated = cell(row, whole)
                corrected = _sum_corrected(row, parts, every)
                if corrected in (stated, below.get(row.subject_code)):
                    continue
                if stated and not _spans(table, row, whole):
                    yield from _unequal(table, row, (whole, stated), parts)


def _is_list_of_totals(table: BudgetTable, whole: str) -> bool:
    """Whether several rows print the total alone: 项目名称 | 金额 has no columns to add up."""
    printed = {column for row in table.rows for column in row.amounts}
    return printed == {whole} and len(table.rows) >= _USUALLY


_TOTAL, _INCOME = "合计", "T7"
"""The total, and the table of income, whose one row is the total and all that it is made of."""
_NO_PART = re.compile(
    r"上年(?!结转|结余)|20\d{2}|增减|%|其中|^小计|行次|·(?!小计$)|结余分配|年末"
)
_USUALLY = 2
"""A sum that no layout declares must hold in all rows but one of so many."""


def _own_sums(
    table: BudgetTable, known: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The total of a table with columns of its own, where nearly all of its rows prove it."""
    parts = tuple(column for column in table.columns if column != _TOTAL)
    are_plain = not any(map(_NO_PART.search, parts))
    if set(parts) <= set(known) or _TOTAL not in table.columns or not are_plain:
        return
    rows = [row for row in table.rows if cell(row, _TOTAL) is not None]
    holding = [row for row in rows if _sum_of(row, parts) == cell(row, _TOTAL)]
    is_proven = len(holding) > len(rows) // _USUALLY and len(holding) >= _USUALLY
    if is_proven or (table.code == _INCOME and len(rows) == 1):
        yield _TOTAL, parts


def _sum_of(row: BudgetRow, parts: Iterable[str]) -> Decimal:
    """What the cells of a row come to; blank ones are nothing."""
    return sum((cell(row, part) or NOTHING for part in parts), NOTHING)


def _sum_corrected(
    row: BudgetRow, parts: Iterable[str], sums: Mapping[str, Iterable[str]]
) -> Decimal:
    """What parts come to where those that are sums themselves are added up anew."""
    corrected = NOTHING
    for part in parts:
        parts_of_row = sums.get(part, ())
        of_own = (
            _sum_of(row, parts_of_row)
            if any(row.amounts.get(each) for each in parts_of_row)
            else None
        )
        corrected += of_own if of_own is not None else cell(row, part) or NOTHING
    return corrected


def _are_all(
    parts: Collection[str], printed: Iterable[str], known: Iterable[str]
) -> bool:
    """Whether a table prints parts, and no column of which nobody knows what it is part of."""
    others = set(printed) - set(known)
    return not others and bool(set(parts) & set(printed))


def _unequal(
    table: BudgetTable, row: BudgetRow, total: tuple[str, Decimal], parts: Iterable[str]
) -> Iterator[Breach]:
    """A row whose total (its column and amount) is not the sum of its parts."""
    whole, stated = total
    amounts = [amount for part in parts if (amount := cell(row, part)) is not None]
    computed = sum(amounts, NOTHING)
    if computed == stated:
        return
    gap = abs(stated - computed)
    is_certain = _are_all_others(table, whole, parts) or _is_full(table, row, whole)
    severity = None
    if is_rounding(gap, len(amounts), table.money_unit):
        severity = Severity.ADVICE
    elif not amounts or (is_inferred(table) and not is_certain):
        severity = Severity.WARNING
    yield Breach(
        whatever_column(row) if is_certain else row.evidence,
        f"budget.tables.{table.code}",
        severity,
        title=table.title,
        name=f"“{row.subject_name}”" if row.subject_name else "",
        whole=whole,
        stated=stated,
        parts="各栏之和" if amounts else "各栏都空着，应为",
        computed=computed if amounts else stated,
        gap=gap,
    )


def _are_all_others(table: BudgetTable, whole: str, parts: Iterable[str]) -> bool:
    """Whether a total stands first and all others are its parts: no amount can be out of place."""
    return table.columns[0] == whole and set(table.columns) == {whole, *parts}


def _is_full(table: BudgetTable, row: BudgetRow, whole: str) -> bool:
    """Whether a row prints every column of its year (本年预算数·…): then no blank cell can shift any."""
    year, _, rest = whole.partition("·")
    of_year = {column for column in table.columns if column.startswith(f"{year}·")}
    return bool(rest) and of_year == set(row.amounts)


def _spans(table: BudgetTable, row: BudgetRow, whole: str) -> bool:
    """Carried-over money and totals that hold some are not broken down."""
    if whole != "小计":
        return False
    if "结转" in row.subject_name:
        return True
    carries = any(
        cell(other, whole) for other in table.rows if "结转" in other.subject_name
    )
    return carries and row.subject_name.endswith("总计")
