"""The printed characters of a document without its white space, each knowing where it stood."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import compress, groupby

from jixiao import chinese
from jixiao.documents.document import Cell, Document, Line
from jixiao.documents.page_numbers import find_page_numbers
from jixiao.evidence import Evidence, around

LONGEST_QUOTE = 120
"""Characters of a quote; a longer passage is cut with …."""
_BEHIND_SHEET = r"(?<=!)|(?<=\d )"
"""Where the name of a sheet, or the number of a table, ends in the name of a cell."""


class Gap(IntEnum):
    """What stood before a character."""

    NONE = 0
    SPACE = 1
    CELL = 2
    LINE = 3


class Use(IntEnum):
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
        furniture = find_page_numbers(document.lines)
        self.page_numbers = len(furniture)
        self.lines: list[Line] = []
        self.columns: list[int] = []
        self._starts: list[int] = []
        words: list[str] = []
        gaps = bytearray()
        for index, line in enumerate(document.lines):
            if index in furniture or not line.text.strip():
                continue
            self._starts.append(len(gaps))
            self.lines.append(line)
            for word, column, gap in _words(line):
                words.append(word)
                gaps.append(gap)
                gaps.extend(bytes(len(word) - 1))
                self.columns.extend([column] * len(word))
        self._pieces = Counter(line.number for line in self.lines)
        self.printed = "".join(words)
        self.folded = chinese.fold(self.printed)
        self.gaps = bytes(gaps)
        self._parted = list(compress(range(len(gaps)), gaps))

    def __len__(self) -> int:
        return len(self.printed)

    def line_index(self, at: int) -> int:
        """Which of `lines` the character stands on."""
        return bisect_right(self._starts, at) - 1

    def pieces_of_line(self, number: int) -> int:
        """Into how many pieces a line of the file was cut before it was read."""
        return self._pieces[number]

    def line_start(self, at: int) -> int:
        """Where the character's line begins."""
        return self._starts[self.line_index(at)]

    def line_end(self, at: int) -> int:
        """Where the character's line ends."""
        index = self.line_index(at) + 1
        return self._starts[index] if index < len(self._starts) else len(self)

    def line_spans(self, start: int, end: int) -> Iterator[Span]:
        """Cut the stretch into its lines."""
        at = start
        while at < end:
            stop = min(self.line_end(at), end)
            yield at, stop
            at = stop

    def parted(self, at: int) -> bool:
        """Whether something stands apart here: a space, a cell, a line, or the end."""
        return at >= len(self) or self.gaps[at] != Gap.NONE

    def split(self, start: int, end: int, least: Gap = Gap.SPACE) -> Iterator[Span]:
        """Cut a stretch wherever a gap of at least `least` stands."""
        begin = start
        for at in self._parted_within(start + 1, end):
            if self.gaps[at] >= least:
                yield begin, at
                begin = at
        if begin < end:
            yield begin, end

    def chunks(self, start: int, end: int) -> Iterator[str]:
        """The words of a stretch as white space parts them."""
        return (self.printed[a:b] for a, b in self.split(start, end))

    def key(self, start: int, end: int) -> str:
        """The characters of a stretch in half width, as wordings are compared."""
        return self.folded[start:end]

    def column(self, span: Span) -> int:
        """The column in which a stretch begins."""
        return self.columns[span[0]]

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
        """Where a stretch stands: lines, and page, box or cell where the document has them."""
        first = self.lines[self.line_index(start)]
        last = self.lines[self.line_index(max(start, end - 1))]
        cells = self._cells_of(start, end)
        page = cells[0].page if cells else first.page
        boxes = [
            cell.box for cell in _unmerged(cells) if cell.box and cell.page == page
        ]
        sureness = [cell.confidence for cell in cells if cell.confidence is not None]
        return Evidence(
            page=page,
            lines=(first.number, last.number),
            box=around(boxes),
            cell=_range([cell.ref for cell in cells if cell.ref]),
            quote=self._quote(start, end),
            confidence=min(sureness, default=None),
        )

    def _quote(self, start: int, end: int) -> str:
        quote = " ".join(self.chunks(start, end))
        return (
            quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…"
        )

    def _cells_of(self, start: int, end: int) -> list[Cell]:
        """The cells that a stretch touches, in reading order; none where the file has none."""
        if not self.lines[self.line_index(start)].cells:
            return []
        cells = []
        for first, last in self.line_spans(start, end):
            row = self.lines[self.line_index(first)].cells
            for column in dict.fromkeys(self.columns[first:last]):
                cell = row[column] if column < len(row) else None
                if cell:
                    cells.append(cell)
        return cells

    def positions(self, start: int, end: int) -> Iterator[int]:
        """Every place in the stretch before which something stands apart."""
        return iter(self._parted_within(start, end))

    def _parted_within(self, start: int, end: int) -> list[int]:
        parted = self._parted
        return parted[bisect_left(parted, start) : bisect_left(parted, end)]


