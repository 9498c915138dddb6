"""成本的完成值大于全年执行数。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import costs
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert
from jixiao.targets import TargetTable


@check(
    code="EV31",
    title="成本的完成值大于全年执行数",
    says="“{name}”实际 {actual}，全年只执行了 {executed}{unit}",
    suggests="核对成本的完成值和全年执行数",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E01",
)
def cost_over_spent(table: TargetTable) -> Iterator[Breach]:
    """A price for each of something is no total and is left out."""
    executed = _executed(table)
    for cost in costs(table) if executed is not None else ():
        actual = cost.indicator.actual
        if actual is None or cost.per_unit or actual.unit not in SCALES:
            continue
        yuan = convert(actual.number or Decimal(0), actual.unit, "元")
        if executed is not None and yuan > executed:
            yield Breach(
                (cost.indicator.evidence, table.evidence.get("funding.annual.total")),
                CellPath.in_row(table.indicators.index(cost.indicator), "actual"),
                name=cost.indicator.name,
                actual=actual.text,
                executed=convert(executed, "元", str(table.money_unit)),
                unit=table.money_unit,
            )


def _executed(table: TargetTable) -> Decimal | None:
    """What was spent of the year's money, in yuan; None where not printed or not of a year past."""
    total = table.budget_execution.total if table.budget_execution else None
    if total is None or not table.evaluated:
        return None
    return table.in_yuan(total.executed)
