"""有没有完成的却说没有问题。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.rubric_points import execution_rate, is_unmet, rubric, scored
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV22",
    title="有没有完成的却说没有问题",
    says="{label}写“{stated}”，可是{problems}",
    suggests="写明存在的问题和改进措施",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E16",
)
def problems_denied(table: TargetTable) -> Iterator[Breach]:
    denied = {
        label: stated
        for label, stated in table.other_fields.items()
        if "问题" in label and words("no_problem").search(chinese.key(stated))
    }
    unmet = [row for _, row, weight, _ in scored(table) if is_unmet(row, weight)]
    problems = [f"“{row.name}”没有完成" for row in unmet] + _low_execution(table)
    for label, stated in denied.items() if problems else ():
        evidence = (row.evidence for row in unmet)
        yield Breach(
            [table.evidence.get("funding.annual.total"), *evidence],
            f"other_fields.{label}",
            label=label,
            stated=stated,
            problems=problems,
        )


def _low_execution(table: TargetTable) -> list[str]:
    rate = execution_rate(table)
    if rate is None or rate >= Decimal(rubric().execution.explained):
        return []
    return [f"预算执行率只有 {round(rate, 2)}%"]
