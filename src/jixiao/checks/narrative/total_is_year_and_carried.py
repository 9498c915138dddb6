"""总预算不等于本年加结转。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, number_of
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
        figures = {
            name: next((f for f in budget.figures if f.concept == name and f.of == of), None)
            for name, of in ((whole, None), (year, whole), (carried, whole))
        }
        found = [figure for figure in figures.values() if figure]
        amounts = [number_of(figure.amount) for figure in found]
        if len(found) < len(figures) or None in amounts:
            continue
        stated, now, left = (amount or 0 for amount in amounts)
        if stated != now + left:
            yield Breach(
                [figure.evidence for figure in found],
                "budget.figures",
                whole=whole,
                stated=stated,
                year=now,
                carried=left,
                computed=now + left,
                unit=found[0].unit,
            )


_TOTALS = (
    ("收入总预算", "本年收入", "上年结转结余"),
    ("支出总预算", "本年支出", "年末结转结余"),
    ("基本支出", "本年收入安排支出", "上年结转资金安排支出"),
    ("项目支出", "本年收入安排支出", "上年结转资金安排支出"),
)
