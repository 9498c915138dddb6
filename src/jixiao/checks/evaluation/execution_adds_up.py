"""预算执行的总额与分项之和不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

_COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}


@check(
    code="EV01",
    title="预算执行的总额与分项之和不符",
    says="年度资金总额的{column} {stated}{unit}，各项资金之和 {parts}{unit}，相差 {gap}{unit}",
    suggests="核对{column}一列的总额和财政拨款、上年结转、其他资金，改正写错的一项",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E01",
)
def execution_adds_up(table: TargetTable, *, rounding: Decimal) -> Iterator[Breach]:
    spent = table.budget_execution
    if spent is None:
        return
    rows = (spent.fiscal_appropriation, spent.carried_over, spent.other)
    for column, name in _COLUMNS.items():
        stated = getattr(spent.total, column)
        parts = [part for row in rows if (part := getattr(row, column)) is not None]
        total = sum(parts, Decimal(0))
        if stated is not None and parts and abs(stated - total) > rounding:
            yield Breach(
                (table.evidence.get(f"funding.annual.{part}") for part in spent.__struct_fields__),
                f"budget_execution.total.{column}",
                column=name,
                stated=stated,
                parts=total,
                gap=abs(stated - total),
                unit=table.money_unit,
            )
