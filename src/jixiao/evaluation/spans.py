"""Values that promise a span: 6-9个月, 60%—75%, 60至80人次; and numbers in the unit of a target."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.money import SCALES, convert
from jixiao.quantity import TargetValue, read_quantities

_BETWEEN = re.compile(
    r"(?P<from>\d+(?:\.\d+)?)(?P<first>[^\d\-—–~～至到.]*)(?:[-—–~～－]+|至|到)"
    r"(?P<to>\d+(?:\.\d+)?)(?P<unit>\D*)"
)
_RATES = {"%": Decimal(1), "％": Decimal(1), "百分比": Decimal(1), "‰": Decimal("0.1")}
_TIMES = {"秒": Decimal(1), "分钟": Decimal(60), "小时": Decimal(3600)}
_AROUND = re.compile(r"^(?:在|控制在|保持在|稳定在|维持在|介于)|(?:之间|以内|区间)$")


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and the highest value that meet a target, in its unit."""

    low: Decimal
    high: Decimal
    unit: str

    def holds(self, number: Decimal) -> bool:
        """Whether a number lies in it."""
        return self.low <= number <= self.high


def span_of(target: TargetValue) -> Span | None:
    """Read the span that a target prints; none where it prints none."""
    if target.number is not None or target.deadline:
        return None
    text = _AROUND.sub("", _AROUND.sub("", chinese.key(target.text)))
    between = _BETWEEN.fullmatch(text)
    if between is None:
        return None
    low, high = Decimal(between["from"]), Decimal(between["to"])
    unit = between["unit"] or between["first"]
    is_one_unit = between["first"] in ("", unit)
    read = read_quantities(f"{high}{unit}")
    if (
        not is_one_unit
        or low > high
        or len(read) != 1
        or read[0].unit != (unit or None)
    ):
        return None
    return Span(low, high, unit)


def unit_of(target: TargetValue) -> str:
    """Return the unit of a target, also where it prints a span."""
    span = span_of(target)
    return span.unit if span else target.unit or ""


def number_in_unit(value: TargetValue, unit: str) -> Decimal | None:
    """Return a printed number in another unit: 280000人 is 28 of 万人; none where the units differ.

    A number printed without a unit is in the unit that is asked for.
    """
    printed = value.unit or ""
    if value.number is None or printed in ("", unit):
        return value.number
    for sizes in (_RATES, _TIMES):
        if printed in sizes and unit in sizes:
            return value.number * sizes[printed] / sizes[unit]
    if printed in SCALES and unit in SCALES:
        return convert(value.number, printed, unit)
    unit_size = TargetValue(text="", number=Decimal(1), unit=unit).in_base_units()
    whole = value.in_base_units()
    if unit_size is None or whole is None:
        return None
    is_same = whole[1] == unit_size[1] or None in (whole[1], unit_size[1])
    return (
        whole[0] / unit_size[0]
        if is_same or _are_heads(whole[1], unit_size[1])
        else None
    )


def _are_heads(unit: str | None, other: str | None) -> bool:
    return {unit, other} <= {"人", "名", "位"}
