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
    told = {k: v for k, v in table.other_fields.items() if "问题" in k}
    denied = {k: v for k, v in told.items() if words("no_problem").search(chinese.key(v))}
    unmet = [row for _, row, weight, _ in scored(table) if is_unmet(row, weight)]
    problems = [f"“{row.name}”没有完成" for row in unmet]
    rate, least = execution_rate(table), Decimal(rubric().execution.explained)
    if rate is not None and rate < least:
        problems.append(f"预算执行率只有 {round(rate, 2)}%")
    for label, stated in denied.items():
        if problems:
            evidence = [table.evidence.get("funding.annual.total"), *(r.evidence for r in unmet)]
            yield Breach(
                evidence,
                f"other_fields.{label}",
                label=label,
                stated=stated,
                problems=problems,
            )
