"""How a page that lies on its side is looked at upright."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jixiao.documents.readers.glyphs import Point

_Spans = tuple[list[float], list[float]]
"""Where each of several things begins, and where it ends."""


class Sides(NamedTuple):
    """The sides of every character of a page, y counted down."""

    lefts: list[float]
    rights: list[float]
    tops: list[float]
    bottoms: list[float]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page's own coordinates, y up, become those of the page as its text is read."""

    rotation: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> Point:
        """A point, counted across and down."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def sides(self, boxes: Sequence[float]) -> Sides:
        """The sides of boxes that are given as left, top, right, bottom one after the other."""
        lefts, tops, rights, bottoms = (boxes[side::4] for side in range(4))
        match self.rotation:
            case 90:
                return Sides(
                    *_from(self.bottom, (bottoms, tops)),
                    *_from(self.left, (lefts, rights)),
                )
            case 180:
                return Sides(
                    *_before(self.right, (lefts, rights)),
                    *_from(self.bottom, (bottoms, tops)),
                )
            case 270:
                return Sides(
                    *_before(self.top, (bottoms, tops)),
                    *_before(self.right, (lefts, rights)),
                )
            case _:
                return Sides(
                    *_from(self.left, (lefts, rights)),
                    *_before(self.top, (bottoms, tops)),
                )


def _from(origin: float, spans: Sequence[Sequence[float]]) -> _Spans:
    """Spans counted from where they begin."""
    starts, ends = spans
    return [start - origin for start in starts], [end - origin for end in ends]


def _before(end_of_all: float, spans: Sequence[Sequence[float]]) -> _Spans:
    """Spans counted the other way round, from where they end."""
    starts, ends = spans
    return [end_of_all - end for end in ends], [end_of_all - start for start in starts]
