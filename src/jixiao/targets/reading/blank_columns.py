"""Text printed in columns by blanks: heads over several lines, and cells wrapped within a column.

Where a character stands on its line is all that tells of a column; a Chinese character takes the
place of two.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from jixiao import chinese
from jixiao.documents import Line, Span
from jixiao.targets.dialect import BASE, LabelKind, dialects
from jixiao.targets.reading.heads import SUM, TICKED, any_of

_PIECE = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_MOST_LINES = 3
_LONGEST_PIECE = 12
_FEWEST_HEADS = 3
_FIGURES = re.compile(r"\d(?!.{0,3}月)")
_LEVEL_ROLES = ("dimension", "aspect")
_FIRST_ROLES = [*_LEVEL_ROLES, "name"]
_POINTS = re.compile(r"\(\d{1,3}分?\)$")
_NO_BREAK = re.compile(r"[A-Za-z\d.,%]+[\u4e00-\u9fff]?|.[,.;:、，。；：）)]?")
_MOST_WAYS = 8
_BELOW = 0.25
_MOST_OFF = 1.0
"""By how many lines a label may stand off the middle of its rows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together on a line: from which place to which, a blank apart from others."""

    text: str
    start: int
    end: int

    def overlaps(self, other: "Piece") -> bool:
        """Whether two pieces stand above one another."""
        return self.start < other.end and other.start < self.end


def pieces_of(text: str, pattern: re.Pattern[str] = _PIECE) -> list[Piece]:
    """The pieces of a line; two blanks part them, or one wide one."""
    pieces = []
    spread = text.replace("\u3000", "  ")
    at = start = 0
    for match in pattern.finditer(spread):
        start += _width(spread[at : match.start()])
        end = start + _width(match[0])
        pieces.append(Piece(match[0], start, end))
        at, start = match.end(), end
    return pieces


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


@cache
def _known_words() -> dict[str, str]:
    """Words of heads of any kind, and labels of money, with their role."""
    base = dialects()[BASE]
    roles = {word: "money" for words in base.execution.values() for word in words}
    ticked = (base.heads.get(kind, ()) for kind in TICKED)
    roles |= {word: "reason" for words in ticked for word in words}
    for role, words in base.heads.items():
        roles |= dict.fromkeys(words, role)
    roles |= dict.fromkeys(base.sidebars, "sidebar")
    blocks = (LabelKind.BLOCK, LabelKind.AMOUNT)
    labels = [label.words for label in base.labels if label.kind in blocks]
    for label in labels:
        roles |= {label: "money", f"{label}(万元)": "money", f"{label}(元)": "money"}
    return roles


def with_joined_heads(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with heads that were printed over two or three of them on one."""
    at = 0
    near = _near_heads(lines)
    while at < len(lines):
        for count in range(_MOST_LINES, 1, -1) if near[at] else ():
            joined = _joined(lines[at : at + count]) if at + count <= len(lines) else []
            if joined:
                text = "   ".join(head.text for head in joined)
                yield Line(lines[at].number, text, lines[at].page)
                at += count
                break
        else:
            yield lines[at]
            at += 1


def _near_heads(lines: Sequence[Line]) -> list[bool]:
    """Of each line whether it or one of the next holds what every row of heads does; a cheap question."""
    holds = ["级" in line.text or "指标" in line.text for line in lines]
    return [any(holds[at : at + _MOST_LINES]) for at in range(len(holds))]


def _joined(lines: Sequence[Line]) -> list[Piece]:
    """The heads of some lines from left to right; none where they are no heads."""
    if not all(map(_may_be_heads, lines)):
        return []
    rows = [pieces_of(line.text, _WORD) for line in lines]
    heads = _heads_of(rows)
    known = _known_words()
    words = [chinese.key(head.text) for head in heads]
    if len(heads) < _FEWEST_HEADS or not all(word in known for word in words):
        return []
    return sorted(heads, key=lambda head: head.start)


def _may_be_heads(line: Line) -> bool:
    """Whether a line may be of heads: short words, without figures and cells of its own."""
    words = line.text.split()
    return (
        bool(words)
        and not (line.cells or "\t" in line.text)
        and all(len(word) <= _LONGEST_PIECE for word in words)
        and not any(map(_FIGURES.search, words))
    )


