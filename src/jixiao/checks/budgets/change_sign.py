"""增减额的正负号反了。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetRow
from jixiao.checks import check
from jixiao.checks.budget_cells import changes, table
from jixiao.findings import Breach, Severity


@check(
    code="BU03",
    title="增减额的正负号反了",
    says="{title}有 {count} 行的增减额与“本年减上年”符号相反{other}：{names}",
    suggests="全表统一按“本年减上年”填列，增加为正、减少为负",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B05",
)
def change_sign(budget: Budget, *, rounding: Decimal) -> Iterator[Breach]:
    turned: list[BudgetRow] = []
    kept: list[BudgetRow] = []
    for change in changes(budget):
        moved = change.now - change.then
        if change.stated and moved and abs(abs(change.stated) - abs(moved)) <= rounding:
            (turned if (change.stated > 0) != (moved > 0) else kept).append(change.row)
    found = table(budget, "T2")
    if found and turned:
        yield Breach(
            [row.evidence for row in turned],
            "budget.tables.T2",
            title=found.title,
            count=len(turned),
            other=f"，另 {len(kept)} 行相同" if kept else "",
            names=[row.subject_name for row in turned][:4],
        )
