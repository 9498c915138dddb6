"""执行率低没有说明原因。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.rubric_points import execution_rate, rubric
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV18",
    title="执行率低没有说明原因",
    says="预算执行率 {rate}%，低于 {least}%，表上没有说明原因",
    suggests="写明资金没有用完的原因：结余、进度、调整还是别的",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E13",
)
def low_execution_explained(table: TargetTable) -> Iterator[Breach]:
    """Any text of the form may explain it: a row's reason, what was achieved, a further field.

    A year that is not over is asked by MO06.
    """
    rate, least = execution_rate(table), Decimal(rubric().execution.explained)
    if rate is None or rate >= least or table.monitored:
        return
    texts = [row.reason or "" for row in table.indicators]
    texts += [table.objective_achieved or "", *table.other_fields.values()]
    if not any(words("about_execution").search(text) for text in texts):
        yield Breach(
            table.evidence.get("funding.annual.total"),
            "budget_execution.total.rate",
            rate=round(rate, 2),
            least=least,
        )
