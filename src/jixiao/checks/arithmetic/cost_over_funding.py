"""成本的上限高于资金总额。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import in_unit
from jixiao.checks.costs import Cost, costs
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR29",
    title="成本的上限高于资金总额",
    says="成本指标“{terms}”{comes_to}，项目的资金总额只有 {funding}{unit}",
    suggests="核对成本指标、数量和资金总额；上限高于资金的，控制不了成本",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="C01",
)
def cost_over_funding(table: TargetTable, *, tolerance: Decimal) -> Iterator[Breach]:
    """One total under a ceiling, or all prices with their counts; exact ones are added up by AR07."""
    unit = str(table.money_unit)
    funding = max(table.funding.totals, default=None)
    for counted in _ceilings(costs(table)) if funding else ():
        yuan = sum((cost.total or Decimal(0) for cost in counted), Decimal(0))
        computed = in_unit(yuan, unit)
        allowed = tolerance if counted[0].per_unit else Decimal(0)
        if funding and funding * (1 + allowed) < computed < funding * _FAR:
            yield Breach(
                (
                    *(cost.indicator.evidence for cost in counted),
                    *(cost.quantity.evidence for cost in counted if cost.quantity),
                    table.evidence.get("funding.annual.total"),
                ),
                counted[0].place,
                terms=" + ".join(cost.term for cost in counted),
                comes_to=f"合 {computed.normalize():f}{unit}"
                if counted[0].per_unit
                else "",
                computed=computed,
                funding=funding,
                unit=unit,
            )


_FAR = 1000
"""So many times the money is 元 written for 万元, which AR11 tells."""


def _ceilings(rows: list[Cost]) -> Iterator[list[Cost]]:
    """Each total under a ceiling alone; all prices, where each has its count and one a ceiling."""
    for cost in rows:
        if not cost.per_unit and _is_ceiling(cost):
            yield [cost]
    are_priced = all(cost.per_unit and cost.total is not None for cost in rows)
    if rows and are_priced and any(map(_is_ceiling, rows)):
        yield rows


def _is_ceiling(cost: Cost) -> bool:
    bound = cost.indicator.target.bound
    return bound is not None and bound.is_ceiling
