"""成本指标合计与资金总额不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import in_unit, slipped, whole_amounts
from jixiao.checks.costs import Cost, costs
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR07",
    title="成本指标合计与资金总额不符",
    says="成本指标合计{least} {computed}{unit}（{terms}），资金总额 {stated}{unit}，相差 {gap}{unit}",
    suggests="核对成本指标和资金总额；一项是单价的，连同它的数量一起核对",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="C01 C02 G09",
)
def costs_meet_funding(
    table: TargetTable, *, tolerance: Decimal, grave: Decimal
) -> Iterator[Breach]:
    rows = costs(table)
    totals = [total for total in table.funding.totals if total]
    if not rows or not totals or _states_the_whole(table, rows):
        return
    unit = str(table.money_unit)
    if _has_slipped(rows, totals, unit):
        return
    exact_sum = _sum_of_exact(rows)
    counted = rows if exact_sum is not None else _floors(rows)
    sum_in_yuan = sum((row.total or Decimal(0) for row in counted), Decimal(0))
    computed = in_unit(sum_in_yuan, unit)
    if any(slipped(computed, total) for total in totals):
        return
    nearest = min(totals, key=lambda total: abs(total - computed))
    gap = abs(computed - nearest)
    priced = any(row.per_unit for row in counted)
    allowed = nearest * tolerance if priced else Decimal(0)
    exceeds = computed > max(totals)
    is_tenfold = priced and _is_tenfold(computed, nearest)
    if gap <= allowed or not (exceeds or is_tenfold or exact_sum is not None):
        return
    severity = None
    if is_tenfold:
        severity = Severity.WARNING
    elif priced and not exceeds:
        severity = Severity.ADVICE
    elif not priced and gap <= nearest * grave:
        severity = Severity.WARNING
    yield Breach(
        [
            *(row.indicator.evidence for row in counted),
            *(row.quantity.evidence for row in counted if row.quantity),
            table.evidence.get("funding.annual.total"),
        ],
        counted[0].place,
        severity,
        least="" if exact_sum is not None else "至少",
        computed=computed,
        stated=nearest,
        gap=gap,
        unit=unit,
        terms=" + ".join(row.term for row in counted),
    )


def _is_tenfold(computed: Decimal, funding: Decimal) -> bool:
    """Whether the funding is ten, a hundred or a thousand times what prices and counts come to."""
    return any(computed * times == funding for times in (10, 100, 1000))


def _floors(rows: list[Cost]) -> list[Cost]:
    """The rows that come to their total at the least."""
    return [row for row in rows if row.is_floor and row.total is not None]


def _sum_of_exact(rows: list[Cost]) -> Decimal | None:
    """What exact rows come to, in yuan; None where a row cannot be counted.

    A ceiling above the funding is no contradiction, so a sum with one in it is not compared.
    """
    totals = [row.total for row in rows if row.exact and row.total is not None]
    if len(totals) < len(rows):
        return None
    return sum(totals, Decimal(0))


def _states_the_whole(table: TargetTable, rows: list[Cost]) -> bool:
    """Whether the rows that are totals already come to the funding, or to what the objective says.

    The unit costs beside them then explain the total and are not added to it.
    """
    whole = sum((row.yuan for row in rows if not row.per_unit), Decimal(0))
    in_objective = {amount.yuan for amount in whole_amounts(objective_text(table))}
    funded = {total for total in table.funding.totals if total}
    return whole in in_objective or in_unit(whole, str(table.money_unit)) in funded


def _has_slipped(rows: list[Cost], totals: list[Decimal], unit: str) -> bool:
    """元 for 万元 is found by a check of its own."""
    amounts = [in_unit(row.yuan, unit) for row in rows]
    return any(slipped(amount, total) for amount in amounts for total in totals)
