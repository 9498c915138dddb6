"""分值合计不是 100。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.rubric_points import rubric
from jixiao.evaluation import applicable
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV07",
    title="分值合计不是 100",
    says="各项分值合计 {total}，应为 {due}",
    suggests="核对各指标和预算执行的分值，使合计为 {due}",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E04",
)
def weights_make_hundred(table: TargetTable, *, whole: int) -> Iterator[Breach]:
    rows = [table.indicators[place] for place in applicable(table)]
    stated = [row.weight for row in rows if row.weight is not None]
    if not table.evaluated or not rows or len(stated) < len(rows):
        return
    own = table.budget_execution.total.weight if table.budget_execution else None
    total = sum(stated, own or Decimal(0))
    allowed = [whole] if own is not None else [whole - rubric().execution.points, whole]
    if total not in allowed:
        yield Breach((row.evidence for row in rows), "indicators", total=total, due=allowed[0])
