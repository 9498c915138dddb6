"""得分与完成值不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import possible, scored
from jixiao.evaluation import Score
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV05",
    title="得分与完成值不符",
    says="“{name}”指标值 {target}，实际完成 {actual}，分值 {weight}，得 {stated} 分；{how}，应得 {due} 分",
    suggests="完成的给满分，没有完成的按比例给分；请改正“{name}”的得分和总分",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E03",
)
def points_by_value(table: TargetTable, *, tolerance: Decimal) -> Iterator[Breach]:
    for place, row, weight, stated in scored(table):
        scores = possible(row, weight)
        if scores is None or stated > weight:
            continue
        if any(_allows(score, weight, stated, tolerance) for score in scores):
            continue
        yield Breach(
            row.evidence,
            CellPath.in_row(place, "score"),
            _severity(scores[0], weight, stated),
            name=row.name,
            target=row.target.text,
            actual=row.actual.text if row.actual else "",
            weight=weight,
            stated=stated,
            how=scores[0].rule,
            due=scores[0].points,
        )


def _severity(score: Score, weight: Decimal, stated: Decimal) -> Severity | None:
    """What was missed may cost more points by a bureau's own rule than by its share."""
    due = score.points or Decimal(0)
    is_nearly_full = stated == weight and weight - due <= _HALF
    return Severity.WARNING if stated < due < weight or is_nearly_full else None


def _allows(score: Score, weight: Decimal, stated: Decimal, tolerance: Decimal) -> bool:
    """A target far surpassed may have been set too low; by how much points fall no decree says."""
    if score.explained and score.points == weight:
        return True
    due = score.points or Decimal(0)
    is_whole = stated == stated.to_integral_value() and stated < weight
    is_rounded = is_whole and abs(due - stated) <= _HALF
    return abs(due - stated) <= tolerance or (is_rounded and due < weight)


_HALF = Decimal("0.5")
"""Points in part may be rounded to whole ones, but not to all of them."""
