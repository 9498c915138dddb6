"""What every reader gives: a document as numbered lines of cells."""

import msgspec

from jixiao.evidence import Note


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where the bytes came from and how they were taken."""

    path: str
    sha256: str
    format: str
    encoding: str | None = None


class Line(msgspec.Struct, frozen=True):
    """One printed line; `number` counts from 1 in the file, `page` from 1 or None if unknown."""

    number: int
    text: str
    page: int | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document as its reader saw it. Cells of one line are parted by tabs."""

    source: Source
    lines: tuple[Line, ...]
    notes: tuple[Note, ...] = ()
