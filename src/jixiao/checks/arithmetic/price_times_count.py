"""总额不等于单价乘数量之和。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import in_unit
from jixiao.checks.costs import costs
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
    rows = costs(table)
    priced = [row for row in rows if row.per_unit]
    whole = [row for row in rows if not row.per_unit]
    totals = [row.total for row in priced if row.total is not None]
    exact = all(row.exact for row in rows)
    if len(whole) != 1 or len(priced) < least or len(totals) < len(priced) or not exact:
        return
    unit = str(table.money_unit)
    computed, stated = in_unit(sum(totals, Decimal(0)), unit), in_unit(whole[0].yuan, unit)
    if computed != stated:
        yield Breach(
            [whole[0].indicator.evidence, *(row.indicator.evidence for row in priced)],
            whole[0].place,
            terms=" + ".join(
                f"{row.quantity.target.text} × {row.indicator.target.text}"
                for row in priced
                if row.quantity
            ),
            name=whole[0].indicator.name,
            computed=computed,
            stated=stated,
            gap=abs(computed - stated),
            unit=unit,
        )
