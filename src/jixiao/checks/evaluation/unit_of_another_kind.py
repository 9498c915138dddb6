"""完成值的单位和指标值不是一种。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import number_for_target
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound, TargetValue
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
        actual, target = row.actual, row.target
        if actual is None or not _both_have_units(actual, target):
            continue
        is_exact = actual.bound in (None, Bound.EXACTLY)
        if is_exact and number_for_target(target, actual) is None:
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "actual"),
                name=row.name,
                target=target.text,
                actual=actual.text,
            )


def _both_have_units(actual: TargetValue, target: TargetValue) -> bool:
    if actual.number is None or target.number is None:
        return False
    are_times = actual.unit in _TIMES and target.unit in _TIMES
    return actual.unit is not None and bool(target.unit) and not are_times


_TIMES = (
    "秒",
    "分钟",
    "小时",
    "天",
    "日",
    "工作日",
    "个工作日",
    "周",
    "个月",
    "月",
    "年",
)
"""Units of one kind, though a day may be a working day."""
