"""成本指标合计与资金总额不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import in_unit, slipped, whole_amounts
from jixiao.checks.costs import Cost, costs
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR07",
    title="成本指标合计与资金总额不符",
    says="成本指标合计 {computed}{unit}（{terms}），资金总额 {stated}{unit}，相差 {gap}{unit}",
    suggests="核对成本指标和资金总额；一项是单价的，连同它的数量一起核对",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="C01 C02 G09",
)
def costs_meet_funding(
    table: TargetTable, *, tolerance: Decimal, grave: Decimal
) -> Iterator[Breach]:
    rows = costs(table)
    totals = [row.total for row in rows]
    stated = [total for total in table.funding.totals if total]
    counted = [total for total in totals if total is not None]
    if not rows or not stated or len(counted) < len(rows) or not _bounds_allow(rows):
        return
    unit = str(table.money_unit)
    whole = sum((row.yuan for row in rows if not row.per_unit), Decimal(0))
    objective = table.objective.text if table.objective else ""
    named = {amount.yuan for amount in whole_amounts(objective)}
    if whole in named or in_unit(whole, unit) in stated:
        return
    computed = in_unit(sum(counted, Decimal(0)), unit)
    nearest = min(stated, key=lambda amount: abs(amount - computed))
    priced = any(row.per_unit for row in rows)
    allowed = nearest * tolerance if priced else Decimal(0)
    slip = any(slipped(in_unit(row.yuan, unit), total) for row in rows for total in stated)
    if abs(computed - nearest) > allowed and not slip:
        gap = abs(computed - nearest)
        yield Breach(
            [*(row.indicator.evidence for row in rows), table.evidence.get("funding.annual.total")],
            rows[0].place,
            Severity.WARNING if priced or gap <= nearest * grave else None,
            computed=computed,
            stated=nearest,
            gap=gap,
            unit=unit,
            terms=" + ".join(_term(row) for row in rows),
        )


def _bounds_allow(rows: list[Cost]) -> bool:
    """A ceiling above the funding is no contradiction; sums are compared where rows are exact."""
    return all(row.exact for row in rows)


def _term(row: Cost) -> str:
    if row.per_unit and row.quantity:
        return f"{row.indicator.target.text} × {row.quantity.target.text}"
    return row.indicator.target.text
