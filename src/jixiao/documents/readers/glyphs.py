"""Printed characters with their places, and the lines they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.evidence import Box

_GAP = 0.35
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character and its box, y counted down from the top of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way across."""
        return (self.left + self.right) / 2


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Leave out characters printed twice in one place, as shadows and double layers are."""
    seen: set[tuple[str, int, int]] = set()
    found = []
    for glyph in glyphs:
        across, down = round(glyph.centre), round(glyph.middle)
        around_it = {(glyph.text, across + x, down + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}
        if not seen & around_it:
            seen.add((glyph.text, across, down))
            found.append(glyph)
    return found


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Part characters into printed lines, each from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.left)):
        height = glyph.bottom - glyph.top
        last = lines[-1] if lines else None
        if last and abs(glyph.middle - _level(last)) <= _SAME_LINE * max(height, _tall(last)):
            last.append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda g: g.left) for line in lines]


def _level(line: Sequence[Glyph]) -> float:
    return sum(g.middle for g in line[-8:]) / len(line[-8:])


def _tall(line: Sequence[Glyph]) -> float:
    return line[-1].bottom - line[-1].top


def words_of(line: Sequence[Glyph]) -> str:
    """Print a line; what stands clearly apart is parted by a space."""
    text = line[0].text if line else ""
    for before, glyph in pairwise(line):
        height = max(glyph.bottom - glyph.top, before.bottom - before.top)
        apart = glyph.left - before.right > _GAP * height
        text += (" " if apart else "") + glyph.text
    return text


def text_of(glyphs: Iterable[Glyph]) -> str:
    """Print a cell, its lines below each other."""
    return "\n".join(words_of(line) for line in lines_of(glyphs))


def least_confidence(glyphs: Iterable[Glyph]) -> float | None:
    """Give how sure the recogniser was of its least sure character; None where none was asked."""
    return min((g.confidence for g in glyphs if g.confidence is not None), default=None)


def rounded(box: Box) -> Box:
    """Give a box in tenths of a point."""
    left, top, right, bottom = (round(side, 1) for side in box)
    return left, top, right, bottom
