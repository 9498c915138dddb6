"""增减百分比不对。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
from jixiao.checks.budget_cells import changes, table
from jixiao.findings import Breach, Severity


@check(
    code="BU05",
    title="增减百分比不对",
    says="“{name}”增减 {change}、上年 {then}，应为 {computed}%，写作 {stated}{why}",
    suggests="按“增减额 ÷ 上年数”重算",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B06",
)
def change_rate(budget: Budget, *, tolerance: Decimal) -> Iterator[Breach]:
    """A change is stated without its sign; a rate of this year's amount is a known slip."""
    printed_table = table(budget, "T2")
    unit = printed_table.money_unit if printed_table else ""
    for change in changes(budget):
        row, moved = change.row, abs(change.stated)
        printed = number_of(row.amounts.get("增减%", ""))
        if not change.then or printed is None:
            continue
        rate = abs(printed)
        computed = (moved / change.then * 100).quantize(Decimal("0.01"))
        allowed = tolerance + _of_rounded_amounts(computed, change.then, unit)
        if abs(rate - computed) <= allowed:
            continue
        of_this_year = change.now and abs(rate - moved / change.now * 100) <= allowed
        yield Breach(
            row.evidence,
            "budget.tables.T2",
            name=row.subject_name,
            change=moved,
            then=change.then,
            computed=computed,
            stated=row.amounts["增减%"],
            why="（误用本年数作分母）" if of_this_year else "",
        )


_HALF_A_HUNDREDTH, _HALF_A_YUAN = Decimal("0.005"), Decimal("0.5")


def _of_rounded_amounts(rate: Decimal, then: Decimal, unit: str) -> Decimal:
    """How far a rate may be off because the change and last year's amount were rounded."""
    half = _HALF_A_YUAN if unit == "元" else _HALF_A_HUNDREDTH
    return half * (100 + rate) / then
