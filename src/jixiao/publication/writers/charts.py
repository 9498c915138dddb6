"""The months of a measured value as a small chart, with the target as a line above them."""

from dataclasses import dataclass
from decimal import Decimal

from jixiao.measures.answers import Answer, months_of
from jixiao.measures.declaration import Kind, library

HIGH = 44
WIDE = 18
"""A chart's height, and the width of a month."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar: where it stands, how high it is, what it says."""

    x: int
    height: float
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The months of a value, and where the target lies above them; none where it is out of sight."""

    bars: tuple[Bar, ...]
    line: float | None
    said: str


def chart(answered: Answer) -> Chart | None:
    """Draw the months: of a rate or a mean each month's own, of a total what has come together.

    None where nothing was measured, or only one month speaks.
    """
    measured = answered.measured
    if measured is None or measured.why:
        return None
    measure = library()[measured.code]
    if measure.kind is Kind.LATEST:
        return None
    values = dict(months_of(answered))
    if sum(value != 0 for value in values.values()) < 2:  # noqa: PLR2004 — one month is no course
        return None
    target = answered.indicator.target.number
    highest = max([*values.values(), target or Decimal(0)])
    if highest <= 0:
        return None
    scale = Decimal(HIGH) / highest
    bars = tuple(
        Bar((month - 1) * WIDE, float(max(value, Decimal(0)) * scale), f"{month} 月 {value:,.2f}")
        for month, value in values.items()
    )
    line = float(HIGH - target * scale) if target else None
    said = "各月累计" if measure.kind is Kind.TOTAL else "各月"
    return Chart(bars, line, said)
