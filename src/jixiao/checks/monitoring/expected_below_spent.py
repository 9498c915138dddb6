"""全年预计执行数小于已经执行的数。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import money_rows
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO12",
    title="全年预计执行数小于已执行数",
    says="{row}已执行 {executed}{unit}，全年预计执行数只有 {expected}{unit}，花出去的不会变少",
    suggests="核对{row}的执行数和全年预计执行数，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M01",
)
def expected_below_spent(table: TargetTable) -> Iterator[Breach]:
    """The first row of money alone: its parts follow from it."""
    for key, name, row in money_rows(table):
        if row.expected is None or row.executed is None:
            continue
        if row.expected < row.executed:
            yield Breach(
                table.evidence.get(f"funding.annual.{key}"),
                f"budget_execution.{key}.expected",
                row=name,
                executed=row.executed,
                expected=row.expected,
                unit=table.money_unit or "",
            )
            return
