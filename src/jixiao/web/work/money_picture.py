"""Money from level to level as a picture: what areas say they received, out of what stands above them.

A stream is as wide as the money that the area below states; what was passed down and no area below states
is a stream of its own. Nothing is drawn that nobody stated.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.web.models import Organisation

_BOX = 12
_TALLEST = 300


@dataclass(frozen=True, slots=True)
class Canvas:
    """How wide a picture is, what the words of its last column take of that, what those of a box take above it."""

    width: int
    words: int
    above: int


SCREEN = Canvas(1100, 260, 22)
TELEPHONE = Canvas(358, 124, 40)
"""On a telephone the money stands in a line of its own below the name."""


@dataclass(frozen=True, slots=True)
class StatedMoney:
    """What an area states of a year: received from above, passed down; None where it is not printed."""

    area: Organisation
    received: Decimal | None
    passed_down: Decimal | None


@dataclass(frozen=True, slots=True)
class Box:
    """An area in the picture: its money in yuan, how many stand above it, and where it is drawn."""

    name: str
    yuan: Decimal
    column: int
    x: float = 0
    y: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Stream:
    """Money between two boxes, as the path of its outline; `stated` where the lower area states it."""

    path: str
    stated: bool


@dataclass(frozen=True, slots=True)
class MoneyPicture:
    """Boxes and the streams between them, `width` × `height`."""

    boxes: Sequence[Box]
    streams: Sequence[Stream]
    width: int
    height: float


def picture_of(
    stated: Iterable[StatedMoney], canvas: Canvas = SCREEN
) -> MoneyPicture | None:
    """Draw the money of a year; None where no area states what it passed down or what came from one."""
    by_area = {money.area.pk: money for money in stated}
    below = _below(by_area)
    columns = _columns(by_area, below)
    if not below:
        return None
    boxes = [_box_of(by_area[pk], below, column) for pk, column in columns.items()]
    placed = dict(zip(columns, _placed(boxes, canvas), strict=True))
    return _drawn(placed, below, by_area, canvas)


_Below = Mapping[int, Sequence[StatedMoney]]


def _below(by_area: Mapping[int, StatedMoney]) -> _Below:
    """The areas that state what they received, by the nearest one above that states what it passed down."""
    below: dict[int, list[StatedMoney]] = {
        pk: [] for pk, money in by_area.items() if money.passed_down
    }
    for money in by_area.values():
        above = [pk for pk in money.area.line[:-1] if pk in below]
        if money.received and above:
            below[above[-1]].append(money)
    return below


def _columns(by_area: Mapping[int, StatedMoney], below: _Below) -> dict[int, int]:
    """How many areas of the picture stand above each area that is in it, from the top down."""
    received = {money.area.pk for streams in below.values() for money in streams}
    shown = [pk for pk in by_area if pk in below or pk in received]
    return {
        pk: sum(above in below for above in by_area[pk].area.line[:-1]) for pk in shown
    }


def _box_of(money: StatedMoney, below: _Below, column: int) -> Box:
    """An area as tall as the most that passes through it: received, passed down, or stated below."""
    streams = below.get(money.area.pk, ())
    out = sum((lower.received or Decimal(0) for lower in streams), Decimal(0))
    through = max(money.received or Decimal(0), money.passed_down or Decimal(0), out)
    return Box(money.area.name, through, column)


def _placed(boxes: Sequence[Box], canvas: Canvas) -> Iterator[Box]:
    """Lay boxes below one another, column by column, in one scale."""
    columns = sorted({box.column for box in boxes})
    tallest = max(
        sum((box.yuan for box in boxes if box.column == column), Decimal(0))
        for column in columns
    )
    scale = _TALLEST / float(tallest)
    room = (canvas.width - canvas.words) / max(1, columns[-1])
    foot = dict.fromkeys(columns, canvas.above - 2.0)
    for box in boxes:
        height = max(1.5, float(box.yuan) * scale)
        yield Box(
            box.name, box.yuan, box.column,
            round(box.column * room, 1), round(foot[box.column], 1), round(height, 1),
        )  # fmt: skip
        foot[box.column] += max(height, 4) + canvas.above


def _drawn(
    placed: Mapping[int, Box],
    below: _Below,
    by_area: Mapping[int, StatedMoney],
    canvas: Canvas,
) -> MoneyPicture:
    streams: list[Stream] = []
    for pk, lower in below.items():
        box = placed[pk]
        scale = box.height / float(box.yuan)
        at = box.y
        for money in lower:
            end = placed[money.area.pk]
            wide = float(money.received or 0) * scale
            streams.append(Stream(_outline(box, at, end, end.y, wide), stated=True))
            at += wide
        passed = float(by_area[pk].passed_down or 0) * scale
        if (missing := box.y + passed - at) > 1:
            streams.append(Stream(_stub(box, at, missing), stated=False))
    height = max(box.y + box.height for box in placed.values()) + canvas.above
    return MoneyPicture(tuple(placed.values()), streams, canvas.width, round(height, 1))


def _outline(start: Box, y: float, end: Box, end_y: float, wide: float) -> str:
    """The outline of a stream from the right of one box to the left of another."""
    x, end_x = start.x + _BOX, end.x
    middle = (x + end_x) / 2
    wide = max(wide, 1)
    return (
        f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {end_y:.1f} {end_x:.1f} {end_y:.1f}"
        f"V{end_y + wide:.1f}C{middle:.1f} {end_y + wide:.1f} {middle:.1f} {y + wide:.1f}"
        f" {x:.1f} {y + wide:.1f}Z"
    )


def _stub(start: Box, y: float, wide: float) -> str:
    """What was passed down and is stated by no area: it ends in the open."""
    x = start.x + _BOX
    return f"M{x:.1f} {y:.1f}H{x + 60:.1f}V{y + wide:.1f}H{x:.1f}Z"
