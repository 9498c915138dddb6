"""上年是零，却写增长百分比。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, Figure, layouts, number_of
from jixiao.checks import check
from jixiao.findings import Breach, Severity


@check(
    code="NA10",
    title="上年是零，却写增长百分比",
    says="“{item}”本年 {now}{unit}，增加 {more}{unit}，上年是零，不能说增长 {rate}%",
    suggests="删去百分比，写明上年没有这项预算",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N06",
)
def growth_without_base(budget: Budget) -> Iterator[Breach]:
    stated = {f.concept: f for f in budget.figures if not f.direction and f.unit != "%"}
    changes: dict[str, dict[str, Figure]] = {}
    for figure in budget.figures:
        if figure.direction and figure.of:
            changes.setdefault(figure.of, {})[(figure.unit == "%" and "rate") or "amount"] = figure
    for item, own in changes.items():
        amount, rate, now = own.get("amount"), own.get("rate"), stated.get(item)
        if amount is None or rate is None or now is None or amount.unit != now.unit:
            continue
        more, whole = number_of(amount.amount), number_of(now.amount)
        grew = amount.direction in layouts()[budget.layout].rising
        if grew and more and more == whole and number_of(rate.amount):
            yield Breach(
                [figure.evidence for figure in (now, amount, rate)],
                "budget.figures",
                item=item,
                now=whole,
                more=more,
                unit=now.unit,
                rate=rate.amount,
            )
