"""Which cell of which ruled table each printed character belongs to."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from jixiao.documents.readers.glyphs import DOUBTFUL, Glyph, Run
from jixiao.documents.ruling import RuledTable
from jixiao.evidence import Box

_CUT = 0.15
"""How many heights of a character a rule stands inside one that it cuts."""
_TIGHT = 0.1
"""How many heights of a character two stand apart at most that may be one text."""
_ALIGNED = 0.8
"""How many heights of a character a text begins at most from the side it is aligned to."""
_HANGING = "，。、；：！？,.;:!?）》〉】」』”’)"
"""Punctuation that may hang over the side of its cell."""

Seated = dict[int, list[Glyph]]
"""The characters of a ruled table by the place of their cell."""
_Seat = tuple[int, int]
"""Which table, and which of its cells."""


class _Overrun(NamedTuple):
    """A text that rules cut, the cell it was put into, and the others it runs over."""

    run: Run
    seat: _Seat
    others: set[_Seat]
    is_aligned: bool


def seated(
    tables: Sequence[RuledTable], glyphs: Iterable[Glyph]
) -> tuple[list[Seated], list[Glyph]]:
    """Put each character into its cell; also give those that stand in no table.

    A text that a rule cuts goes whole into the cell whose side it is aligned to. It is less than
    sure where that is none, or where something else stands in a cell it runs over.
    """
    seating = _Seating(tables)
    for glyph in glyphs:
        seating.put(glyph)
    seating.put_overruns()
    return seating.contents, seating.outside


class _Seating:
    """The cells of the tables of a page while they are filled."""

    def __init__(self, tables: Sequence[RuledTable]) -> None:
        self.contents: list[Seated] = [{} for _ in tables]
        self.outside: list[Glyph] = []
        self._tables = tables
        self._units = [table.units() for table in tables]
        self._overruns: list[_Overrun] = []

    def put(self, glyph: Glyph) -> None:
        """Put a character, or a run of them, where it stands."""
        if not isinstance(glyph, Run) or glyph.is_turned:
            self._put_into(self._seat(glyph.centre, glyph.middle), glyph)
            return
        first = self._seat((glyph.lefts[0] + glyph.rights[0]) / 2, glyph.level)
        last = self._seat((glyph.lefts[-1] + glyph.rights[-1]) / 2, glyph.level)
        if first == last:
            self._put_into(first, glyph)
        else:
            self._put_over_rules(glyph)

    def put_overruns(self) -> None:
        """Put the texts that rules cut, now that it is known what stands beside them."""
        for run, seat, others, is_aligned in self._overruns:
            is_alone = not any(place in self.contents[t] for t, place in others)
            is_sure = is_aligned and is_alone
            kept = run if is_sure else replace(run, confidence=DOUBTFUL)
            self._put_into(seat, kept)

    def _put_into(self, seat: _Seat | None, glyph: Glyph) -> None:
        if seat is None:
            self.outside.append(glyph)
        else:
            table, place = seat
            self.contents[table].setdefault(place, []).append(glyph)

    def _seat(self, across: float, down: float) -> _Seat | None:
        """The cell at a point, if any."""
        for number, table in enumerate(self._tables):
            column = bisect_right(table.xs, across) - 1
            row = bisect_right(table.ys, down) - 1
            place = self._units[number].get((row, column))
            if place is not None:
                return number, place
        return None

    def _box(self, seat: _Seat) -> Box:
        table, place = seat
        return self._tables[table].cells[place].box

    def _put_over_rules(self, run: Run) -> None:
        """Part a run at the rules it goes over, but for those that cut it."""
        centres = [(a + b) / 2 for a, b in zip(run.lefts, run.rights, strict=True)]
        seats = [self._seat(centre, run.level) for centre in centres]
        body = len(run.text.rstrip(_HANGING)) or len(run.text)
        seats[body:] = [seats[body - 1]] * (len(seats) - body)
        changes = [at for at, (a, b) in enumerate(pairwise(seats), 1) if a != b]
        ends = [at for at in changes if not self._is_cut(run, at, seats)]
        for start, stop in pairwise([0, *ends, len(seats)]):
            part = run.part(start, stop)
            if any(_is_tight(run, at) for at in (start, stop) if at in ends):
                part = replace(part, confidence=DOUBTFUL)
            self._put_part(part, seats[start:stop])

    def _is_cut(self, run: Run, at: int, seats: Sequence[_Seat | None]) -> bool:
        """Whether the rule before a character stands inside it, the one before, or one text."""
        if run.is_one and _is_tight(run, at):
            return True
        before, behind = seats[at - 1], seats[at]
        rule = self._box(before)[2] if before else 0.0
        if behind and not before:
            rule = self._box(behind)[0]
        inside = max(run.rights[at - 1] - rule, rule - run.lefts[at])
        return inside > _CUT * run.size

    def _put_part(self, run: Run, seats: Sequence[_Seat | None]) -> None:
        touched = list(dict.fromkeys(seat for seat in seats if seat))
        if len(touched) <= 1:
            self._put_into(touched[0] if touched else None, run)
            return
        left = run.left - self._box(touched[0])[0] <= _ALIGNED * run.size
        right = self._box(touched[-1])[2] - run.right <= _ALIGNED * run.size
        seat = touched[0] if left else touched[-1]
        if left == right:
            seat = max(touched, key=seats.count)
        others = set(touched) - {seat}
        self._overruns.append(_Overrun(run, seat, others, left != right))


def _is_tight(run: Run, at: int) -> bool:
    """Whether a character stands so near to the one before it that both may be one text."""
    return run.lefts[at] - run.rights[at - 1] < _TIGHT * run.size
