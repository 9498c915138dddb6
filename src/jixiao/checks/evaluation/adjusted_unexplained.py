"""年中预算大幅增减，没有说明。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.rubric_points import reason
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV32",
    title="年中预算大幅增减，没有说明",
    says="年初预算 {initial}{unit}，全年预算 {budget}{unit}，{way} {share}%，表上没有说明",
    suggests="写明追加、调减的原因和批复；目标也随之调整的一并写明",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E13",
    needs_all_rows=True,
)
def adjusted_unexplained(table: TargetTable, *, most: Decimal) -> Iterator[Breach]:
    total = table.budget_execution.total if table.budget_execution else None
    if (
        total is None
        or not table.evaluated
        or not total.initial
        or total.budget is None
    ):
        return
    change = total.budget - total.initial
    share = abs(change) * 100 / total.initial
    if share > most and not words("says_adjusted").search(_all_words(table)):
        yield Breach(
            table.evidence.get("funding.annual.total"),
            "budget_execution.total.budget",
            initial=total.initial,
            budget=total.budget,
            unit=table.money_unit,
            way="增加" if change > 0 else "减少",
            share=round(share, 1),
        )


def _all_words(table: TargetTable) -> str:
    """What a form says in words beside its numbers."""
    reasons = [reason(row) for row in table.indicators]
    objective = table.objective.text if table.objective else ""
    return ";".join(
        [
            objective,
            table.objective_achieved or "",
            *reasons,
            *table.other_fields.values(),
        ]
    )
