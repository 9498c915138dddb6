"""上年是零，却写增长百分比。"""

from collections.abc import Container, Iterator
from typing import NamedTuple

from jixiao.budgets import Budget, Figure, layouts, number_of
from jixiao.checks import check
from jixiao.findings import Breach, Severity


@check(
    code="NA10",
    title="上年是零，却写增长百分比",
    says="“{item}”本年 {now}{unit}，增加 {more}{unit}，上年是零，不能说增长 {rate}%{others}",
    suggests="删去百分比，写明上年没有这项预算",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N06",
)
def growth_without_base(budget: Budget) -> Iterator[Breach]:
    amounts_now = {
        figure.concept: figure
        for figure in budget.figures
        if not figure.direction and figure.unit != "%"
    }
    rising = layouts()[budget.layout].rising
    from_nothing = [
        (concept, now, change)
        for concept, change in _changes(budget).items()
        if (now := amounts_now.get(concept)) and _is_from_nothing(now, change, rising)
    ]
    if not from_nothing:
        return
    (concept, now, first), *others = from_nothing
    yield Breach(
        [
            figure.evidence
            for _, stated, change in from_nothing
            for figure in (stated, change.amount, change.rate)
        ],
        "budget.figures",
        item=concept[-_LONGEST_NAME:],
        now=number_of(now.amount),
        more=number_of(first.amount.amount),
        unit=now.unit,
        rate=first.rate.amount,
        others=f"（另 {len(others)} 处同样）" if others else "",
    )


_LONGEST_NAME = 20
"""Of a concept that the headings above it ran into, its end."""


class _Change(NamedTuple):
    """What a concept grew or fell by, as an amount and in per cent."""

    amount: Figure
    rate: Figure


def _changes(budget: Budget) -> dict[str, _Change]:
    """The concepts that state both, in the order of their first change."""
    amounts: dict[str, Figure] = {}
    rates: dict[str, Figure] = {}
    for figure in budget.figures:
        if figure.direction and figure.of:
            of_kind = rates if figure.unit == "%" else amounts
            of_kind[figure.of] = figure
    concepts = dict.fromkeys(figure.of for figure in budget.figures if figure.of)
    return {
        concept: _Change(amounts[concept], rates[concept])
        for concept in concepts
        if concept in amounts and concept in rates
    }


def _is_from_nothing(
    now: Figure, change: _Change, rising: Container[str | None]
) -> bool:
    """Whether all there is this year is growth, and the growth has a rate that is not zero."""
    if change.amount.direction not in rising or change.amount.unit != now.unit:
        return False
    more = number_of(change.amount.amount)
    return bool(
        more and more == number_of(now.amount) and number_of(change.rate.amount)
    )
