"""增减额的正负号反了。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget
from jixiao.checks import check
from jixiao.checks.budget_cells import YearlyChange, changes, table
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
    """One finding for a table: a bureau that turns the sign turns it in many rows."""
    right = [change for change in changes(budget) if _amount_is_right(change, rounding)]
    turned = [change.row for change in right if _is_turned(change)]
    straight = len(right) - len(turned)
    expenditure = table(budget, "T2")
    if expenditure and turned:
        yield Breach(
            [row.evidence for row in turned],
            "budget.tables.T2",
            title=expenditure.title,
            count=len(turned),
            other=f"，另有 {straight} 行符号是对的" if straight else "",
            names=list(dict.fromkeys(row.subject_name for row in turned))[:_MOST_NAMES],
        )


_MOST_NAMES = 4


def _amount_is_right(change: YearlyChange, rounding: Decimal) -> bool:
    """A wrong amount is found by a check of its own, and no change has no sign."""
    moved = change.now - change.then
    if not change.stated or not moved:
        return False
    return abs(abs(change.stated) - abs(moved)) <= rounding


def _is_turned(change: YearlyChange) -> bool:
    return (change.stated > 0) != (change.now > change.then)
