"""A measured value beside its target: in the target's unit, compared exactly, printed rounded."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from msgspec.structs import replace

from jixiao.evaluation import direction, span_of, unit_of
from jixiao.measures.declaration import Measure, ValueKind
from jixiao.money import SCALES, convert
from jixiao.period import last_day
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator

_DIGITS = 2
_MOST_DIGITS = 8
_THOUSANDTHS = 10
_MINUTES = {"分钟": Decimal(1), "小时": Decimal(60), "秒": Decimal(1) / 60}
_EVERYTHING = Decimal(100)


def in_unit_of(
    target: TargetValue, measure: Measure, value: Decimal | None
) -> Decimal | None:
    """Convert a measured value to the unit a target is printed in: 280000 人 is 28 万人."""
    if value is None:
        return None
    unit = unit_of(target)
    if measure.kind is ValueKind.RATE:
        return value * _THOUSANDTHS if unit == "‰" else value
    if measure.unit == "分钟":
        return value / _MINUTES.get(unit, 1)
    if measure.unit.startswith("元"):
        money = unit.partition("/")[0].partition("每")[0]
        return convert(value, "元", money) if money in SCALES else value
    unit_size = replace(target, number=Decimal(1), unit=unit or None).in_base_units()
    return value if unit_size is None or not unit_size[0] else value / unit_size[0]


def is_in_time(target: TargetValue, day: date) -> bool | None:
    """Whether a day is not after the target's deadline; a month's deadline is its last day."""
    return day <= last_day(target.deadline) if target.deadline else None


def is_met(
    indicator: Indicator, measure: Measure, actual: Decimal
) -> tuple[bool | None, str]:
    """Whether a value, not rounded, reaches its target, and how what is not printed was read."""
    target = indicator.target
    if target.is_everything and measure.kind is ValueKind.RATE:
        return actual >= _EVERYTHING, f"“{target.text}”即 100%"
    if span := span_of(target):
        return span.holds(actual), f"在 {span.low:f}–{span.high:f} 之内，两头都算"
    if target.number is None:
        return None, ""
    bound, read = direction(indicator, less_is_better=measure.better == "lower")
    return bound.holds(actual, target.number), read


def is_ceiling(indicator: Indicator, measure: Measure) -> bool:
    """Whether a value must stay below its target, or within a span."""
    if span_of(indicator.target):
        return True
    return direction(indicator, less_is_better=measure.better == "lower")[0].is_ceiling


def printed_value(
    indicator: Indicator, measure: Measure, value: Decimal | None
) -> Decimal | None:
    """Round as forms print a value: to two digits, or as many as the target has.

    To more, where the rounded value would stand otherwise to the target than the value does.
    """
    if value is None:
        return None
    met = is_met(indicator, measure, value)[0]
    least = _digits_of(indicator.target)
    for digits in range(least, max(least, _MOST_DIGITS) + 1):
        rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        if is_met(indicator, measure, rounded)[0] == met:
            return rounded
    return value


def _digits_of(target: TargetValue) -> int:
    exponent = target.number.as_tuple().exponent if target.number is not None else 0
    return max(_DIGITS, -exponent if isinstance(exponent, int) else 0)
