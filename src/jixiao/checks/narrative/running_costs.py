"""机关运行经费与公用经费不一致。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
from jixiao.checks.budget_cells import cell, grand_total, in_coarser_unit, table
from jixiao.findings import Breach, Severity


@check(
    code="NA06",
    title="机关运行经费与公用经费不一致",
    says="机关运行经费 {stated}{unit}，公用经费 {other}{unit}，相差 {gap}{unit}，没有说明",
    suggests="核对口径；机关运行经费就是行政单位的公用经费，另含其他资金的应说明",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N10",
)
def running_costs(budget: Budget) -> Iterator[Breach]:
    basic = table(budget, "T3")
    total = grand_total(basic)
    figure = next(
        (stated for stated in budget.figures if stated.concept == _CONCEPT), None
    )
    if figure is None or basic is None or total is None:
        return
    stated_amount, printed_amount = (
        number_of(figure.amount),
        cell(total, "日常公用支出"),
    )
    if stated_amount is None or printed_amount is None:
        return
    stated, other, unit = in_coarser_unit(
        stated_amount, figure.unit, printed_amount, basic.money_unit
    )
    if stated != other:
        yield Breach(
            (figure.evidence, total.evidence),
            "budget.figures",
            stated=stated,
            other=other,
            gap=abs(stated - other),
            unit=unit,
        )


_CONCEPT = "机关运行经费"
