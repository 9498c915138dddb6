"""Figures of several columns printed without gaps: 32651010 below 实际完成值, 分值, 得分 is 3265, 10, 10."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, takewhile
from typing import NamedTuple

from jixiao.documents import Span
from jixiao.quantity import read_value

RUN = re.compile(r"(?<![\d.,≥≤><=-])\d[\d.]*\d(?![\d.])(?![年月日%‰])")
"""Digits and points in a row that end no date and no percentage."""
_REPEATED = re.compile(r"([\u4e00-\u9fff]{2,12})\1(?![\u4e00-\u9fff])")
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d{1,4})?")
_OF_FIGURES = ("actual", "weight", "score")
_HOLD_FIGURES = frozenset(("value", *_OF_FIGURES))
_FEWEST_COLUMNS = 3
_ONE_FIGURE = 0.6
"""What it costs that figures behind a name are one and the columns behind it blank."""
_LONGEST_RUN = 24
_MOST_POINTS = 100.0
_LESS = 0.5
"""What it costs that a score is less than its weight."""
_ODD_POINTS, _HIGH_POINTS = 0.8, 1.5
_BLANK_BEFORE, _BLANK_BEHIND = 0.8, 0.6
_MOST_DECIMALS = 2
_FAR, _VERY_FAR = 0.8, 2.5
"""What it costs that what was achieved is far from the target, or out of all proportion."""
_UNKNOWN_TARGET = 0.4
_SMALL, _STEP, _USUAL_HIGH = 10, 2.5, 30
"""Points are small, or go by a step; more than the highest of them are seldom given to one row."""
_NEAR, _STILL_LIKELY = 1.5, 3.0
"""How many times the target what was achieved may be, or the other way round."""


class Parted(NamedTuple):
    """One way to part a run: what it costs, and the places between its figures."""

    cost: float
    places: tuple[int, ...]


@lru_cache(maxsize=4096)
def ways_to_part(
    run: str, roles: tuple[str, ...], target: str, behind: str = "value"
) -> tuple[Parted, ...]:
    """Every way to read a run as figures of some columns beside each other, the likeliest first.

    No places between figures: it is one. `behind` is the column of what is printed right before it.
    `roles` are the columns of the form in order; `target` is the value printed right before it.
    """
    if len(run) > _LONGEST_RUN:
        return ()
    if behind == "name":
        return _behind_name(run, roles)
    number = _number_of(target) if behind == "value" else None
    ways = [
        Parted(cost + _left_out(columns, roles, behind), places)
        for columns in _columns(roles)
        for places in _places(run, len(columns))
        if (cost := _cost(_parts(run, places), columns, number)) is not None
    ]
    best: dict[tuple[int, ...], float] = {}
    for way in ways:
        best[way.places] = min(way.cost, best.get(way.places, way.cost))
    return tuple(sorted(Parted(cost, places) for places, cost in best.items()))


def _behind_name(run: str, roles: tuple[str, ...]) -> tuple[Parted, ...]:
    """The ways to read a run behind a name as the target and every column of figures behind it.

    Fewer columns than all of them say too little against one large figure.
    """
    columns = list(
        takewhile(_HOLD_FIGURES.__contains__, roles[roles.index("name") + 1 :])
    )
    if "value" not in columns or len(columns) < _FEWEST_COLUMNS:
        return ()
    at = columns.index("value")
    ways = [
        Parted(cost, places)
        for places in _places(run, len(columns))
        for parts in [_parts(run, places)]
        if _NUMBER.fullmatch(parts[at])
        for others in [parts[:at] + parts[at + 1 :]]
        if (cost := _cost(others, _but(columns, at), float(parts[at]))) is not None
    ]
    return tuple(sorted([*ways, Parted(_ONE_FIGURE, ())]))


def _but(columns: Sequence[str], at: int) -> list[str]:
    return [column for place, column in enumerate(columns) if place != at]


def _columns(roles: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The columns of figures beside each other that a run may fill."""
    for first in range(len(roles)):
        for last in range(first + 1, len(roles) + 1):
            if set(roles[first:last]) <= set(_OF_FIGURES):
                yield roles[first:last]


def _left_out(columns: tuple[str, ...], roles: tuple[str, ...], behind: str) -> float:
    """What it costs that columns of figures before or behind those of a run are blank."""
    after = roles[roles.index(behind) + 1 :] if behind in roles else roles
    last = roles.index(columns[-1])
    skipped = after and after[0] in _OF_FIGURES and after[0] != columns[0]
    goes_on = last + 1 < len(roles) and roles[last + 1] in _OF_FIGURES
    return _BLANK_BEFORE * bool(skipped) + _BLANK_BEHIND * goes_on


def is_no_figure(run: str) -> bool:
    """Whether a run has points or decimals that no single figure has, whatever unit stands behind it."""
    _, _, decimals = run.partition(".")
    return "." in decimals or len(decimals) > _MOST_DECIMALS


def _places(run: str, parts: int) -> Iterator[tuple[int, ...]]:
    return combinations(range(1, len(run)), parts - 1)


def _parts(run: str, places: Sequence[int]) -> list[str]:
    return [run[first:last] for first, last in pairwise((0, *places, len(run)))]


def _cost(
    parts: Sequence[str], columns: Sequence[str], target: float | None
) -> float | None:
    """How unlikely the parts are below their columns; None where they cannot be."""
    if not all(map(_NUMBER.fullmatch, parts)):
        return None
    figures = dict(zip(columns, map(float, parts), strict=True))
    weight, score = figures.get("weight"), figures.get("score")
    if any(points is not None and points > _MOST_POINTS for points in (weight, score)):
        return None
    if weight is not None and (weight == 0 or (score is not None and score > weight)):
        return None
    cost = _ODD_POINTS * sum(map(is_no_figure, parts))
    cost += _LESS * (weight != score) if weight and score is not None else 0.0
    points = score if weight is None else weight
    cost += _points_cost(points) if points else 0.0
    if "actual" in figures:
        cost += _distance_cost(figures["actual"], target)
    return cost


def _points_cost(points: float) -> float:
    is_usual = points <= _SMALL or points % _STEP == 0
    return _ODD_POINTS * (not is_usual) + _HIGH_POINTS * (points > _USUAL_HIGH)


def _distance_cost(actual: float, target: float | None) -> float:
    if target is None:
        return _UNKNOWN_TARGET
    if not target or not actual:
        return 0.0 if actual == target else _FAR
    ratio = max(actual / target, target / actual)
    if ratio <= _NEAR:
        return 0.0
    return _FAR if ratio <= _STILL_LIKELY else _VERY_FAR


def _number_of(target: str) -> float | None:
    value, _ = read_value(target)
    return None if value.number is None else float(value.number)


def repeated_words(text: str, start: int, end: int) -> Iterator[Span]:
    """Where the same words stand twice, the target and what was achieved: the first and its end."""
    for match in _REPEATED.finditer(text, start, end):
        yield match.span(1)
