"""The characters of a PDF page, joined into runs as they stand beside each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from jixiao.documents.readers import pdfium as bare
from jixiao.documents.readers.glyphs import DOUBTFUL, Ink, Point, Run
from jixiao.documents.readers.pdf_drawing import Drawing, is_red, is_white
from jixiao.documents.readers.turn import Sides, Turn
from jixiao.evidence import Box

_QUARTER = 90
_MOST_TILTED = 6.0
"""Degrees by which text that is read may stand off a quarter of a turn; the rest is stamped."""
_ABOVE_BASE = 0.36
"""How far above its base line the middle of a usual character is, in its size."""
_INSIDE = 0.25
"""How far right of its beginning and above its base line a point is in a character."""
_LARGEST_GAP = 0.35
"""How many heights of a character part two words."""
_LARGEST_OVERLAP = 0.6
"""How many heights of a character the next may begin before its end, as after punctuation."""
_SAME_LEVEL = 0.15
"""How many heights of a character two of one run may differ in level."""
_MOST_TRANSLUCENT = 160
_PALEST = 176
"""What covers no more, or is lighter in every colour, is printed to be seen through."""
_BLACK = (0, 0, 0, 255)
_UNMAPPED = re.compile("[\0\x02\ufffd-\uffff\ue000-\uf8ff\ud800-\udfff]")
"""Characters without a code; among them the one that pdfium gives a hyphen before a break."""
_BULLETS = frozenset("\uf06c\uf06e\uf075\uf076\uf0a7\uf0b7\uf0d8")
"""Bullets of the fonts Symbol and Wingdings, which say nothing."""
_MOST_UNMAPPED = 0.2


class _Style(NamedTuple):
    """How the characters of one text object are printed.

    `angle` is in degrees against the clock; `base` is where their base line begins, in the
    page's own coordinates.
    """

    angle: float
    base: Point
    size: float
    is_shown: bool
    is_white: bool
    colour: bare.Colour | None
    ink: Ink

    @property
    def middle(self) -> Point:
        """A point within its first character."""
        across, up = self.base
        return across + _INSIDE * self.size, up + _INSIDE * self.size

    @property
    def quarter(self) -> int:
        """The quarter of a turn nearest to its angle, in degrees."""
        return round(self.angle / _QUARTER) * _QUARTER % 360

    @property
    def is_askew(self) -> bool:
        """Whether it slants."""
        nearest = round(self.angle / _QUARTER) * _QUARTER
        return abs(self.angle - nearest) > _MOST_TILTED


@dataclass(frozen=True, slots=True)
class PageText:
    """The visible text of a page as runs, in the order they are printed.

    `turn` is how most of its text is turned; `askew`, what slants over it as watermarks do;
    `unseen`, what is covered up or white on white; `is_unmapped`, whether too much of it has no
    code.
    """

    runs: list[Run]
    turn: Turn
    askew: list[str]
    unseen: list[str]
    is_unmapped: bool


def read_text(
    text_page: Any, crop: tuple[float, float, float, float], drawing: Drawing
) -> PageText:
    """Read the text of a page whose visible part is `crop`: left, bottom, right, top."""
    page = _PrintedPage(bare.address_of(text_page))
    boxes = bare.loose_boxes(page.address, len(page.letters))
    unseen = page.take_out_unseen(drawing, boxes)
    upright, askew = page.upright_and_askew(drawing)
    turn = Turn(page.rotation(upright), *crop)
    sides = turn.sides(boxes)
    runs: list[Run] = []
    for quarter, indices in page.by_quarter(upright).items():
        column = page.column(indices, sides, turn, (quarter - turn.rotation) % 360)
        runs += column.runs()
    return PageText(runs, turn, page.texts(askew), page.texts(unseen), page.is_unmapped)


class _PrintedPage:
    """The characters of a page by their index, and the styles they are printed in."""

    def __init__(self, address: int) -> None:
        self.address = address
        self.letters = bare.text_of_page(address)
        self._owners = bare.text_objects(address, len(self.letters))
        self._unmapped = self._take_out_unmapped()
        printed = [i for i, letter in enumerate(self.letters) if letter > " "]
        self._styles = {
            owner: _style(address, index, owner)
            for owner, index in {self._owners[i]: i for i in reversed(printed)}.items()
        }
        styles, owners = self._styles, self._owners
        self._is_level = not any(style.angle for style in styles.values())
        self._shown = printed
        if not all(style.is_shown for style in styles.values()):
            self._shown = [i for i in printed if styles[owners[i]].is_shown] or printed

    @property
    def is_unmapped(self) -> bool:
        """Whether so many characters have no code that the rest means little."""
        unmapped = len(self._unmapped)
        return unmapped > _MOST_UNMAPPED * (unmapped + len(self._shown))

    def _take_out_unmapped(self) -> list[int]:
        """Blank the characters without a code, but for hyphens, and say which they were."""
        unmapped = []
        if _UNMAPPED.search("".join(self.letters)):
            for index, letter in enumerate(self.letters):
                if not _UNMAPPED.match(letter):
                    continue
                if bare.is_hyphen(self.address, index) == 1:
                    self.letters[index] = "-"
                    continue
                self.letters[index] = " "
                if letter not in _BULLETS and letter != "\x02":
                    unmapped.append(index)
        return unmapped

    def take_out_unseen(self, drawing: Drawing, boxes: Sequence[float]) -> list[int]:
        """Leave out what is covered up later, or white where nothing is drawn below it."""
        order = drawing.text_order
        white = {
            owner
            for owner, style in self._styles.items()
            if style.is_white
            and not drawing.has_ground(order.get(owner, 0), style.middle)
        }
        unseen = {i for i in self._shown if self._owners[i] in white}
        covers = list(drawing.covers(min(order.values(), default=0)))
        printed_by = self._indices_by_owner() if covers else {}
        for cover in covers:
            for owner, indices in printed_by.items():
                below = order.get(owner, cover.order) < cover.order
                if below and _is_beside(self._styles[owner].middle, cover.box):
                    unseen.update(i for i in indices if _covers(cover.box, boxes, i))
        if unseen:
            self._shown = [index for index in self._shown if index not in unseen]
        return sorted(unseen)

    def _indices_by_owner(self) -> dict[int, list[int]]:
        printed_by: dict[int, list[int]] = {}
        for index in self._shown:
            printed_by.setdefault(self._owners[index], []).append(index)
        return printed_by

    def upright_and_askew(self, drawing: Drawing) -> tuple[list[int], list[int]]:
        """Part what slants or is stamped from the rest; where most slants, it was scanned so."""
        red = {o for o, style in self._styles.items() if style.ink is Ink.RED}
        if self._is_level and not red:
            return self._shown, []
        slanting = {owner for owner, style in self._styles.items() if style.is_askew}
        slanting |= self._stamped(red, slanting, drawing.stamps() if red else [])
        askew = [i for i in self._shown if self._owners[i] in slanting]
        if not askew or 2 * len(askew) > len(self._shown):
            return self._shown, []
        return [i for i in self._shown if self._owners[i] not in slanting], askew

    def _stamped(
        self, red: set[int], slanting: set[int], frames: Sequence[Box]
    ) -> set[int]:
        """What of the red text is a stamp's: in a red frame, or in the very red of what slants.

        Of the letters round a seal some stand level.
        """
        reds = {self._styles[owner].colour for owner in red & slanting}
        return {
            owner
            for owner in red
            if self._styles[owner].colour in reds
            or any(_holds(box, self._styles[owner].middle) for box in frames)
        }

    def rotation(self, indices: Sequence[int]) -> int:
        """How most characters are turned, in degrees."""
        turned = {quarter: len(i) for quarter, i in self.by_quarter(indices).items()}
        return max(turned, key=turned.__getitem__, default=0)

    def by_quarter(self, indices: Sequence[int]) -> dict[int, list[int]]:
        """Part characters by how they are turned."""
        if self._is_level:
            return {0: list(indices)}
        quarters = {owner: style.quarter for owner, style in self._styles.items()}
        parted: dict[int, list[int]] = {}
        for index in indices:
            parted.setdefault(quarters[self._owners[index]], []).append(index)
        return parted

    def texts(self, indices: Iterable[int]) -> list[str]:
        """What characters say, a text for each stretch that follows on another in print."""
        texts: list[str] = []
        before = -2
        for index in indices:
            is_next = index - before == 1 or self._owners[index] == self._owners[before]
            if not (texts and is_next):
                texts.append("")
            texts[-1] += self.letters[index]
            before = index
        return texts

    def column(
        self, indices: Sequence[int], sides: Sides, turn: Turn, turned: int
    ) -> "_Column":
        """The characters that are turned by so many degrees against the page as it is read."""
        owners = [self._owners[i] for i in indices]
        styles = {owner: self._styles[owner] for owner in set(owners)}
        level_of = {
            owner: turn.point(*style.base)[1] - _ABOVE_BASE * style.size
            for owner, style in styles.items()
        }
        return _Column(
            letters=[self.letters[i] for i in indices],
            sides=Sides(*([side[i] for i in indices] for side in sides)),
            owners=owners,
            levels=[level_of[owner] for owner in owners],
            inks=[styles[owner].ink for owner in owners],
            doubtful=self._beside_unmapped(indices),
            turned=turned,
        )

    def _beside_unmapped(self, indices: Sequence[int]) -> set[int]:
        """The places in `indices` of characters beside one that has no code."""
        if not self._unmapped:
            return set()
        beside = {index + step for index in self._unmapped for step in (-1, 1)}
        return {place for place, index in enumerate(indices) if index in beside}


def _style(page: int, index: int, owner: int) -> _Style:
    a, b, c, d, e, f = bare.char_matrix(page, index)
    is_upright = a > 0 and b == c == 0
    colour = bare.fill_colour(owner) if owner else None
    mode = bare.get_render_mode(owner) if owner else pdfium.FPDF_TEXTRENDERMODE_FILL
    return _Style(
        angle=0.0 if is_upright else degrees(atan2(b, a)),
        base=(e, f),
        size=bare.get_font_size(page, index) * hypot(c, d),
        is_shown=mode != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE,
        is_white=is_white(colour),
        colour=colour,
        ink=_ink(colour),
    )


def _is_beside(point: Point, box: Box) -> bool:
    """Whether a text that begins at a point, upright or turned, may reach into a box."""
    x, y = point
    return box[0] <= x <= box[2] or box[1] <= y <= box[3]


def _holds(box: Box, point: Point) -> bool:
    left, bottom, right, top = box
    return left <= point[0] <= right and bottom <= point[1] <= top


def _covers(box: Box, boxes: Sequence[float], index: int) -> bool:
    """Whether a box holds the middle of a character."""
    left, top, right, bottom = boxes[4 * index : 4 * index + 4]
    x, y = (left + right) / 2, (top + bottom) / 2
    return box[0] < x < box[2] and box[1] < y < box[3]


def _ink(colour: bare.Colour | None) -> Ink:
    """What a text is printed with: pale to be seen through, red as seals and marks are, or plain."""
    if colour is None or colour == _BLACK:
        return Ink.PLAIN
    red, green, blue, alpha = colour
    if alpha <= _MOST_TRANSLUCENT or min(red, green, blue) >= _PALEST:
        return Ink.PALE
    return Ink.RED if is_red(colour) else Ink.PLAIN


@dataclass(frozen=True, slots=True)
class _Column:
    """Characters of a page that are turned alike, each with its sides, level and colour.

    `owners` are the text objects that print them.
    """

    letters: list[str]
    sides: Sides
    owners: list[int]
    levels: list[float]
    inks: list[Ink]
    doubtful: set[int]
    turned: int

    def runs(self) -> Iterator[Run]:
        """Join what stands side by side."""
        starts, ends, heights = self._along()
        breaks = [0, *self._breaks(starts, ends, heights), len(self.letters)]
        for start, stop in pairwise(breaks):
            if start < stop:
                yield self._run(slice(start, stop), max(heights[start:stop]))

    def _along(self) -> tuple[list[float], list[float], list[float]]:
        """Where characters begin and end as they are read, and how high they are."""
        lefts, rights, tops, bottoms = self.sides
        match self.turned:
            case 90:
                starts, ends = [-side for side in bottoms], [-side for side in tops]
            case 180:
                starts, ends = [-side for side in rights], [-side for side in lefts]
            case 270:
                starts, ends = tops, bottoms
            case _:
                starts, ends = lefts, rights
        low, high = (lefts, rights) if self.turned in (90, 270) else (tops, bottoms)
        return starts, ends, [b - a for a, b in zip(low, high, strict=True)]

    def _breaks(
        self, starts: list[float], ends: list[float], heights: list[float]
    ) -> Iterator[int]:
        """The characters that do not go on where the one before them ended."""
        levels = self.sides.lefts if self.turned in (90, 270) else self.levels
        pairs = zip(
            *(starts[1:], starts, ends, heights[1:]),
            *(levels[1:], levels, self.inks[1:], self.inks),
            strict=False,
        )
        for at, (
            start,
            start_before,
            end,
            height,
            level,
            above,
            ink,
            ink_before,
        ) in enumerate(pairs, 1):
            gap = start - end
            if (
                gap > _LARGEST_GAP * height
                or gap < -_LARGEST_OVERLAP * height
                or start < start_before
                or abs(level - above) > _SAME_LEVEL * height
                or ink is not ink_before
            ) and not self._is_piece(at):
                yield at

    def _is_piece(self, at: int) -> bool:
        """Whether a character is a piece of the same ligature as the one before it."""
        here, before = ([side[i] for side in self.sides] for i in (at, at - 1))
        return here == before and self.letters[at] != self.letters[at - 1]

    def _run(self, where: slice, size: float) -> Run:
        lefts, rights, tops, bottoms = (side[where] for side in self.sides)
        top, bottom = min(tops), max(bottoms)
        level = self.levels[where.start]
        is_inside = top - size / 2 <= level <= bottom + size / 2
        places = range(where.start, where.stop)
        is_doubtful = bool(self.doubtful) and not self.doubtful.isdisjoint(places)
        return Run(
            text="".join(self.letters[where]),
            left=min(lefts),
            top=top,
            right=max(rights),
            bottom=bottom,
            confidence=DOUBTFUL if is_doubtful else None,
            level=level if is_inside and not self.turned else (top + bottom) / 2,
            size=size,
            lefts=lefts,
            rights=rights,
            is_one=self.owners[where.start] == self.owners[where.stop - 1],
            is_turned=self.turned != 0,
            ink=self.inks[where.start],
        )
