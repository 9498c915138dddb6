"""总额不等于单价乘数量之和。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import in_unit
from jixiao.checks.costs import Cost, costs
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR08",
    title="总额不等于单价乘数量之和",
    says="{terms} = {computed}{unit}，“{name}”写作 {stated}{unit}，相差 {gap}{unit}",
    suggests="核对数量、单价和总额；总额含其他开支的，把该项开支单列",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G09",
)
def price_times_count(table: TargetTable, *, least: int) -> Iterator[Breach]:
    """Only where every unit cost has its quantity, all rows are exact, and one row is the total."""
    rows = costs(table)
    priced = [row for row in rows if row.per_unit]
    wholes = [row for row in rows if not row.per_unit]
    if len(wholes) != 1 or len(priced) < least or not all(row.exact for row in rows):
        return
    (whole,) = wholes
    totals = [row.total for row in priced if row.total is not None]
    unit = str(table.money_unit)
    computed = in_unit(sum(totals, Decimal(0)), unit)
    stated = in_unit(whole.yuan, unit)
    if len(totals) == len(priced) and computed != stated:
        yield Breach(
            [whole.indicator.evidence, *(row.indicator.evidence for row in priced)],
            whole.place,
            Severity.ERROR if _is_all_the_money(stated, table) else None,
            terms=" + ".join(_term(row) for row in priced),
            name=whole.indicator.name,
            computed=computed,
            stated=stated,
            gap=abs(computed - stated),
            unit=unit,
        )


def _is_all_the_money(stated: Decimal, table: TargetTable) -> bool:
    """Whether a total is the project's own: then nothing else is paid of it."""
    return stated in table.funding.totals


def _term(row: Cost) -> str:
    quantity = f"{row.quantity.target.text} × " if row.quantity else ""
    return quantity + row.indicator.target.text
