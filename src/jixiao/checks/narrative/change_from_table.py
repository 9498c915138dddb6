"""情况说明的增减与表不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetRow, Figure, number_of
from jixiao.checks import check
from jixiao.checks.budget_cells import (
    cell,
    grand_total,
    last_year,
    plain_name,
    table,
)
from jixiao.findings import Breach, Severity


@check(
    code="NA04",
    title="情况说明的增减与表不符",
    says="情况说明写“{item}”比上年{direction} {stated}{unit}，{against}",
    suggests="核对上年数的口径，按表改正增减额和百分比",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N04 N05",
)
def change_from_table(budget: Budget) -> Iterator[Breach]:
    expenditure = table(budget, "T2")
    if expenditure is None:
        return
    total = grand_total(expenditure)
    rows = {plain_name(row): row for row in expenditure.rows}
    for index, figure in enumerate(budget.figures):
        stated = number_of(figure.amount)
        if figure.unit == "%" or stated is None:
            continue
        place = f"budget.figures[{index}]"
        row = rows.get(figure.of or "")
        if total and figure.of in _PARTS:
            then = last_year(total, budget.fiscal_year)
            yield from _change_of_the_total(figure, stated, (total, then), place)
        if row and figure.direction:
            then = last_year(row, budget.fiscal_year)
            yield from _wrong_change(figure, stated, (row, then), place)


_PARTS = ("基本支出", "项目支出")
_Years = tuple[BudgetRow, Decimal | None]
"""A row, and what it prints of last year."""
_RISING = ("增加", "增长", "上升", "提高")


def _wrong_change(
    figure: Figure, stated: Decimal, years: _Years, place: str
) -> Iterator[Breach]:
    """A subject whose stated change is not that of its row, in amount or in direction."""
    row, then = years
    now = cell(row, "合计")
    if now is None or then is None:
        return
    rises = figure.direction in _RISING
    change = abs(now - then)
    if change != stated or (now > then) != rises:
        computed = f"{_direction(now, then)} {change}{figure.unit}"
        against = f"表中本年 {now}、上年 {then}，应{computed}"
        yield _breach(figure, stated, row, (now, then), against, place)


def _change_of_the_total(
    figure: Figure, stated: Decimal, years: _Years, place: str
) -> Iterator[Breach]:
    """A part that states the change of the whole table."""
    total, then = years
    now = cell(total, "合计")
    part = cell(total, str(figure.of))
    if now is None or then is None or part == now:
        return
    if stated and stated == abs(now - then):
        amounts = f"本年 {now}、上年 {then}"
        against = f"这是支出总计的增减（{amounts}），不是{figure.of}自己的"
        yield _breach(figure, stated, total, (now, then), against, place)


def _breach(
    figure: Figure,
    stated: Decimal,
    row: BudgetRow,
    amounts: tuple[Decimal, Decimal],
    against: str,
    place: str,
) -> Breach:
    """The breach of a figure held against a row, whose amounts are this year's and last year's."""
    now, then = amounts
    return Breach(
        (figure.evidence, row.evidence),
        place,
        item=figure.of,
        direction=figure.direction,
        stated=stated,
        unit=figure.unit,
        now=now,
        then=then,
        against=against,
        right=_direction(now, then),
        computed=abs(now - then),
    )


def _direction(now: Decimal, then: Decimal) -> str:
    return "增加" if now > then else "减少"
