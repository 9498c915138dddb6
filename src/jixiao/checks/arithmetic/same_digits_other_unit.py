"""数一样而单位不同。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import contradicted, spoken_of
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR19",
    title="数一样而单位不同",
    says="“{name}”的指标值 {stated}，目标文字写“{said}”，数一样而单位不同",
    suggests="核对两处的单位，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="V14",
    tells_for=("AR11",),
)
def same_digits_other_unit(table: TargetTable) -> Iterator[Breach]:
    for seen in spoken_of(table, _in_another_unit):
        yield contradicted(table, seen)


def _in_another_unit(row: Indicator, text: str) -> str | None:
    """The row's own digits with another unit of its kind; None where its own unit stands there too."""
    text = chinese.key(text)
    number, unit = row.target.number, row.target.unit or ""
    if number is None or row.target.others or format(number, "f") not in text:
        return None
    stated = re.compile(
        rf"(?<![\d.]){re.escape(format(number, 'f'))}(?P<unit>{_UNITS})(?![\u4e00-\u9fff]?[/／])"
    )
    units = {match["unit"]: match[0] for match in stated.finditer(text)}
    if unit in units:
        return None
    for other, printed in units.items():
        if _is_scale_of(unit, other) or (
            unit in _TIMES and other in _TIMES and chinese.key(row.name) in text
        ):
            return printed
    return None


_TIMES = ("分钟", "小时", "秒", "天", "日", "个工作日", "个月")
_COUNTS = ("人次", "人", "户", "份", "册", "家", "台", "亩", "平方米")
_MEASURES = (("公里", "千米", "米"), ("公斤", "千克", "吨"), ("公顷", "亩", "平方米"))
"""Units that measure one kind of thing."""
_UNITS = "|".join(
    [
        *_TIMES,
        *(f"万{unit}" for unit in _COUNTS),
        *_COUNTS,
        *(unit for units in _MEASURES for unit in units),
    ]
)


def _is_scale_of(left: str, right: str) -> bool:
    """Whether two units differ and are of one kind: 份 and 万份, 公里 and 米."""
    is_measure = any(left in units and right in units for units in _MEASURES)
    is_scaled = left.removeprefix("万") == right.removeprefix("万")
    return left != right and (is_measure or is_scaled)
