"""Rules of a page that is a picture: what is dark, long and thin, and no stroke of a character."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from jixiao.documents.readers.recogniser import RecognisedText
from jixiao.documents.ruling import Stroke

_SAME_RULE = 4
"""Dots that two pieces of a rule may stand apart across it."""
_LARGEST_STAMP = 450
"""Dots of a rule that a stamp may cover."""
_MOSTLY = 0.6
_THICKEST = 14
"""How many dots a rule may be thick on the average."""
_TEXT_INSET = 2
"""Dots at the edge of a text's box in which a rule beside it may stand."""
_ASIDE = 3
"""Dots beside the middle of a rule that it may stray to."""
_MOST_FREE = 0.1
"""The share of its length in which a rule may be as light as the paper."""
_NOT_ON_RULE = 0.15
"""How much of the height of a line of text may lie on a rule, above or below."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """How a rule stands out: how much darker than the paper, evened out over how many dots."""

    darker: int
    along: int


FINE, COARSE = Contrast(8, 15), Contrast(5, 25)
"""For pages that came fine enough, and for those that were enlarged."""


@dataclass(frozen=True, slots=True)
class _RuleShape:
    """The direction of rules, and how long they are at least, in dots."""

    upright: bool
    length: int

    def along(self, dots: int) -> tuple[int, int]:
        """A stretch of so many dots along such a rule: (width, height)."""
        return (1, dots) if self.upright else (dots, 1)


_LEVEL_RULE, _UPRIGHT_RULE = (
    _RuleShape(upright=False, length=50),
    _RuleShape(upright=True, length=28),
)
_WIDEST_GAP = 9
"""Dots between the pieces of one rule."""
_BLOCK = 31
"""Dots of the square whose mean is the paper round a dot."""


def find_rules(
    ink: Any,
    stamped: Any,
    texts: Sequence[RecognisedText],
    unit: float,
    contrast: Contrast,
) -> list[Stroke]:
    """Find the level and upright rules of a page, in dots.

    `stamped` is where a stamp was taken off, `unit` how many dots stand for one at `DPI`.
    """
    strokes = _strokes(ink, texts, unit, contrast)
    strokes = _joined_under_stamps(strokes, stamped, unit)
    strokes = _without_stamp_edges(strokes, stamped, unit)
    return list(without_writing(strokes, ink, texts, unit))


def _strokes(
    ink: Any, texts: Sequence[RecognisedText], unit: float, contrast: Contrast
) -> list[Stroke]:
    """Find level and upright rules, in dots; those within text are strokes of characters.

    `unit` is how many dots stand for one at `DPI`.
    """
    level = _rules(_LEVEL_RULE, _dark(ink, _LEVEL_RULE, unit, contrast), unit)
    strokes = [stroke for stroke in level if not _is_writing(stroke, texts)]
    dark = _dark(ink, _UPRIGHT_RULE, unit, contrast)
    strokes += _rules(_UPRIGHT_RULE, dark, unit, seeds=_blanked(dark, texts, unit))
    return strokes


def _dark(ink: Any, shape: _RuleShape, unit: float, contrast: Contrast) -> Any:
    """What is darker than the paper round it, evened out along a rule: a faint one stands out."""
    import cv2  # noqa: PLC0415

    along = int(contrast.along * unit) | 1
    even = cv2.blur(ink, shape.along(along))
    return cv2.adaptiveThreshold(
        even,
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        int(_BLOCK * unit) | 1,
        contrast.darker,
    )


def _blanked(dark: Any, texts: Sequence[RecognisedText], unit: float) -> Any:
    """The dark of a page without what stands inside a text."""
    blank = dark.copy()
    inset = int(_TEXT_INSET * unit)
    for text in texts:
        rows = slice(int(text.top) + inset, int(text.bottom) - inset)
        columns = slice(int(text.left) + inset, int(text.right) - inset)
        blank[rows, columns] = 0
    return blank


def _rules(
    shape: _RuleShape, dark: Any, unit: float, seeds: Any = None
) -> list[Stroke]:
    """The long and thin of what is dark; with `seeds`, only where they have something of it."""
    import cv2  # noqa: PLC0415

    shortest = max(9, int(shape.length * unit))
    bridge = shape.along(max(3, int(_WIDEST_GAP * unit)))
    opened = _opened(dark, bridge, shape.along(shortest))
    if seeds is not None:
        opened = _touching(opened, _opened(seeds, bridge, shape.along(shortest)))
    count, _, boxes, centres = cv2.connectedComponentsWithStats(opened, connectivity=8)
    strokes = []
    for box, centre in zip(
        boxes[1:count].tolist(), centres[1:count].tolist(), strict=True
    ):
        x, y, width, height, area = box
        length = height if shape.upright else width
        if length < shortest or area / length > _THICKEST * unit:
            continue
        at = centre[0] if shape.upright else centre[1]
        low = y if shape.upright else x
        strokes.append(Stroke(shape.upright, at, low, low + length))
    return strokes


def without_writing(
    strokes: Sequence[Stroke], ink: Any, texts: Sequence[RecognisedText], unit: float
) -> Iterator[Stroke]:
    """Take out of upright rules what strokes of characters add to them, row by row.

    A character whose stroke stands in line with a rule of the next row lengthens it into its own
    cell, which would then be two. Between two level rules a rule is dark throughout; strokes
    leave the paper above and below the character free.
    """
    level = [stroke for stroke in strokes if not stroke.upright]
    for stroke in strokes:
        if not stroke.upright:
            yield stroke
            continue
        ends = [stroke.low, *_crossings(stroke, level, unit), stroke.high]
        pieces = [
            (low, high)
            for low, high in pairwise(sorted(ends))
            if not _is_written(stroke.at, (low, high), ink, texts)
        ]
        for low, high in _joined(pieces):
            if high - low > 2 * _SAME_RULE * unit:
                yield Stroke(stroke.upright, stroke.at, low, high)


def _crossings(
    upright: Stroke, level: Sequence[Stroke], unit: float
) -> Iterator[float]:
    """Where level rules cross an upright one, along it."""
    near = _SAME_RULE * unit
    for rule in level:
        meets = rule.low - near <= upright.at <= rule.high + near
        if meets and upright.low < rule.at < upright.high:
            yield rule.at


def _is_written(
    at: float, piece: tuple[float, float], ink: Any, texts: Sequence[RecognisedText]
) -> bool:
    """Whether a piece of an upright rule lies in a text and leaves paper free in its way."""
    low, high = piece
    in_text = any(
        text.left < at < text.right
        and min(high, text.bottom) - max(low, text.top) > _MOSTLY * (high - low)
        for text in texts
    )
    if not in_text:
        return False
    beside = ink[int(low) : int(high) + 1, max(0, int(at) - _ASIDE) : int(at) + _ASIDE]
    darkest = beside.min(axis=1)
    free = darkest > (int(darkest.min()) + int(beside.max())) / 2
    return bool(free.mean() > _MOST_FREE)


def _joined(pieces: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Pieces that follow each other as one."""
    joined: list[tuple[float, float]] = []
    for low, high in pieces:
        if joined and joined[-1][1] == low:
            joined[-1] = joined[-1][0], high
        else:
            joined.append((low, high))
    yield from joined


