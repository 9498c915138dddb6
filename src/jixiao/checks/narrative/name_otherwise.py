"""情况说明的数与表里同名的都不符。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.budgets import Budget, BudgetTable, Figure, number_of
from jixiao.checks import Dossier, check
from jixiao.checks.budget_cells import NUMBERING, cell, plain_name, where_printed
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert


@check(
    code="NA45",
    title="情况说明的数与表里同名的都不符",
    says="情况说明写“{concept}” {stated}{unit}，表里同名的是 {printed}",
    suggests="核对情况说明和表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N01",
)
def name_otherwise(dossier: Dossier, *, most: int) -> Iterator[Breach]:
    """An amount that no row and no column of its name prints, where few are of that name.

    What a layout places itself is asked by NA01; a year other than the document's is left out.
    """
    budget, paper = dossier.narrative()
    printed = _amounts_by_name(budget)
    for index, figure in enumerate(budget.figures):
        name = _name_of(figure)
        amounts = printed.get(name, ())
        stated = _yuan(figure)
        if not amounts or len(amounts) > most or stated is None:
            continue
        if where_printed(budget, figure) or _is_of_another_time(figure, paper.text):
            continue
        if all(abs(stated - amount) > _rounding(figure) for amount in amounts):
            yield Breach(
                figure.evidence,
                f"budget.figures[{index}]",
                concept=figure.concept,
                stated=figure.amount,
                unit=figure.unit,
                printed=[_in_wan(amount) for amount in amounts],
            )


_ROUNDED = Decimal(100)
"""A hundredth of 万元: what rounding may make of an amount."""


def _rounding(figure: Figure) -> Decimal:
    """The last digit that a figure prints, in yuan, and no less than a hundredth of 万元."""
    _, _, decimals = figure.amount.partition(".")
    last = Decimal(1).scaleb(-len(decimals))
    return max(convert(last, figure.unit, "元"), _ROUNDED)


_ENDS = re.compile(r"(?:支出)?(?:决算|预算)数?$|(?<=费)支出$")
_BEGINS = re.compile(r"^[^(]*\)|^\(")


def _name_of(figure: Figure) -> str:
    """A concept as a row or column may bear it: without its number and 支出决算."""
    return _ENDS.sub("", _BEGINS.sub("", NUMBERING.sub("", figure.concept), count=1))


def _yuan(figure: Figure) -> Decimal | None:
    number = number_of(figure.amount)
    if figure.direction or figure.against or not number or figure.unit not in SCALES:
        return None
    return convert(number, figure.unit, "元")


def _in_wan(yuan: Decimal) -> str:
    return f"{convert(yuan, '元', '万元').normalize():f}万元"


def _amounts_by_name(budget: Budget) -> dict[str, tuple[Decimal, ...]]:
    """The amounts that rows and columns of each name print, in yuan, without repeats."""
    named: dict[str, dict[Decimal, None]] = {}
    for printed in budget.tables:
        if printed.money_unit not in SCALES:
            continue
        for name, amount in _cells(printed):
            yuan = convert(amount, printed.money_unit, "元")
            named.setdefault(_ENDS.sub("", name), {})[yuan] = None
    return {name: tuple(amounts) for name, amounts in named.items()}


def _cells(printed: BudgetTable) -> Iterator[tuple[str, Decimal]]:
    """Each amount of a table, under the name of its row and of its column."""
    for row in printed.rows:
        for column in row.amounts:
            amount = cell(row, column)
            if amount is not None and "%" not in column:
                yield plain_name(row), amount
                yield chinese.key(column).split("·")[0], amount
                yield chinese.key(column).split("·")[-1], amount


_ANOTHER_TIME = re.compile(r"上年(?!结转|结余)|去年|年初预算|比20\d{2}|预算为|预算数为")
_BEFORE = 40


def _is_of_another_time(figure: Figure, text: str) -> bool:
    """Whether what stands before an amount says that it is last year's, or a budget in final accounts."""
    said = chinese.key(f"{figure.concept}{figure.amount}{figure.unit}")
    at = text.find(said)
    before = text[max(0, at - _BEFORE) : at] + figure.concept
    return at < 0 or bool(_ANOTHER_TIME.search(before))
