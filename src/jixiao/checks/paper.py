"""The words of a document as one run, so that a phrase broken over lines is still one phrase."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from jixiao import chinese
from jixiao.documents import Document
from jixiao.evidence import Evidence


class Paper:
    """A document's words without white space, full-width signs folded; places give their lines."""

    def __init__(self, document: Document) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._line_numbers: list[int] = []
        at = 0
        for line in document.lines:
            if text := chinese.squeeze(line.text):
                self._starts.append(at)
                self._line_numbers.append(line.number)
                pieces.append(text)
                at += len(text)
        self._printed = "".join(pieces)
        self.text = chinese.fold(self._printed)

    def find(
        self, pattern: re.Pattern[str]
    ) -> Iterator[tuple[re.Match[str], Evidence]]:
        """Each match with its lines and, as its quote, the words as they are printed."""
        for match in pattern.finditer(self.text):
            yield match, self.evidence(*match.span())

    def evidence(self, start: int, end: int) -> Evidence:
        """The lines of a stretch of the text and, as its quote, its words as printed."""
        lines = (self.line(start), self.line(end - 1))
        return Evidence(lines=lines, quote=self._printed[start:end])

    def line(self, at: int) -> int:
        """The number of the line that a position of the text stands in."""
        return self._line_numbers[bisect_right(self._starts, at) - 1]

    def between(self, first: int, last: int) -> str:
        """The words of the lines from one number up to another, which is left out."""
        start = bisect_left(self._line_numbers, first)
        end = bisect_left(self._line_numbers, last)
        if start >= len(self._starts):
            return ""
        stop = self._starts[end] if end < len(self._starts) else len(self.text)
        return self.text[self._starts[start] : stop]