_LABELLED = bytes(use or Use.LABEL for use in range(256))
"""What becomes of each use where a label is marked."""


class Coverage:
    """What became of every character of a flow, so that nothing is lost unseen."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._uses = bytearray(len(flow))
        self._touched: Span = (len(flow), 0)

    def apart(self) -> "Coverage":
        """A record of the same flow in which a reading is tried; nothing is known in it yet."""
        return Coverage(self._flow)

    def copy(self) -> "Coverage":
        """The same record again, to go on apart."""
        copied = self.apart()
        copied.take(self)
        return copied

    def take(self, tried: "Coverage") -> None:
        """Take over what a tried reading knew; what is known already stays."""
        start, end = tried.touched
        if start < end:
            known = self._uses[start:end]
            self._uses[start:end] = bytes(map(max, known, tried.uses[start:end]))
            self._touch(start, end)

    @property
    def uses(self) -> bytes:
        """What became of each character."""
        return bytes(self._uses)

    @property
    def touched(self) -> Span:
        """A stretch outside of which nothing is known; empty where nothing is at all."""
        return self._touched

    def use(self, start: int, end: int) -> None:
        """Mark a stretch as printed in a value."""
        self._uses[start:end] = bytes([Use.VALUE]) * (end - start)
        self._touch(start, end)

    def label(self, start: int, end: int) -> None:
        """Mark a stretch as a known label, heading or prose; a value stays a value."""
        self._uses[start:end] = self._uses[start:end].translate(_LABELLED)
        self._touch(start, end)

    def _touch(self, start: int, end: int) -> None:
        first, last = self._touched
        self._touched = min(first, start), max(last, end)

    def untouched(self, start: int, end: int) -> bool:
        """Whether nothing of the stretch is known yet."""
        return not any(self._uses[start:end])

    def unread(self, begin: int = 0, stop: int | None = None) -> Iterator[Span]:
        """The stretches, each within a line, that nothing knows; of a part of the flow or all of it."""
        last = len(self._flow) if stop is None else stop
        for start, end in self._flow.line_spans(begin, last):
            at = start
            for unread, run in groupby(
                self._uses[start:end], lambda use: use == Use.UNREAD
            ):
                behind = at + len(list(run))
                if unread:
                    yield at, behind
                at = behind

    def count(self) -> dict[str, int]:
        """Count the non-blank lines: used by a value, known as labels, or with something unread."""
        known = self._flow.page_numbers
        counts = {"lines": known, "used": 0, "labels": known, "unread": 0}
        for start, end in self._flow.line_spans(0, len(self._flow)):
            uses = self._uses[start:end]
            counts["lines"] += 1
            if min(uses) == Use.UNREAD:
                counts["unread"] += 1
            elif max(uses) == Use.VALUE:
                counts["used"] += 1
            else:
                counts["labels"] += 1
        return counts


def _words(line: Line) -> Iterator[tuple[str, int, Gap]]:
    """The words of a line, each with its column and what stands before it."""
    before = Gap.LINE
    for column, cell in enumerate(line.text.split("\t")):
        words = cell.split()
        for word in words:
            yield word, column, before
            before = Gap.SPACE
        if words:
            before = Gap.CELL


def _unmerged(cells: list[Cell]) -> list[Cell]:
    """Leave out the labels that span more rows than what stands beside them."""
    lowest = min((cell.row_span for cell in cells), default=1)
    return [cell for cell in cells if cell.row_span == lowest]


def _range(refs: list[str]) -> str | None:
    """The range from the first cell to the last: Sheet1!B16–F16, 表2 第3行第1列–第3行第4列."""
    each_once = list(dict.fromkeys(refs))
    if len(each_once) <= 1:
        return next(iter(each_once), None)
    first, last = each_once[0], each_once[-1]
    sheet, *_ = re.split(_BEHIND_SHEET, first)
    other_sheet, *place = re.split(_BEHIND_SHEET, last)
    return f"{first}–{place[-1] if sheet == other_sheet and place else last}"