def _joined_under_stamps(
    strokes: Sequence[Stroke], stamped: Any, unit: float
) -> list[Stroke]:
    """Join the pieces of a rule that a stamp broke."""
    whole: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (s.upright, s.low)):
        for place in reversed(range(len(whole))):
            before = whole[place]
            gap = Stroke(stroke.upright, stroke.at, before.high, stroke.low)
            if (
                _may_go_on(before, stroke, unit)
                and _stamped_share(gap, stamped, unit) > _MOSTLY
            ):
                whole[place] = Stroke(
                    stroke.upright, before.at, before.low, stroke.high
                )
                break
        else:
            whole.append(stroke)
    return whole


def _may_go_on(before: Stroke, stroke: Stroke, unit: float) -> bool:
    """Whether a stroke lies along the rule before it, no farther off than a stamp is large."""
    return (
        before.upright == stroke.upright
        and abs(before.at - stroke.at) <= _SAME_RULE * unit
        and before.high < stroke.low <= before.high + _LARGEST_STAMP * unit
    )


def _without_stamp_edges(
    strokes: Sequence[Stroke], stamped: Any, unit: float
) -> list[Stroke]:
    """Drop what is only the edge of a stamp."""
    return [
        stroke for stroke in strokes if _stamped_share(stroke, stamped, unit) <= _MOSTLY
    ]


def _stamped_share(stroke: Stroke, stamped: Any, unit: float) -> float:
    """How much of a stroke lies on a stamp, or right beside it; from 0 to 1."""
    across = slice(max(0, int(stroke.at - 2 * unit)), int(stroke.at + 3 * unit))
    along = slice(max(0, int(stroke.low)), int(stroke.high) + 1)
    band = stamped[along, across] if stroke.upright else stamped[across, along].T
    return float(band.any(axis=1).mean()) if band.size else 0.0


def _is_writing(stroke: Stroke, texts: Sequence[RecognisedText]) -> bool:
    """Whether half of a level stroke runs through the middle of recognised text."""
    within = 0.0
    for text in texts:
        edge = _NOT_ON_RULE * text.height
        if text.top + edge < stroke.at < text.bottom - edge:
            within += max(
                0.0, min(text.right, stroke.high) - max(text.left, stroke.low)
            )
    return within > (stroke.high - stroke.low) / 2


def _opened(dark: Any, bridge: tuple[int, int], shape: tuple[int, int]) -> Any:
    """Keep what is dark along a line, its small gaps bridged."""
    import cv2  # noqa: PLC0415

    closing = cv2.getStructuringElement(cv2.MORPH_RECT, bridge)
    opening = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, closing)
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, opening)


def _touching(lines: Any, seeds: Any) -> Any:
    """Keep the lines of a page of which something stands outside any text."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels = cv2.connectedComponents(lines, connectivity=8)
    touched = np.unique(labels[seeds > 0])
    return np.where(np.isin(labels, touched[touched > 0]), lines, 0).astype(np.uint8)
