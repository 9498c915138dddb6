"""目标文字写的资金与资金总额不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import in_unit, slipped, whole_amounts
from jixiao.checks.costs import costs
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
    totals = [total for total in table.funding.totals if total]
    unit = str(table.money_unit)
    for place in ("objective", "own_level_objective"):
        objective = getattr(table, place)
        named = whole_amounts(objective.text) if objective else []
        if not named or not totals:
            continue
        amount = named[0]
        stated = in_unit(amount.yuan, unit)
        nearest = min(totals, key=lambda total: abs(total - stated))
        slip = any(slipped(stated, total) for total in totals)
        if stated != nearest and not slip:
            gap = abs(stated - nearest)
            yield Breach(
                (
                    table.evidence.get(place),
                    table.evidence.get("funding.annual.total"),
                    *(row.indicator.evidence for row in costs(table) if row.yuan == amount.yuan),
                ),
                place,
                Severity.WARNING if gap <= nearest * slight else None,
                printed=amount.before[-12:] + amount.printed,
                stated=nearest,
                gap=gap,
                unit=unit,
            )
