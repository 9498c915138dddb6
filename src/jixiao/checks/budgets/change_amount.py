"""增减额不等于本年减上年。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget
from jixiao.checks import check
from jixiao.checks.budget_cells import changes
from jixiao.findings import Breach, Severity


@check(
    code="BU04",
    title="增减额不等于本年减上年",
    says="“{name}”本年 {now}、上年 {then}，增减额应为 {computed}，写作 {stated}",
    suggests="核对本年数、上年数和增减额",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B04",
)
def change_amount(budget: Budget, *, rounding: Decimal) -> Iterator[Breach]:
    for change in changes(budget):
        computed = change.now - change.then
        if abs(abs(change.stated) - abs(computed)) > rounding:
            yield Breach(
                change.row.evidence,
                "budget.tables.T2",
                name=change.row.subject_name,
                now=change.now,
                then=change.then,
                computed=computed,
                stated=change.row.amounts["增减额"],
            )
