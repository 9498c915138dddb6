"""预算执行的总额与分项之和不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.sums_of_parts import unless_a_part_is_unread
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

_COLUMNS = {
    "initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
    "expected": "全年预计执行数",
}


@check(
    code="EV01",
    title="预算执行的总额与分项之和不符",
    says="年度资金总额的{column} {stated}{unit}，各项资金之和 {parts}{unit}，相差 {gap}{unit}",
    suggests="核对{column}一列的总额和财政拨款、上年结转、其他资金，改正写错的一项",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E01",
)
def execution_adds_up(dossier: Dossier, *, rounding: Decimal) -> Iterator[Breach]:
    return unless_a_part_is_unread(dossier, lambda table: _gaps(table, rounding))


def _gaps(table: TargetTable, rounding: Decimal) -> Iterator[Breach]:
    execution = table.budget_execution
    if execution is None:
        return
    sources = (execution.fiscal_appropriation, execution.carried_over, execution.other)
    for column, name in _COLUMNS.items():
        stated = getattr(execution.total, column)
        parts = [
            part for source in sources if (part := getattr(source, column)) is not None
        ]
        total = sum(parts, Decimal(0))
        is_whole = getattr(execution.fiscal_appropriation, column) is not None
        if stated is None or not parts or not (is_whole or total > stated):
            continue
        if abs(stated - total) > rounding:
            rows = execution.__struct_fields__
            yield Breach(
                (table.evidence.get(f"funding.annual.{row}") for row in rows),
                f"budget_execution.total.{column}",
                project_name=table.project_name,
                column="执行数" if table.monitored and column == "executed" else name,
                stated=stated,
                parts=total,
                gap=abs(stated - total),
                unit=table.money_unit,
            )
