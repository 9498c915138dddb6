"""Score tables run together with points behind every level, told by their sums: 决策15项目立项8立项依据充分性43."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import SUM, any_of

_PIECE = re.compile(
    r"(?P<words>[^\d()]+(?:\([^()\d]*\)[^\d()]*)*)(?P<figures>\(\d[\d.]*分?\)|\d[\d.]*)分?"
)
"""Words and the figures behind them, which a label has in brackets or not."""
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d{1,2})?")
_MOST_POINTS = 100
_FEWEST_ROWS = 3
_MOST_STEPS = 20000
"""More than a table of points takes; one that takes more is told otherwise."""
_ENOUGH = 2
"""Readings after which it is sure that there is more than one."""


class _Piece(NamedTuple):
    words: str
    figures: str
    in_brackets: bool


class _Row(NamedTuple):
    first: str
    second: str
    cells: tuple[str, ...]


def with_glued_points_as_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with a score table run together as rows of cells; as they are where its sums leave a choice."""
    for at, line in enumerate(lines):
        heads = _heads().search(chinese.fold(line.text)) if _is_run(line) else None
        if heads is None:
            continue
        end = _end(lines, at + 1)
        if not all(map(_is_run, lines[at:end])):
            break
        below = line.text[heads.end() :] + "".join(
            row.text for row in lines[at + 1 : end]
        )
        body, total = _without_sum(chinese.fold(below))
        rows = _read(body, _columns(heads["behind"]))
        if not rows:
            break
        texts = [line.text[: heads.start()], _head_line(heads["behind"])]
        texts += ["\t".join((row.first, row.second, *row.cells)) for row in rows]
        restated = [
            Line(line.number, text, line.page) for text in [*texts, total] if text
        ]
        return [*lines[:at], *restated, *lines[end:]]
    return list(lines)


def _is_run(line: Line) -> bool:
    return not line.cells and len(line.text.split()) == 1


def _end(lines: Sequence[Line], at: int) -> int:
    """Behind the line that adds the points, or behind the last one."""
    for place in range(at, len(lines)):
        if SUM.match(chinese.key(lines[place].text)):
            return place + 1
    return len(lines)


def _without_sum(text: str) -> tuple[str, str]:
    places = [match.start() for match in SUM.finditer(text)]
    return (text[: places[-1]], text[places[-1] :]) if places else (text, "")


def _columns(heads: str) -> list[int]:
    """How many columns of figures stand behind the name and each text that follows; none where a text ends a row."""
    counts = [0]
    for match in _head_words().finditer(heads):
        if _role(match[0]) == "explanation":
            counts.append(0)
        else:
            counts[-1] += 1
    return counts if all(counts) else []


def _head_line(heads: str) -> str:
    words = [_plain(match[0]) for match in _head_words().finditer(heads)]
    return "\t".join(("一级指标", "二级指标", "三级指标", *words))


def _read(text: str, columns: Sequence[int]) -> list[_Row]:
    """The rows of a text; none where no reading adds up, or more than one does."""
    pieces = [
        _Piece(
            match["words"],
            match["figures"].strip("()").rstrip("分"),
            match["figures"][0] == "(",
        )
        for match in _PIECE.finditer(text)
    ]
    length = sum(len(match[0]) for match in _PIECE.finditer(text))
    if not columns or length < len(text):
        return []
    readings: list[list[_Row]] = []
    for rows in _Readings(pieces, columns).all():
        readings.append(rows)
        if len(readings) == _ENOUGH:
            return []
    return readings[0] if readings and len(readings[0]) >= _FEWEST_ROWS else []


