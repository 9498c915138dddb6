"""定性指标的得分不在所写的档次里。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import band_place, rubric, scored
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV12",
    title="定性指标的得分不在所写的档次里",
    says="“{name}”写“{actual}”，分值 {weight}，这一档应得 {low} 至 {high} 分，得了 {stated} 分",
    suggests="核对“{name}”的完成情况和得分，使得分落在所写的档次里",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E08",
)
def points_within_band(table: TargetTable, *, tolerance: Decimal) -> Iterator[Breach]:
    for index, row, weight, stated in scored(table):
        if row.actual is None or row.actual.number is not None or stated > weight:
            continue
        place = band_place(row.actual)
        if place is None:
            continue
        band = rubric().bands[place]
        low, high = weight * Decimal(band.from_), weight * Decimal(band.to)
        if not low - tolerance <= stated <= high + tolerance:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "score"),
                name=row.name,
                actual=row.actual.text,
                weight=weight,
                low=low,
                high=high,
                stated=stated,
            )
