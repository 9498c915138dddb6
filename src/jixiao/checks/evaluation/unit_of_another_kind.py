"""完成值的单位和指标值不是一种。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import number_for_target
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
from jixiao.targets import TargetTable


@check(
    code="EV23",
    title="完成值的单位和指标值不是一种",
    says="“{name}”指标值 {target}，实际完成值“{actual}”的单位和它不是一种，没法比",
    suggests="按指标值的单位填实际完成值",
    severity=Severity.ERROR,
    basis="财预〔2020〕10号",
    rule="E10",
)
def unit_of_another_kind(table: TargetTable) -> Iterator[Breach]:
    for place, row in enumerate(table.indicators):
        told, target = row.actual, row.target
        if told is None or told.number is None or told.unit is None or not target.unit:
            continue
        if told.bound not in (None, Bound.EXACTLY) or target.number is None:
            continue
        if number_for_target(target, told) is None:
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "actual"),
                name=row.name,
                target=target.text,
                actual=told.text,
            )
