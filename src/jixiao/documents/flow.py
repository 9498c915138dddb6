"""The printed characters of a document without its white space, each knowing where it stood."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import IntEnum

from jixiao import chinese
from jixiao.documents.document import Cell, Document, Line
from jixiao.documents.page_numbers import find_page_numbers
from jixiao.evidence import Evidence, around

LONGEST_QUOTE = 120
"""Characters of a quote; a longer passage is cut with …."""


class Gap(IntEnum):
    """What stood before a character."""

    NONE = 0
    SPACE = 1
    CELL = 2
    LINE = 3


class Mark(IntEnum):
    """What became of a character."""

    UNREAD = 0
    LABEL = 1
    VALUE = 2


Span = tuple[int, int]
"""A stretch of a flow: the first character and the one after the last."""


class Flow:
    """The non-blank characters of a document in reading order.

    White space only parts; a label broken over lines or set with spaces is still one run of
    characters here. `folded` is `printed` in half width, position for position. Page numbers are
    left out, so that what runs over a page is whole; they are counted in `page_numbers`.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        printed: list[str] = []
        gaps = bytearray()
        starts: list[int] = []
        lines: list[Line] = []
        columns: list[int] = []
        total = 0
        furniture = find_page_numbers(document.lines)
        self.page_numbers = len(furniture)
        for index, line in enumerate(document.lines):
            if index in furniture:
                continue
            pieces = [cell.split() for cell in line.text.split("\t")]
            if not any(pieces):
                continue
            starts.append(total)
            lines.append(line)
            before = Gap.LINE
            for column, words in enumerate(pieces):
                for word in words:
                    printed.append(word)
                    gaps.append(before)
                    gaps.extend(bytes(len(word) - 1))
                    columns.extend([column] * len(word))
                    total += len(word)
                    before = Gap.SPACE
                before = Gap.CELL if words or before == Gap.CELL else before
        self.printed = "".join(printed)
        self.folded = chinese.fold(self.printed)
        self.gaps = bytes(gaps)
        self.columns = columns
        self.lines = lines
        self._starts = starts

    def __len__(self) -> int:
        return len(self.printed)

    def line_index(self, at: int) -> int:
        """Say which of `lines` the character stands on."""
        return bisect_right(self._starts, at) - 1

    def line_start(self, at: int) -> int:
        """Say where the character's line begins."""
        return self._starts[self.line_index(at)]

    def line_end(self, at: int) -> int:
        """Say where the character's line ends."""
        index = self.line_index(at) + 1
        return self._starts[index] if index < len(self._starts) else len(self)

    def line_spans(self, start: int, end: int) -> Iterator[Span]:
        """Give the stretch cut into its lines."""
        at = start
        while at < end:
            stop = min(self.line_end(at), end)
            yield at, stop
            at = stop

    def parted(self, at: int) -> bool:
        """Say whether something stands apart here: a space, a cell, a line, or the end."""
        return at >= len(self) or self.gaps[at] != Gap.NONE

    def split(self, start: int, end: int, least: Gap = Gap.SPACE) -> Iterator[Span]:
        """Cut a stretch wherever a gap of at least `least` stands."""
        begin = start
        for at in range(start + 1, end):
            if self.gaps[at] >= least:
                yield begin, at
                begin = at
        if begin < end:
            yield begin, end

    def chunks(self, start: int, end: int) -> Iterator[str]:
        """Give the words of a stretch as white space parts them."""
        return (self.printed[a:b] for a, b in self.split(start, end))

    def text(self, start: int, end: int) -> str:
        """Print a stretch as one cell: wrapped lines joined, typesetting spaces dropped."""
        joined = ""
        for first, last in self.line_spans(start, end):
            words = " ".join(self.chunks(first, last))
            joined = chinese.join_wrapped(joined, chinese.tidy(words))
        return joined

    def join(self, spans: Iterable[Span]) -> str:
        """Print several stretches as one cell."""
        joined = ""
        for span in spans:
            joined = chinese.join_wrapped(joined, self.text(*span))
        return joined

    def evidence(self, start: int, end: int) -> Evidence:
        """Say where a stretch stands: lines, and page, box or cell where the document has them."""
        first = self.lines[self.line_index(start)]
        last = self.lines[self.line_index(max(start, end - 1))]
        quote = " ".join(self.chunks(start, end))
        if len(quote) > LONGEST_QUOTE:
            quote = quote[: LONGEST_QUOTE - 1] + "…"
        cells = [cell for at in self._cells(start, end) if (cell := self._cell(*at))]
        page = cells[0].page if cells else first.page
        refs = list(dict.fromkeys(cell.ref for cell in cells if cell.ref))
        return Evidence(
            page=page,
            lines=(first.number, last.number),
            box=around(cell.box for cell in _own(cells) if cell.box and cell.page == page),
            cell=_range(refs),
            quote=quote,
            confidence=min(
                (cell.confidence for cell in cells if cell.confidence is not None), default=None
            ),
        )

    def _cells(self, start: int, end: int) -> dict[tuple[int, int], None]:
        """Give the places (line, column) that a stretch touches."""
        if not any(line.cells for line in self.lines[self.line_index(start) :][:1]):
            return {}
        return dict.fromkeys(
            (self.line_index(first), self.columns[at])
            for first, last in self.line_spans(start, end)
            for at in range(first, last)
        )

    def _cell(self, index: int, column: int) -> Cell | None:
        cells = self.lines[index].cells
        return cells[column] if column < len(cells) else None

    def positions(self, start: int, end: int) -> Iterator[int]:
        """Give every place in the stretch before which something stands apart."""
        return (at for at in range(start, end) if self.gaps[at])


