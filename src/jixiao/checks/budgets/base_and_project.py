"""合计不等于基本支出加项目支出。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetTable
from jixiao.checks import check
from jixiao.checks.budget_cells import (
    NOTHING,
    cell,
    contradicted_below,
    is_rounding,
    roundings_once,
    table,
)
from jixiao.findings import Breach, Severity


@check(
    code="BU02",
    title="合计不等于基本支出加项目支出",
    says="“{name}”合计 {stated}，基本支出与项目支出之和 {computed}{more}",
    suggests="核对该行的合计、基本支出和项目支出",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B02",
)
def base_and_project(budget: Budget) -> Iterator[Breach]:
    """A total that the rows below contradict as well is told by BU01 alone."""
    if expenditure := table(budget, "T2"):
        yield from roundings_once(_unequal_rows(expenditure))


def _unequal_rows(expenditure: BudgetTable) -> Iterator[Breach]:
    below = contradicted_below(expenditure, "合计")
    for row in expenditure.rows:
        stated = cell(row, "合计")
        parts = [cell(row, "基本支出"), cell(row, "项目支出")]
        known = [part for part in parts if part is not None]
        computed = sum(known, NOTHING)
        if below.get(row.subject_code) == computed:
            continue
        if stated is not None and known and stated != computed:
            gap = abs(stated - computed)
            rounds = is_rounding(gap, len(known), expenditure.money_unit)
            yield Breach(
                row.evidence,
                "budget.tables.T2",
                Severity.ADVICE if rounds else None,
                name=row.subject_name,
                stated=stated,
                computed=computed,
            )
