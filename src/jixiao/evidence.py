"""Where a value was read: file, page, lines, box, cell, quote."""

from collections.abc import Iterable

import msgspec

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, counted from the upper left corner of the page."""


def around(boxes: Iterable[Box]) -> Box | None:
    """Give the smallest box that holds all; None for none."""
    sides = list(zip(*boxes, strict=True))
    if not sides:
        return None
    left, top, right, bottom = sides
    return min(left), min(top), max(right), max(bottom)


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The place on the paper. What does not apply is left out.

    `lines` are the first and last line, counted from 1 in the file, or in the text read from it
    where the file has no lines of its own; `quote` is what is printed there.
    """

    page: int | None = None
    lines: tuple[int, int] | None = None
    box: Box | None = None
    cell: str | None = None
    quote: str | None = None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something the reader did or could not decide, for a person to see."""

    code: str
    text: str
    evidence: Evidence | None = None
