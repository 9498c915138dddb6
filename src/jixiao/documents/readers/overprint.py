"""Text printed over other text: shadows are one text, watermarks none, the rest is doubtful."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from msgspec.structs import replace

from jixiao.documents.readers.glyphs import DOUBTFUL, Ink, Run
from jixiao.documents.ruling import Stroke
from jixiao.evidence import Box

_SHADOW = 1.5
"""Points by which a character and its shadow stand apart at most."""
_CORE = 0.25
"""How many heights of a character its ink reaches above and below its level, at least."""
_LEAST_OVERLAP = 0.25
"""How many heights of a character two texts overlap, across, to be over each other."""
_MUCH_LARGER = 1.8
"""How many times as large as the text it lies over a watermark is."""
_ALIKE = 1.05
"""How many times as large two texts of one size may be."""
_FEWEST_BELOW = 2
"""A text over so many others is printed over the page, not over one of its cells."""
_BLANK = 0.7
"""How many heights of a character a blank within one text is wide at most."""
_WITHIN = 2.0
"""Points that a text goes beyond a rule, on either side, to go over it."""
_FEWEST_TO_A_STAMP = 5
"""How many characters a page prints, at least, for each red one of its stamps."""
_THROUGH = 0.12
"""How many heights of a character off its level a rule still strikes a text out."""
_STRUCK = 0.6
"""The share of a short text that such a rule goes through."""
_HALF_EMPTY_ENDS = "，。、；：！？）》〉】」』”’"
_HALF_EMPTY_STARTS = "（《〈【「『“‘"

_Pair = tuple[int, int]
"""The places of two runs, the one that is printed first standing first."""


class SettledText(NamedTuple):
    """The runs that are read, each once, and what was printed over them.

    Those that lie over each other, so that nobody can tell which holds, are less than sure.
    """

    runs: list[Run]
    watermarks: list[str]


def settled(runs: Sequence[Run]) -> SettledText:
    """Leave out what is printed twice in one place and what is printed to be seen through."""
    distinct = list(runs)
    pairs = list(_overlapping(distinct))
    if pairs:
        distinct = _without_shadows(distinct, pairs)
        pairs = list(_overlapping(distinct))
    over = _watermarks(distinct, pairs)
    doubtful = {place for pair in pairs if over.isdisjoint(pair) for place in pair}
    kept = [
        replace(run, confidence=DOUBTFUL) if place in doubtful else run
        for place, run in enumerate(distinct)
        if place not in over
    ]
    return SettledText(kept, [distinct[i].text for i in sorted(over)])


def with_struck_doubted(runs: Sequence[Run], level: Iterable[Stroke]) -> list[Run]:
    """Make what a level rule goes through less than sure: it may be struck out."""
    rules = sorted(level, key=lambda rule: rule.at)
    places = [rule.at for rule in rules]
    doubted = []
    for run in runs:
        first = bisect_left(places, run.level - _THROUGH * run.size)
        stop = bisect_right(places, run.level + _THROUGH * run.size)
        through = any(_is_through(run, rule) for rule in rules[first:stop])
        doubted.append(replace(run, confidence=DOUBTFUL) if through else run)
    return doubted


def across_rules(
    runs: Sequence[Run], tables: Sequence[Box], strokes: Iterable[Stroke]
) -> list[Run]:
    """The red texts that go over upright rules of tables, as stamps do; red words of a cell do not.

    Nothing where much of the page is red: what is printed so is no stamp.
    """
    red = [run for run in runs if run.ink is Ink.RED and not run.is_turned]
    if not red or _FEWEST_TO_A_STAMP * sum(map(_length, red)) > sum(map(_length, runs)):
        return []
    uprights = [stroke for stroke in strokes if stroke.upright]
    over: list[Run] = []
    for text in _texts_of(red):
        left, right = text[0].left + _WITHIN, text[-1].right - _WITHIN
        middle = (text[0].top + text[0].bottom) / 2
        crossed = any(left < r.at < right and r.low < middle < r.high for r in uprights)
        if crossed and any(box[1] < middle < box[3] for box in tables):
            over += text
    return over


def _length(run: Run) -> int:
    return len(run.text)


def _texts_of(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs of one level that follow each other with no more than a blank between."""
    text: list[Run] = []
    for run in sorted(runs, key=lambda run: (round(run.level), run.left)):
        if text and not _follows(text[-1], run):
            yield text
            text = []
        text.append(run)
    if text:
        yield text


def _follows(before: Run, run: Run) -> bool:
    gap = run.left - before.right
    is_level = abs(before.level - run.level) <= _SHADOW
    return is_level and gap <= _BLANK * run.size


