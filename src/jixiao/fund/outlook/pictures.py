"""Pictures of series as SVG: lines with their interval, and a line that must not be crossed."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDE, HIGH = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 16, 34, 34
_TICKS = 4
_LABELS = 8
_FEN_IN_WAN = 1_000_000


_OPENING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"'
    ' height="{high}" role="img" aria-label="{title}" font-family="sans-serif" font-size="12">'
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of values, in fen, by place from the left; None where there is no value."""

    title: str
    values: Sequence[int | None]
    colour: str = "#1f5fa8"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """An interval: its lower and upper ends, by place from the left."""

    low: Sequence[int | None]
    high: Sequence[int | None]


def draw(
    title: str, labels: Sequence[str], lines: Sequence[Line], band: Band | None = None
) -> str:
    """Draw lines over labelled places, in 万元, as one SVG picture."""
    ends = [*band.low, *band.high] if band else []
    values = [v for line in lines for v in line.values if v is not None]
    values += [v for v in ends if v is not None]
    low, high = min([0, *values]), max([1, *values])
    frame = _Frame(len(labels), low, high)
    parts = [
        _OPENING.format(wide=WIDE, high=HIGH, title=escape(title)),
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="18" font-size="14">{escape(title)}（万元）</text>',
        *frame.axes(labels),
        *([frame.band(band)] if band else []),
        *(frame.line(line) for line in lines),
        *_legend(lines),
        "</svg>",
    ]
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where places and values lie in the picture."""

    places: int
    low: int
    high: int

    def x(self, place: int) -> float:
        return round(
            _LEFT + (WIDE - _LEFT - _RIGHT) * place / max(self.places - 1, 1), 1
        )

    def y(self, value: int) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(HIGH - _BOTTOM - (HIGH - _TOP - _BOTTOM) * share, 1)

    def axes(self, labels: Sequence[str]) -> list[str]:
        drawn = []
        for n in range(_TICKS + 1):
            value = self.low + (self.high - self.low) * n // _TICKS
            y = self.y(value)
            drawn.append(
                f'<line x1="{_LEFT}" x2="{WIDE - _RIGHT}" y1="{y}" y2="{y}" stroke="#ddd"/>'
            )
            drawn.append(
                f'<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">'
                f"{value / _FEN_IN_WAN:,.1f}</text>"
            )
        every = max(len(labels) // _LABELS, 1)
        drawn.extend(
            f'<text x="{self.x(place)}" y="{HIGH - 12}" text-anchor="middle">'
            f"{escape(labels[place])}</text>"
            for place in range(0, len(labels), every)
        )
        if self.low < 0:
            zero = self.y(0)
            drawn.append(
                f'<line x1="{_LEFT}" x2="{WIDE - _RIGHT}" y1="{zero}" y2="{zero}" stroke="#c00"/>'
            )
        return drawn

    def line(self, line: Line) -> str:
        dash = ' stroke-dasharray="5 4"' if line.dashed else ""
        there = [
            (self.x(place), self.y(value))
            for place, value in enumerate(line.values)
            if value is not None
        ]
        if len(there) == 1:
            ((x, y),) = there
            return f'<circle cx="{x}" cy="{y}" r="3" fill="{line.colour}"/>'
        points = " ".join(f"{x},{y}" for x, y in there)
        return (
            f'<polyline points="{points}" fill="none" stroke="{line.colour}"'
            f' stroke-width="2"{dash}/>'
        )

    def band(self, band: Band) -> str:
        there = [
            place
            for place, (low, high) in enumerate(zip(band.low, band.high, strict=True))
            if low is not None and high is not None
        ]
        upper = [f"{self.x(p)},{self.y(band.high[p] or 0)}" for p in there]
        lower = [f"{self.x(p)},{self.y(band.low[p] or 0)}" for p in reversed(there)]
        return f'<polygon points="{" ".join([*upper, *lower])}" fill="#cfe0f3"/>'


def _legend(lines: Sequence[Line]) -> list[str]:
    drawn = []
    x = WIDE - _RIGHT
    for line in reversed(lines):
        x -= 30 + 13 * len(line.title)
        dash = ' stroke-dasharray="5 4"' if line.dashed else ""
        drawn.append(
            f'<line x1="{x}" x2="{x + 20}" y1="14" y2="14" stroke="{line.colour}"'
            f' stroke-width="2"{dash}/>'
        )
        drawn.append(f'<text x="{x + 24}" y="18">{escape(line.title)}</text>')
    return drawn
