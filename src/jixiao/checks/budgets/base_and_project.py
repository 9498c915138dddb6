"""合计不等于基本支出加项目支出。"""

from collections.abc import Iterator

from jixiao.budgets import Budget
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, cell, table
from jixiao.findings import Breach, Severity


@check(
    code="BU02",
    title="合计不等于基本支出加项目支出",
    says="“{name}”合计 {stated}，基本支出与项目支出之和 {computed}",
    suggests="核对该行的合计、基本支出和项目支出",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B02",
)
def base_and_project(budget: Budget) -> Iterator[Breach]:
    expenditure = table(budget, "T2")
    for row in expenditure.rows if expenditure else ():
        stated = cell(row, "合计")
        parts = [cell(row, "基本支出"), cell(row, "项目支出")]
        known = [part for part in parts if part is not None]
        computed = sum(known, NOTHING)
        if stated is not None and known and stated != computed:
            yield Breach(
                row.evidence,
                "budget.tables.T2",
                name=row.subject_name,
                stated=stated,
                computed=computed,
            )
