"""目标文字写的资金与资金总额不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import in_unit, slipped, whole_amounts
from jixiao.checks.costs import costs
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR09",
    title="目标文字写的资金与资金总额不符",
    says="目标文字写作“{printed}”，资金总额为 {stated}{unit}，相差 {gap}{unit}",
    suggests="核对目标文字和资金总额，按批复的金额改正",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G06",
)
def objective_names_funding(table: TargetTable, *, slight: Decimal) -> Iterator[Breach]:
    """The first amount an objective names as the project's own is compared with the funding."""
    totals = [total for total in table.funding.totals if total]
    unit = str(table.money_unit)
    for place, text in objective_texts(table) if totals else ():
        named = whole_amounts(text)
        if not named:
            continue
        amount = named[0]
        stated = in_unit(amount.yuan, unit)
        nearest = min(totals, key=lambda total: abs(total - stated))
        gap = abs(stated - nearest)
        if gap and not any(slipped(stated, total) for total in totals):
            yield Breach(
                (
                    table.evidence.get(place),
                    table.evidence.get("funding.annual.total"),
                    *(
                        row.indicator.evidence
                        for row in costs(table)
                        if row.yuan == amount.yuan
                    ),
                ),
                place,
                Severity.WARNING if gap <= nearest * slight else None,
                printed=amount.before[-_WORDS_BEFORE:] + amount.printed,
                stated=nearest,
                gap=gap,
                unit=unit,
            )


_WORDS_BEFORE = 12
