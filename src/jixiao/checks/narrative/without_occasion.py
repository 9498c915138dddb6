"""有“三公”经费没有事由，或有事由没有经费。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.findings import Breach, Severity


@check(
    code="NA28",
    title="有“三公”经费没有事由，或有事由没有经费",
    says="{expense}{amount}，却写“{occasion}”",
    suggests="核对金额和批次、辆数、团组，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="B14",
)
def without_occasion(dossier: Dossier) -> Iterator[Breach]:
    _, paper = dossier.narrative()
    for expense in _EXPENSES:
        for occasion in expense.occasion.finditer(paper.text):
            start = max(0, occasion.start() - _REACH)
            stated = list(expense.amount.finditer(paper.text, start, occasion.start()))
            if not stated:
                continue
            amount, count = read_number(stated[-1]["number"]), int(occasion["count"])
            unpaid = amount == 0 and count and expense.always_costs
            if (amount and not count) or unpaid:
                yield Breach(
                    paper.evidence(stated[-1].start(), occasion.end()),
                    "budget.figures",
                    expense=expense.name,
                    amount=f"{stated[-1]['number']}{stated[-1]['unit']}",
                    occasion=occasion[0],
                )

    for match, evidence in paper.find(_GUESTS):
        if int(match["guests"]) < int(match["visits"]):
            yield Breach(
                evidence,
                "budget.figures",
                expense="公务接待",
                amount=f"{match['visits']}批次",
                occasion=f"{match['guests']}人",
            )


_GUESTS = re.compile(
    r"接待(?:共计)?(?P<visits>\d+)批次[,，、]?(?:共计|累计|共|接待|来访)?(?P<guests>\d+)人"
)
_REACH = 220
"""How far before its occasion an expense is looked for."""


class _Expense(NamedTuple):
    """An expense, how its amount is stated, how its occasion is counted, and whether each costs."""

    name: str
    amount: re.Pattern[str]
    occasion: re.Pattern[str]
    always_costs: bool


def _amount_of(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"{words}(?:支出)?(?:预算|决算)?数?(?:为)?(?P<number>{NUMBER})(?P<unit>万元|元)"
    )


_EXPENSES = (
    _Expense(
        "公务接待费",
        _amount_of("公务接待费"),
        re.compile(r"(?<!外)(?<!外事)(?:公务|(?<!公务))接待(?P<count>\d+)批次?"),
        always_costs=True,
    ),
    _Expense(
        "公务用车运行费",
        _amount_of("公务用车运行(?:维护)?费"),
        re.compile(r"(?:保有量(?:为|共)?|共有车辆)(?P<count>\d+)辆"),
        always_costs=False,
    ),
    _Expense(
        "公务用车购置费",
        _amount_of("公务用车购置费?"),
        re.compile(r"购置(?:公务用车|车辆|数量?为?)(?P<count>\d+)[辆台]"),
        always_costs=True,
    ),
    _Expense(
        "因公出国（境）费",
        _amount_of(r"因公出国\(境\)(?:费用?|经费)"),
        re.compile(r"团组(?:数为?)?(?P<count>\d+)[个批次]"),
        always_costs=True,
    ),
)
