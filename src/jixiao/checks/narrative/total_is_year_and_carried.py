"""总预算不等于本年加结转。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, Figure, number_of
from jixiao.checks import check
from jixiao.findings import Breach, Severity


@check(
    code="NA03",
    title="总预算不等于本年加结转",
    says="“{whole}” {stated}{unit}，本年 {year} 加结转结余 {carried}，应为 {computed}{unit}",
    suggests="核对总预算和结转结余",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N03",
)
def total_is_year_and_carried(budget: Budget) -> Iterator[Breach]:
    for whole, year, carried in _TOTALS:
        total = _figure(budget, whole, of=None)
        this_year = _figure(budget, year, of=whole)
        carried_over = _figure(budget, carried, of=whole)
        if total is None or this_year is None or carried_over is None:
            continue
        figures = (total, this_year, carried_over)
        stated, now, left = (number_of(figure.amount) for figure in figures)
        if stated is None or now is None or left is None or stated == now + left:
            continue
        yield Breach(
            [figure.evidence for figure in figures],
            "budget.figures",
            whole=whole,
            stated=stated,
            year=now,
            carried=left,
            computed=now + left,
            unit=total.unit,
        )


_TOTALS = (
    ("收入总预算", "本年收入", "上年结转结余"),
    ("支出总预算", "本年支出", "年末结转结余"),
    ("基本支出", "本年收入安排支出", "上年结转资金安排支出"),
    ("项目支出", "本年收入安排支出", "上年结转资金安排支出"),
)
"""A total, the part of this year, and the part carried over."""


def _figure(budget: Budget, concept: str, of: str | None) -> Figure | None:
    """The first figure of a concept within a whole."""
    for figure in budget.figures:
        if figure.concept == concept and figure.of == of:
            return figure
    return None
