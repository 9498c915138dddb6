"""What stands together on the lines of a page, and the lines that are one row between two rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from jixiao.documents.readers.glyphs import Glyph, words_of
from jixiao.documents.ruling import Stroke

Segment = list[Glyph]
"""Characters that stand together: what one cell prints on a line, or on several of a row."""

_SHARE_OF_WIDTH = 0.25
"""The share of two lines' width that a rule between them is long; what is shorter underlines."""
_FEWEST_CENTRED = 3
"""How many lines there are at least where one stands beside the middle of others."""
_FARTHEST_RULE = 4.0
"""How many heights of a character a rule stands above the first line, or below the last."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A line of a page, or the lines from `first` up to `end` that are one row."""

    segments: list[Segment]
    first: int
    end: int

    @property
    def is_wrapped(self) -> bool:
        """Whether cells beside each other go on over several lines."""
        return self.end - self.first > 1 and len(self.segments) > 1


def left_of(segment: Segment) -> float:
    """Where a segment begins."""
    return min(glyph.left for glyph in segment)


def right_of(segment: Segment) -> float:
    """Where a segment ends."""
    return max(glyph.right for glyph in segment)


def texts_of(segments: Sequence[Segment]) -> list[str]:
    """What each segment prints."""
    return [words_of(segment) for segment in segments]


def height_of(segments: Sequence[Segment]) -> float:
    """How high the largest character of a line is."""
    return max(glyph.height for segment in segments for glyph in segment)


def level_of(segments: Sequence[Segment]) -> float:
    """How far down a line begins."""
    return min(segment[0].middle for segment in segments)


def foot_of(segments: Sequence[Segment]) -> float:
    """How far down a line, or the last of several, stands."""
    return max(segment[-1].middle for segment in segments)


def printed_rows(
    lines: Sequence[list[Segment]], rules: Sequence[Stroke]
) -> Iterator[PrintedRow]:
    """Join lines between two level rules into one row, where they are the lines of wrapped cells.

    Cells of a row stand beside each other: lines are one row only where joining them leaves as
    many segments beside each other as any of them has. Lines without rules stay by themselves.
    """
    at = 0
    for first, end in _between_rules(lines, rules):
        joined = _joined(lines[first:end])
        if joined is None:
            continue
        yield from _alone(lines, at, first)
        yield PrintedRow(joined, first, end)
        at = end
    yield from _alone(lines, at, len(lines))


def _alone(
    lines: Sequence[list[Segment]], first: int, end: int
) -> Iterator[PrintedRow]:
    for at in range(first, end):
        yield PrintedRow(lines[at], at, at + 1)


def _between_rules(
    lines: Sequence[list[Segment]], rules: Sequence[Stroke]
) -> Iterator[tuple[int, int]]:
    """The stretches of two lines or more between one rule and the next."""
    if not (lines and rules):
        return
    height = lines[0][0][0].height * _FARTHEST_RULE
    tops = [min(segment[0].middle for segment in line) for line in lines]
    levels = [tops[0] - height, *tops, tops[-1] + height]
    widths = [_sides(line) for line in (lines[0], *lines, lines[-1])]
    parted = [
        at
        for at, (above, below) in enumerate(pairwise(levels))
        if _is_parted(above, below, (*widths[at], *widths[at + 1]), rules)
    ]
    yield from ((a, b) for a, b in pairwise(parted) if b - a > 1)


def _is_parted(
    above: float, below: float, sides: Sequence[float], rules: Sequence[Stroke]
) -> bool:
    least = _SHARE_OF_WIDTH * (max(sides) - min(sides))
    return any(above <= r.at < below and r.high - r.low >= least for r in rules)


def _sides(line: Sequence[Segment]) -> tuple[float, float]:
    return left_of(line[0]), right_of(line[-1])


def _joined(lines: Sequence[list[Segment]]) -> list[Segment] | None:
    """The segments of some lines, those below each other as one; None where columns are lost."""
    joined: list[Segment] = []
    reach = float("-inf")
    for segment in sorted(chain(*lines), key=left_of):
        if left_of(segment) < reach:
            joined[-1] = [*joined[-1], *segment]
        else:
            joined.append(list(segment))
        reach = max(reach, right_of(segment))
    counts = sorted(map(len, lines))
    are_centred = counts[-1] > 1 >= counts[-2] and len(lines) >= _FEWEST_CENTRED
    if len(joined) != counts[-1] and not (len(joined) > counts[-1] and are_centred):
        return None
    return [
        sorted(part, key=lambda glyph: (glyph.middle, glyph.left)) for part in joined
    ]
