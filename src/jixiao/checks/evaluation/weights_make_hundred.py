"""分值合计不是 100。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import CannotCheck, check
from jixiao.checks.rubric_points import rubric
from jixiao.evaluation import applicable
from jixiao.findings import Breach, Severity
from jixiao.targets import Presence, TargetTable


@check(
    code="EV07",
    title="分值合计不是 100",
    says="各项分值合计 {total}，应为 {due}",
    suggests="核对各指标和预算执行的分值，使合计为 {due}",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E04",
    needs_all_rows=True,
    tells_for=("EV15",),
)
def weights_make_hundred(table: TargetTable, *, whole: int) -> Iterator[Breach]:
    """The execution's weight is part of the whole; a form that does not print it may leave it out.

    Of a target form only more than the indicators can have is told: it may leave levels to later.
    """
    rows = [table.indicators[place] for place in applicable(table)]
    weights = [row.weight for row in rows if row.weight is not None]
    if not rows or len(weights) < len(rows):
        return
    execution = table.budget_execution.total.weight if table.budget_execution else None
    total = sum(weights, execution or Decimal(0))
    due = whole - rubric().execution.points if execution is None else whole
    missing = [name for name in _LEVELS if table.presence(name) is not Presence.FILLED]
    if total < due and missing:
        message = f"没有{'、'.join(missing)}的行，分值合计查不了"
        raise CannotCheck(message)
    if total not in (due, whole) and (table.evaluated or total > due):
        severity = None if table.evaluated else Severity.WARNING
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            severity,
            total=total,
            due=due if table.evaluated else whole,
        )


_LEVELS = ("产出指标", "效益指标", "满意度指标")
"""What every form awards points for; without one of them its points cannot make a hundred."""
