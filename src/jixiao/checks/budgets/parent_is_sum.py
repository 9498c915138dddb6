"""上级科目不等于下级科目之和。"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetTable
from jixiao.checks import check
from jixiao.checks.budget_cells import (
    NOTHING,
    Family,
    cell,
    families,
    in_first_column,
    is_rounding,
    roundings_once,
)
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="BU01",
    title="上级科目不等于下级科目之和",
    says="{title}“{name}”{column} {stated}，下级科目之和 {computed}，相差 {gap}{more}",
    suggests="核对该科目和各下级科目的{column}，漏列的下级科目补上",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B03 B08 B13",
)
def parent_is_sum(budget: Budget) -> Iterator[Breach]:
    for table in budget.tables:
        if any(row.subject_code for row in table.rows):
            yield from roundings_once(_unequal_parents(table))


_NO_AMOUNT = re.compile(r"增减|行次$|%|[率比例]$")
"""Columns of changes, rates and the rows' numbers do not add up."""
_ComputedSums = dict[tuple[str | None, str], Decimal]
"""By subject code and column, what the children of a wrong row come to."""


def _unequal_parents(table: BudgetTable) -> Iterator[Breach]:
    """Walk from the deepest rows up; a row shown wrong below is counted above by its own sum."""
    computed_sums: _ComputedSums = {}
    columns = [column for column in table.columns if not _NO_AMOUNT.search(column)]
    for family in families(table):
        wrong: dict[tuple[Decimal, Decimal], list[str]] = {}
        for column in columns:
            sums = _unequal_sums(family, column, computed_sums)
            if sums:
                wrong.setdefault(sums, []).append(column)
                computed_sums[family.parent.subject_code, column] = sums[1]
        for (stated, computed), names in wrong.items():
            gap = abs(stated - computed)
            rounds = is_rounding(gap, len(family.children), table.money_unit)
            yield Breach(
                _places(table, family, names),
                f"budget.tables.{table.code}",
                Severity.ADVICE if rounds else None,
                title=table.title,
                name=family.parent.subject_name,
                column=names,
                stated=stated,
                computed=computed,
                gap=gap,
            )


def _places(
    table: BudgetTable, family: Family, columns: Iterable[str]
) -> list[Evidence]:
    first = next(iter(columns))
    return [
        in_first_column(table, row, first) for row in (family.parent, *family.children)
    ]


def _unequal_sums(
    family: Family, column: str, computed_sums: _ComputedSums
) -> tuple[Decimal, Decimal] | None:
    """What a parent states and what its children print, where they differ in a column."""
    stated = cell(family.parent, column)
    amounts = [cell(row, column) for row in family.children]
    if stated is None or all(amount is None for amount in amounts):
        return None
    printed = corrected = of_one_level = NOTHING
    shortest = min(len(row.subject_code or "") for row in family.children)
    for row, amount in zip(family.children, amounts, strict=True):
        printed += amount or NOTHING
        corrected += computed_sums.get((row.subject_code, column), amount or NOTHING)
        # A misprinted code has nothing above it, and is told as that.
        of_one_level += (len(row.subject_code or "") == shortest) * (amount or NOTHING)
    if stated in (printed, corrected, of_one_level):
        return None
    return stated, printed
