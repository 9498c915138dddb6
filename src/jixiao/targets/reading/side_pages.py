"""Two pages of a sheet printed side by side, each form of its own, one above the other."""

from collections.abc import Sequence

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.reading.blank_columns import pieces_of
from jixiao.targets.reading.shape_words import head_words, printed_labels

_NAME = "项目名称"
"""Stands twice on a line where two forms do, beside each other."""
_FEWEST_PAIRS = 2
_FEWEST_LINES = 5


def with_side_pages_below(lines: Sequence[Line]) -> list[Line]:
    """The lines of two forms side by side with the right one below the left; else as they are.

    Labels and heads that stand twice on a line say where the right page begins, and no text of
    any line crosses it.
    """
    if not any(line.text.count(_NAME) > 1 for line in lines):
        return list(lines)
    if any(line.cells or "\t" in line.text for line in lines):
        return list(lines)
    filled = [line for line in lines if line.text.strip()]
    seconds = [at for line in filled if (at := _second_start(line.text)) is not None]
    if len(seconds) < _FEWEST_PAIRS or len(filled) < _FEWEST_LINES:
        return list(lines)
    edge = min(seconds)
    cuts = {id(line): _cut(line.text, edge) for line in filled}
    if any(cut is None for cut in cuts.values()):
        return list(lines)
    left = [_part(line, 0, cuts.get(id(line)) or 0) for line in lines]
    right = [_part(line, cuts.get(id(line)) or 0, None) for line in lines]
    return [line for line in (*left, *right) if line.text.strip()]


def _second_start(text: str) -> int | None:
    """The place where a label of a form, or the first of its heads, stands the second time on a line."""
    places: dict[str, int] = {}
    for piece in pieces_of(text):
        key = chinese.key(piece.text).rstrip(":")
        word = next((w for w in (key, key[:4]) if w in printed_labels()), key)
        if word in places and (word in printed_labels() or word in head_words()):
            return piece.start
        places.setdefault(word, piece.start)
    return None


def _cut(text: str, edge: int) -> int | None:
    """The character at which a line is cut for the right page to begin at a place; None where text crosses it.

    What begins a little left of the edge belongs to the right page, as titles in the middle do not.
    """
    at = 0
    for piece in pieces_of(text):
        at = text.index(piece.text, at)
        if piece.start >= edge:
            return at
        if piece.end > edge:
            return None
        at += len(piece.text)
    return len(text)


def _part(line: Line, first: int, last: int | None) -> Line:
    return Line(line.number, line.text[first:last].rstrip(), line.page)
