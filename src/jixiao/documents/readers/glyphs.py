"""Printed characters with their places, and the lines they make."""

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise, product
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from jixiao.evidence import Box, around

_WORD_GAP = 0.35
"""How many heights of a character part two words."""
_SAME_LINE = 0.5
"""How many heights of a character two may stand above each other on one line."""
_LINE_ENDS_ON = 8
"""How many characters at the end of a line say at which height it goes on."""
_NEIGHBOURS = (-1, 0, 1)
DOUBTFUL = 0.5
"""How sure a text is that the file holds, but of which the paper leaves a doubt."""

Point = tuple[float, float]
"""Across and down."""


class Glyph(msgspec.Struct, frozen=True, gc=False):
    """One printed character and its box, y counted down from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @classmethod
    def between(cls, text: str, corner: Point, opposite: Point) -> "Glyph":
        """The character whose box has two corners, whichever they are."""
        (x0, y0), (x1, y1) = corner, opposite
        return cls(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way across."""
        return (self.left + self.right) / 2


class Ink(Enum):
    """What a text is printed with: pale to be seen through, red as seals are, or plain."""

    PLAIN = "plain"
    PALE = "pale"
    RED = "red"


class Run(Glyph, frozen=True, kw_only=True, gc=False):
    """Characters printed side by side without a gap, as one wide glyph.

    `level` is how far down it stands: where the middle of a usual character on its base line is,
    whatever its font says of its height. `size` is how high its characters are, `lefts` and
    `rights` are their sides. What `is_one` is printed by one command; what `is_turned` reads up,
    down or upside down; through pale `ink` shows what lies beneath.
    """

    level: float
    size: float
    lefts: Sequence[float]
    rights: Sequence[float]
    is_one: bool = False
    is_turned: bool = False
    ink: Ink = Ink.PLAIN

    @property
    def middle(self) -> float:
        """How far down it stands."""
        return self.level

    @property
    def height(self) -> float:
        """How high its characters are."""
        return self.size

    def part(self, start: int, stop: int) -> "Run":
        """The characters from `start` up to `stop`."""
        lefts, rights = self.lefts[start:stop], self.rights[start:stop]
        return replace(
            self,
            text=self.text[start:stop],
            left=lefts[0],
            right=rights[-1],
            lefts=lefts,
            rights=rights,
        )


Printed = TypeVar("Printed", bound=Glyph)


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Leave out characters printed twice in one place, as shadows and double layers are."""
    seen: set[tuple[str, int, int]] = set()
    distinct = []
    for glyph in glyphs:
        across, down = round(glyph.centre), round(glyph.middle)
        near = {
            (glyph.text, across + right, down + below)
            for right, below in product(_NEIGHBOURS, _NEIGHBOURS)
        }
        if seen.isdisjoint(near):
            seen.add((glyph.text, across, down))
            distinct.append(glyph)
    return distinct


def lines_of(glyphs: Iterable[Printed]) -> list[list[Printed]]:
    """Part characters into printed lines, each from left to right."""
    unsorted = list(glyphs)
    if len(unsorted) == 1:
        return [unsorted]
    lines: list[list[Printed]] = []
    for glyph in sorted(unsorted, key=lambda g: (g.middle, g.left)):
        if lines and _stands_on(glyph, lines[-1]):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda g: g.left) for line in lines]


def _stands_on(glyph: Glyph, line: Sequence[Glyph]) -> bool:
    ending = line[-_LINE_ENDS_ON:]
    level = sum(g.middle for g in ending) / len(ending)
    tallest = max(glyph.height, line[-1].height)
    return abs(glyph.middle - level) <= _SAME_LINE * tallest


def words_of(line: Sequence[Glyph]) -> str:
    """The text of a line; what stands clearly apart is parted by a space."""
    text = line[0].text if line else ""
    for before, glyph in pairwise(line):
        apart = glyph.left - before.right > _WORD_GAP * max(glyph.height, before.height)
        text += f" {glyph.text}" if apart else glyph.text
    return text


def text_of(glyphs: Iterable[Glyph]) -> str:
    """The text of a cell, its lines below each other."""
    return "\n".join(words_of(line) for line in lines_of(glyphs))


def box_around(glyphs: Iterable[Glyph]) -> Box | None:
    """The smallest box that holds all, in tenths of a point; None for none."""
    box = around(glyph.box for glyph in glyphs)
    return rounded(box) if box else None


def least_confidence(glyphs: Iterable[Glyph]) -> float | None:
    """How sure the recogniser was of its least sure character; None where none was asked."""
    return min((g.confidence for g in glyphs if g.confidence is not None), default=None)


def rounded(box: Box) -> Box:
    """A box in tenths of a point."""
    left, top, right, bottom = box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
