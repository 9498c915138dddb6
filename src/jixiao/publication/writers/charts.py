"""The months of a measured value as a small chart, with the target as a line above them."""

from dataclasses import dataclass
from decimal import Decimal

from jixiao.measures.answers import Answer, months_of
from jixiao.measures.declaration import ValueKind, library

HIGH = 44
WIDE = 18
"""A chart's height, and the width of a month."""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month's bar: where it stands, how high it is, what it says."""

    x: int
    height: float
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The months of a value, and where the target lies above them; none where it is out of sight."""

    bars: tuple[MonthBar, ...]
    line: float | None
    said: str

    @property
    def numbers(self) -> str:
        """What the bars say, for paper, on which nobody can point at them."""
        return "；".join(bar.said for bar in self.bars)


def chart(answered: Answer) -> Chart | None:
    """Draw the months: of a rate or a mean each month's own, of a total what has come together.

    None where nothing was measured, or only one month speaks.
    """
    measured = answered.measured
    if measured is None or measured.why:
        return None
    kind = library()[measured.code].kind
    if kind is ValueKind.LATEST:
        return None
    values = dict(months_of(answered))
    target = answered.indicator.target.number
    highest = max([*values.values(), target or Decimal(0)])
    months_that_speak = sum(value != 0 for value in values.values())
    if months_that_speak < _LEAST_MONTHS or highest <= 0:
        return None
    scale = Decimal(HIGH) / highest
    return Chart(
        bars=tuple(_bar(month, value, scale) for month, value in values.items()),
        line=float(HIGH - target * scale) if target else None,
        said="各月累计" if kind is ValueKind.TOTAL else "各月",
    )


_LEAST_MONTHS = 2
"""One month is no course."""


def _bar(month: int, value: Decimal, scale: Decimal) -> MonthBar:
    height = float(max(value, Decimal(0)) * scale)
    return MonthBar((month - 1) * WIDE, height, f"{month} 月 {value:,.2f}")