def _is_through(run: Run, rule: Stroke) -> bool:
    struck = min(run.right, rule.high) - max(run.left, rule.low)
    least = min(_STRUCK * (run.right - run.left), 2 * run.size)
    return not run.is_turned and struck >= least


def _overlapping(runs: Sequence[Run]) -> Iterator[_Pair]:
    """The runs that lie over each other."""
    cores = [(*_down(run), *_across(run)) for run in runs]
    order = sorted(range(len(runs)), key=lambda place: cores[place][0])
    for at, place in enumerate(order):
        _, foot, left, right = cores[place]
        for below in range(at + 1, len(order)):
            other = order[below]
            other_top, _, other_left, other_right = cores[other]
            if other_top >= foot:
                break
            overlap = min(right, other_right) - max(left, other_left)
            if overlap > 0 and overlap > _LEAST_OVERLAP * min(
                runs[place].size, runs[other].size
            ):
                yield min(place, other), max(place, other)


def _down(run: Run) -> tuple[float, float]:
    """From where to where the ink of a run surely reaches, down."""
    if run.is_turned:
        return run.top, run.bottom
    return run.level - _CORE * run.size, run.level + _CORE * run.size


def _across(run: Run) -> tuple[float, float]:
    """From where to where a run reaches without the empty half of punctuation at its ends."""
    left, right = run.left, run.right
    if run.text[0] in _HALF_EMPTY_STARTS:
        left += (run.rights[0] - run.lefts[0]) / 2
    if run.text[-1] in _HALF_EMPTY_ENDS:
        right -= (run.rights[-1] - run.lefts[-1]) / 2
    return left, right


def _without_shadows(runs: Sequence[Run], pairs: Sequence[_Pair]) -> list[Run]:
    """Leave out every character that the first run of a pair prints in the same place."""
    shadows: dict[int, set[int]] = {}
    for first, second in sorted(pairs):
        letters = _shadows(runs[first], shadows.get(first, set()), runs[second])
        shadows.setdefault(second, set()).update(letters)
    kept: list[Run] = []
    for place, run in enumerate(runs):
        kept += _parts(run, shadows[place]) if shadows.get(place) else [run]
    return kept


def _shadows(run: Run, dropped: set[int], shadow: Run) -> Iterator[int]:
    """Which characters of a run are those of another again."""
    if abs(run.level - shadow.level) > _SHADOW:
        return
    lefts_of: dict[str, list[float]] = {}
    for place, (letter, left) in enumerate(zip(run.text, run.lefts, strict=True)):
        if place not in dropped:
            lefts_of.setdefault(letter, []).append(left)
    for place, (letter, left) in enumerate(zip(shadow.text, shadow.lefts, strict=True)):
        if any(abs(left - other) <= _SHADOW for other in lefts_of.get(letter, ())):
            yield place


def _parts(run: Run, dropped: set[int]) -> Iterator[Run]:
    """What is left of a run without some characters."""
    for is_dropped, places in groupby(
        range(len(run.text)), key=lambda place: place in dropped
    ):
        if not is_dropped:
            first, *later = places
            yield run.part(first, first + len(later) + 1)


def _watermarks(runs: Sequence[Run], pairs: Sequence[_Pair]) -> set[int]:
    """The places of runs that are printed over the page: pale ones, or much larger ones."""
    if not runs:
        return set()
    usual = median(run.size for run in runs)
    over = {i for i, run in enumerate(runs) if _is_pale(run) and _is_larger(run, usual)}
    below: dict[int, set[int]] = {}
    for pair in pairs:
        for upper, lower in (pair, pair[::-1]):
            if _is_pale(runs[upper]) and not _is_pale(runs[lower]):
                over.add(upper)
            elif _is_larger(runs[upper], runs[lower].size):
                below.setdefault(upper, set()).add(lower)
    over |= {upper for upper, lower in below.items() if len(lower) >= _FEWEST_BELOW}
    styles = [runs[place] for place in over]
    return {
        place
        for place, run in enumerate(runs)
        if any(_is_alike(run, style) for style in styles)
    }


def _is_pale(run: Run) -> bool:
    return run.ink is Ink.PALE


def _is_larger(run: Run, size: float) -> bool:
    return run.size >= _MUCH_LARGER * size


def _is_alike(run: Run, other: Run) -> bool:
    """Whether two runs are printed in one manner."""
    larger, smaller = max(run.size, other.size), min(run.size, other.size)
    is_alike = (run.ink, run.is_turned) == (other.ink, other.is_turned)
    return is_alike and larger <= _ALIKE * smaller
