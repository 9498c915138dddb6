"""Where a value was read: file, page, lines, box, cell, quote."""

import msgspec


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The place on the paper. What does not apply is left out.

    `lines` are the first and last line, counted from 1 in the file; `box` is
    (left, top, right, bottom) in points of the page; `quote` is what is printed there.
    """

    page: int | None = None
    lines: tuple[int, int] | None = None
    box: tuple[float, float, float, float] | None = None
    cell: str | None = None
    quote: str | None = None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something the reader did or could not decide, for a person to see."""

    code: str
    text: str
    evidence: Evidence | None = None
