"""Values that promise a span: 6-9个月, 60%—75%, 60至80人次; both ends are included."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jixiao import chinese
from jixiao.quantity import TargetValue, read_quantities

_BETWEEN = re.compile(
    r"(?P<from>\d+(?:\.\d+)?)(?P<first>[^\d\-—–~～至到.]*)(?:[-—–~～－]+|至|到)"
    r"(?P<to>\d+(?:\.\d+)?)(?P<unit>\D*)"
)
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