def _heads_of(rows: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Pieces joined with what stands below them where that makes a word of heads."""
    left = [list(row) for row in rows]
    heads: list[Piece] = []
    joins = 0
    for place, row in enumerate(left):
        for piece in list(row):
            if piece not in row:
                continue
            ends = _ends_of(piece, left[place + 1 :])
            row.remove(piece)
            joins += bool(ends)
            for later in left[place + 1 :]:
                later[:] = [p for p in later if p not in ends]
            text = "".join(p.text for p in (piece, *ends))
            heads.append(Piece(text, piece.start, piece.end))
    return heads if joins else []


def _ends_of(piece: Piece, below: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """The one or two pieces below another that make a word of heads with it."""
    known = _known_words()
    under = [p for row in below for p in row if p.overlaps(piece)]
    ways = [(p,) for p in under] + [*combinations(under, 2)]
    for ends in ways:
        if chinese.key("".join(p.text for p in (piece, *ends))) in known:
            return ends
    return ()


def with_whole_cells(lines: Sequence[Line]) -> list[Line]:
    """The rows below heads in columns with their wrapped cells whole, parted by tabs.

    Nothing where the columns cannot be told, where no cell is wrapped, or where the lines may be
    parted into rows in more ways than one.
    """
    near = _near_heads(lines)
    for at in range(len(lines)):
        for count in range(_MOST_LINES, 0, -1) if near[at] else ():
            heads = _heads_at(lines[at : at + count])
            if _have_levels(heads):
                rows = _rows_below(heads, lines[at + count :])
                head = "\t".join(head.text for head in heads)
                first = Line(lines[at].number, head, lines[at].page)
                return [*lines[:at], first, *rows] if rows else []
    return []


def _rows_below(heads: Sequence[Piece], lines: Sequence[Line]) -> list[Line]:
    """The lines below heads, their rows whole; nothing where they cannot be told."""
    last = next(
        (n for n, line in enumerate(lines) if not _may_be_row(line, len(heads))),
        len(lines),
    )
    rows = _Rows.of(heads, lines[:last])
    return [*rows, *lines[last:]] if rows else []


def _heads_at(lines: Sequence[Line]) -> list[Piece]:
    if len(lines) > 1:
        return _joined(lines)
    (line,) = lines
    return [] if line.cells or "\t" in line.text else pieces_of(line.text)


def _have_levels(heads: Sequence[Piece]) -> bool:
    """Whether heads are of two levels, a name, a value and more, and nothing but heads."""
    known = _known_words()
    roles = [known.get(chinese.key(piece.text)) for piece in heads]
    return (
        roles[: len(_FIRST_ROLES)] == _FIRST_ROLES and "value" in roles and all(roles)
    )


def _may_be_row(line: Line, columns: int) -> bool:
    """Whether a line may be of the rows: no cells of its own, no more pieces than columns, no sum."""
    pieces = pieces_of(line.text)
    if not 0 < len(pieces) <= columns or line.cells or "\t" in line.text:
        return False
    return SUM.fullmatch(chinese.key(pieces[0].text)) is None


class _Rows:
    """The lines of rows cut into columns: of each line its cells, '' where it has none."""

    def __init__(
        self, heads: Sequence[Piece], lines: Sequence[Line], edges: Sequence[int]
    ) -> None:
        known = _known_words()
        self._roles = [known.get(chinese.key(head.text)) for head in heads]
        self._lines = lines
        self._cells: list[list[str]] = []
        for line in lines:
            row = [""] * len(heads)
            for piece in pieces_of(line.text):
                row[sum(piece.start >= edge for edge in edges)] += piece.text
            self._cells.append(row)
        self._widths = [
            max(map(_width, texts)) for texts in zip(*self._cells, strict=True)
        ]
        self._labelled = {
            (first, last)
            for column in range(len(_LEVEL_ROLES))
            for _, first, last in _whole_labels([row[column] for row in self._cells])
        }
        """The lines that one label of a level takes."""

    @classmethod
    def of(cls, heads: Sequence[Piece], lines: Sequence[Line]) -> list[Line] | None:
        """The rows of some lines, whole; None where they cannot be told."""
        pieces = [*heads, *(piece for line in lines for piece in pieces_of(line.text))]
        edges = _edges(heads, pieces)
        if edges is None or not lines:
            return None
        rows = cls(heads, lines, edges)
        ways = rows._ways()
        if len(ways) != 1 or len(ways[0]) == len(lines):
            return None
        return rows._whole(ways[0])

    def _ways(self) -> list[list[Span]]:
        """The ways to part the lines into rows, each with one line that has its value."""
        place = self._roles.index("value")
        if "weight" in self._roles:
            place = self._roles.index("weight")
        anchors = [n for n, row in enumerate(self._cells) if row[place]]
        if not anchors:
            return []
        from_top = [*pairwise([*anchors, len(self._cells)])]
        ways = [from_top] if anchors[0] == 0 and all(map(self._holds, from_top)) else []
        centred = self._centred(anchors, 0)
        return [*ways, *(way for way in centred if way not in ways)]

    def _centred(self, anchors: Sequence[int], first: int) -> list[list[Span]]:
        """The ways in which each value stands in the middle of the lines of its row."""
        if not anchors:
            return [[]] if first == len(self._cells) else []
        above = anchors[0] - first
        ways = []
        for height in (2 * above + 1, 2 * above + 2):
            row = first, first + height
            if above < 0 or row[1] > len(self._cells) or not self._holds(row):
                continue
            if len(anchors) > 1 and anchors[1] < row[1]:
                continue
            ways += [[row, *rest] for rest in self._centred(anchors[1:], row[1])]
        return ways[:_MOST_WAYS]

    def _holds(self, row: Span) -> bool:
        """Whether lines may be one row: its tallest cell is of all of them, and no cell breaks early."""
        if row[1] - row[0] == 1:
            return True
        columns = range(len(_LEVEL_ROLES), len(self._roles))
        cells = [
            [self._cells[line][column] for line in range(*row)] for column in columns
        ]
        if not all(map(self._is_wrapped, columns, cells)):
            return False
        if any(map(all, cells)) or row in self._labelled:
            return True
        # The last of the rows that a label is for may end with the label's last line.
        bare = [n for n in range(*row) if not any(self._cells[n][len(_LEVEL_ROLES) :])]
        ends = [first for first, last in self._labelled if last == row[1]]
        return len(bare) == 1 and any(first < row[0] for first in ends)

    def _is_wrapped(self, column: int, lines: Sequence[str]) -> bool:
        """Whether a cell goes on from line to line, each too full for how the next begins."""
        filled = [n for n, text in enumerate(lines) if text]
        together = not filled or filled[-1] - filled[0] == len(filled) - 1
        full = self._widths[column]
        return together and all(
            _width(lines[n] + _unbroken(lines[n + 1])) > full
            or _width(lines[n]) >= full - 1
            for n in filled[:-1]
        )

    def _whole(self, spans: Sequence[Span]) -> list[Line] | None:
        """A line for each row: its levels, its whole name, value and more."""
        aspects = self._labels(1, spans)
        levels = [self._dimensions(aspects or []) or self._labels(0, spans), aspects]
        if None in levels:
            return None
        rows = []
        for number, (first, last) in enumerate(spans):
            cells = [str(label[number]) for label in levels if label]
            cells += (
                "".join(row[column] for row in self._cells[first:last])
                for column in range(len(_LEVEL_ROLES), len(self._roles))
            )
            line = self._lines[first]
            rows.append(Line(line.number, "\t".join(cells), line.page))
        return rows

    def _dimensions(self, aspects: Sequence[str]) -> list[str]:
        """The first level's label of each row by those of the second, where they tell it; else none."""
        framework = dialects()[BASE].framework
        words = [framework.aspect_words.get(_bare(label), "") for label in aspects]
        above = [framework.dimension_of.get(word, "") for word in words]
        printed = [text for text, *_ in _whole_labels([row[0] for row in self._cells])]
        in_turn = [framework.dimension_words.get(_bare(text), "?") for text in printed]
        places = [n for n, label in enumerate(aspects) if label]
        opened = [
            n
            for at, n in enumerate(places)
            if not at or above[n] != above[places[at - 1]]
        ]
        if not opened or opened[0] or [above[n] for n in opened] != in_turn:
            return []
        labels = dict(zip(opened, printed, strict=True))
        return [labels.get(n, "") for n in range(len(aspects))]

    def _labels(self, column: int, spans: Sequence[Span]) -> list[str] | None:
        """The label of each row: those of a column, each in the middle of the rows that it is for.

        None where that cannot be said.
        """
        printed = list(_whole_labels([row[column] for row in self._cells]))
        middles = [(at + stop - 1) / 2 for _, at, stop in printed]
        cuts = _best_cuts(middles, spans)
        if cuts is None or _total_miss(cuts, middles, spans):
            cuts = self._cuts_on_rows(printed, spans) or cuts
        if cuts is None:
            return None
        labels = []
        for (text, *_), (first, last) in zip(printed, pairwise(cuts), strict=True):
            labels += [text, *[""] * (last - first - 1)]
        return labels

    def _cuts_on_rows(
        self, printed: Sequence[tuple[str, int, int]], spans: Sequence[Span]
    ) -> list[int] | None:
        """Which row each label's rows begin with where each stands on the line of its first row's value."""
        anchors = [self._anchor(span) for span in spans]
        cuts = [
            next((n for n, anchor in enumerate(anchors) if at <= anchor < stop), -1)
            for _, at, stop in printed
        ]
        in_order = all(before < behind for before, behind in pairwise(cuts))
        return [*cuts, len(spans)] if cuts and not cuts[0] and in_order else None

    def _anchor(self, span: Span) -> int:
        """The line of a row that holds its value."""
        place = self._roles.index("value")
        return next((n for n in range(*span) if self._cells[n][place]), span[0])


def _unbroken(text: str) -> str:
    """What a text begins with that no line is broken in: figures with their unit, or one character."""
    match = _NO_BREAK.match(text)
    return match[0] if match else ""


def _total_miss(
    cuts: Sequence[int], middles: Sequence[float], spans: Sequence[Span]
) -> float:
    """By how much labels stand off the middle of their rows, all together."""
    groups = zip(pairwise(cuts), middles, strict=True)
    misses = (
        _miss(spans[first][0], spans[last - 1][1], middle) or 0.0
        for (first, last), middle in groups
    )
    return sum(misses)


def _edges(heads: Sequence[Piece], pieces: Sequence[Piece]) -> list[int] | None:
    """Where each column but the first begins: no piece stands on both sides; None where some would.

    Where only a head reaches over, as cells a little left of it make it do, it does not count.
    """
    edges: list[int] = []
    below = pieces[len(heads) :]
    for left, right in pairwise(heads):
        between = range(right.start, left.start, -1)
        free = (at for of in (pieces, below) for at in between if _is_free(at, of))
        edge = next(free, None)
        if edge is None:
            return None
        edges.append(edge)
    return edges


def _is_free(place: int, pieces: Iterable[Piece]) -> bool:
    """Whether no piece stands on both sides of a place."""
    return not any(piece.start < place < piece.end for piece in pieces)


def _bare(label: str) -> str:
    """A level's label without its points."""
    return _POINTS.sub("", chinese.key(label))


@cache
def _level() -> re.Pattern[str]:
    framework = dialects()[BASE].framework
    labels = any_of([*framework.dimension_words, *framework.aspect_words])
    return re.compile(rf"(?:{labels})(?:\(\d{{1,3}}分?\))?")


def _whole_labels(cells: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The labels of a column of lines, those broken over lines whole, from and to which line."""
    at = 0
    while at < len(cells):
        if not cells[at]:
            at += 1
            continue
        stops = [at + 1]
        while stops[-1] < len(cells) and cells[stops[-1]]:
            stops.append(stops[-1] + 1)
        known = (
            stop
            for stop in reversed(stops[:_MOST_LINES])
            if _level().fullmatch(chinese.key("".join(cells[at:stop])))
        )
        stop = next(known, at + 1)
        yield "".join(cells[at:stop]), at, stop
        at = stop


def _best_cuts(middles: Sequence[float], spans: Sequence[Span]) -> list[int] | None:
    """Which row each label's rows begin with, so that it stands in their middle.

    None where some label would not, or where it may be said in two ways.
    """
    count = len(spans)
    best: dict[tuple[int, int], list[tuple[float, list[int]]]] = {(0, 0): [(0.0, [0])]}
    for label, middle in enumerate(middles, 1):
        for stop in range(label, count + 1):
            ways = [
                (before + miss, [*cuts, stop])
                for start in range(label - 1, stop)
                if (miss := _miss(spans[start][0], spans[stop - 1][1], middle))
                is not None
                for before, cuts in best.get((label - 1, start), ())
            ]
            best[label, stop] = sorted(ways)[:2]
    whole = best.get((len(middles), count), [])
    is_told = len(whole) == 1 or (len(whole) > 1 and whole[0][0] < whole[1][0])
    return whole[0][1] if is_told else None


def _miss(first: int, last: int, middle: float) -> float | None:
    """By how much a label stands off the middle of its lines; None where it stands elsewhere.

    Of an even number of lines the upper one is as good as the middle.
    """
    off = (first + last - 1) / 2 - middle
    if abs(off) > _MOST_OFF:
        return None
    return off if off >= 0 else -off + _BELOW