class Coverage:
    """What became of every character of a flow, so that nothing is lost unseen."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._marks = bytearray(len(flow))

    def use(self, start: int, end: int) -> None:
        """Mark a stretch as printed in a value."""
        self._marks[start:end] = bytes([Mark.VALUE]) * (end - start)

    def label(self, start: int, end: int) -> None:
        """Mark a stretch as a known label, heading or prose; a value stays a value."""
        for at in range(start, end):
            self._marks[at] = self._marks[at] or Mark.LABEL

    def untouched(self, start: int, end: int) -> bool:
        """Say whether nothing of the stretch is known yet."""
        return not any(self._marks[start:end])

    def unread(self) -> Iterator[Span]:
        """Give the stretches, each within a line, that nothing knows."""
        for start, end in self._flow.line_spans(0, len(self._flow)):
            at = start
            while at < end:
                if self._marks[at]:
                    at += 1
                    continue
                begin = at
                while at < end and not self._marks[at]:
                    at += 1
                yield begin, at

    def count(self) -> dict[str, int]:
        """Count the non-blank lines: used by a value, known as labels, or with something unread."""
        known = self._flow.page_numbers
        counts = {"lines": known, "used": 0, "labels": known, "unread": 0}
        for start, end in self._flow.line_spans(0, len(self._flow)):
            marks = self._marks[start:end]
            counts["lines"] += 1
            least, most = min(marks), max(marks)
            kind = "unread" if least == Mark.UNREAD else "used" if most == Mark.VALUE else "labels"
            counts[kind] += 1
        return counts


def _own(cells: list[Cell]) -> list[Cell]:
    """Leave out the labels that span more rows than what stands beside them."""
    lowest = min((cell.row_span for cell in cells), default=1)
    return [cell for cell in cells if cell.row_span == lowest]


def _range(refs: list[str]) -> str | None:
    """Give cells as a range: Sheet1!B16–F16, 表2 第3行第1列–第3行第4列."""
    if len(refs) < 2:  # noqa: PLR2004
        return refs[0] if refs else None
    parts = [re.split(r"(?<=!)|(?<=\d )", ref) for ref in (refs[0], refs[-1])]
    same = parts[0][0] == parts[1][0]
    return f"{refs[0]}–{parts[1][-1] if same else refs[-1]}"
