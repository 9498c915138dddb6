"""项目支出表的合计不等于各项目之和。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetTable
from jixiao.checks import check
from jixiao.checks.budget_cells import (
    cell,
    grand_total,
    in_first_column,
    is_inferred,
    is_rounding,
    sum_cells,
    table,
)
from jixiao.findings import Breach, Severity


@check(
    code="BU17",
    title="项目支出表的合计不等于各项目之和",
    says="{title}的合计（{column}）{stated}，各项目之和 {computed}，相差 {gap}",
    suggests="核对合计和各项目的金额，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B08 P04",
)
def projects_add_up(budget: Budget) -> Iterator[Breach]:
    if printed := table(budget, "T10"):
        yield from _unequal_columns(printed)


_AMOUNTS_TWICE = 2
"""With subtotals of units between them, projects come to twice the total."""


def _unequal_columns(printed: BudgetTable) -> Iterator[Breach]:
    total = grand_total(printed)
    projects = [row for row in printed.rows if row is not total]
    differing: dict[tuple[Decimal, Decimal], list[str]] = {}
    for column in printed.columns if total and projects else ():
        stated = cell(total, column) if total else None
        computed = sum_cells(projects, column)
        if stated and computed not in (0, stated, stated * _AMOUNTS_TWICE):
            differing.setdefault((stated, computed), []).append(column)
    for (stated, computed), columns in differing.items():
        gap = abs(stated - computed)
        rounds = is_rounding(gap, len(projects), printed.money_unit)
        yield Breach(
            [in_first_column(printed, row, columns[0]) for row in printed.rows],
            "budget.tables.T10",
            _severity(printed, columns, rounds=rounds),
            title=printed.title,
            column=columns,
            stated=stated,
            computed=computed,
            gap=gap,
        )


def _severity(
    printed: BudgetTable, columns: list[str], *, rounds: bool
) -> Severity | None:
    if rounds:
        return Severity.ADVICE
    is_total = printed.columns[0] in columns
    return Severity.WARNING if is_inferred(printed) and not is_total else None