class _Readings:
    """The ways to read pieces as first levels, second levels and rows whose points add up."""

    def __init__(self, pieces: Sequence[_Piece], columns: Sequence[int]) -> None:
        self._pieces = pieces
        self._columns = columns
        self._left = _MOST_STEPS

    def all(self) -> Iterator[list[_Row]]:
        """Every reading."""
        yield from self._firsts(0)

    def _firsts(self, at: int) -> Iterator[list[_Row]]:
        if at == len(self._pieces):
            yield []
            return
        points = self._points(at)
        if points is None:
            return
        for end, rows in self._seconds(at + 1, points, self._label(at)):
            for others in self._firsts(end):
                yield [*rows, *others]

    def _seconds(
        self, at: int, left: Decimal, first: str
    ) -> Iterator[tuple[int, list[_Row]]]:
        if not left:
            yield at, []
            return
        points = self._points(at)
        if points is None or points > left:
            return
        for end, rows in self._rows(at + 1, points, first, self._label(at)):
            for stop, others in self._seconds(end, left - points, first):
                yield stop, [*rows, *others]

    def _rows(
        self, at: int, left: Decimal, first: str, second: str
    ) -> Iterator[tuple[int, list[_Row]]]:
        self._left -= 1
        if not left:
            yield at, []
            return
        end = at + len(self._columns)
        if end > len(self._pieces) or self._left < 0:
            return
        for cells in self._cells(at):
            weight = Decimal(cells[1])
            if not 0 < weight <= left:
                continue
            row = _Row(first, second, cells)
            for stop, others in self._rows(end, left - weight, first, second):
                yield stop, [row, *others]

    def _cells(self, at: int) -> Iterator[tuple[str, ...]]:
        """The cells of a row that begins at a piece: each text with its figures, a score no more than its weight."""
        ways: list[tuple[str, ...]] = [()]
        for piece, count in zip(self._pieces[at:], self._columns, strict=False):
            if piece.in_brackets:
                return
            parts = list(_parted(piece.figures, count))
            ways = [(*way, piece.words, *figures) for way in ways for figures in parts]
        for way in ways:
            points = [Decimal(cell) for cell in way if _NUMBER.fullmatch(cell)]
            if all(score <= points[0] for score in points[1:]):
                yield way

    def _points(self, at: int) -> Decimal | None:
        """The points of a piece that is a label."""
        if at >= len(self._pieces) or not _NUMBER.fullmatch(self._pieces[at].figures):
            return None
        points = Decimal(self._pieces[at].figures)
        return points if 0 < points <= _MOST_POINTS else None

    def _label(self, at: int) -> str:
        return f"{self._pieces[at].words}({self._pieces[at].figures}分)"


def _parted(figures: str, count: int) -> Iterator[tuple[str, ...]]:
    """The ways to part a run of digits into so many numbers."""
    if count == 1:
        if _NUMBER.fullmatch(figures):
            yield (figures,)
        return
    for at in range(1, len(figures)):
        if _NUMBER.fullmatch(figures, 0, at):
            for others in _parted(figures[at:], count - 1):
                yield (figures[:at], *others)


@cache
def _heads() -> re.Pattern[str]:
    """Heads with points behind both levels, and the columns behind the name."""
    heads = dialects()[BASE].heads
    points = rf"(?:{any_of(heads['weight'])}|\((?:分值|权重|标准分)\))"
    first, second = any_of(heads["dimension"]), any_of(heads["aspect"])
    behind = rf"(?P<behind>(?:{_head_words().pattern})+)"
    return re.compile(
        rf"(?:{first}){points}(?:{second}){points}(?:{any_of(heads['name'])}){behind}"
    )


@cache
def _head_words() -> re.Pattern[str]:
    heads = dialects()[BASE].heads
    points = any_of([*heads["weight"], *heads["score"]])
    return re.compile(
        rf"{any_of(heads['other'])}|(?:评价|评估|考核|实际|最终|自评)?(?:{points})"
    )


def _plain(head: str) -> str:
    """A head by the word that is known: 评价得分 is 得分."""
    return "得分" if head.endswith("得分") else head


@cache
def _role(word: str) -> str:
    return "explanation" if word in dialects()[BASE].heads["other"] else "points"
