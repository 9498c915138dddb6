"""How unlikely a text is in a column, judged by its wording alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jixiao import chinese
from jixiao.quantity import (
    is_bare_unit,
    is_figures,
    is_not_applicable,
    is_sign,
    is_usual_wording,
)
from jixiao.targets.reading.ticks import is_tick

IMPOSSIBLE = 50.0
"""The cost of a text that cannot stand in a column."""
POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分?")
"""Points of one row: 10, 12.5, 10分."""

_MOST_POINTS = 100
_SERIAL = re.compile(r"\(?\d{1,3}\)?[、.]?")
_MARKS = "，。；,;"
_LONGEST_CHOICE = 19
_USUAL_UNIT = 3
_LONGEST_UNIT = 6
_BESIDE_UNIT = re.compile(r"\([^()]{1,6}\)$")
"""Another unit in brackets: 台(套)."""
_ODD_UNIT = 3.0
"""A short word that is no unit known here may be one."""
_LONGEST_USUAL_NAME = 6
"""A longer name that ends like a value (长效机制健全) is a name all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _WordingWeights:
    """What each trait of a text costs in a kind of column.

    The scale is that of `column_alignment`, where a new row within a printed line costs 6 and a
    name left out 9: below 1 is usual, from 4 on hardly ever seen.
    """

    figures: float = 0.0
    """It reads as a number, an amount or a date."""
    points: float = 0.0
    """Its figures may as well be points: 10, 10分."""
    sign: float = 0.0
    """It is a bound and nothing else: ≥, 不低于."""
    any_text: float = 0.0
    """Whatever it is."""
    stub: float = 0.0
    shortest: int = 0
    """It has fewer characters than the shortest that are usual."""
    usual_wording: float = 0.0
    """It is worded as qualitative values are: 效果显著."""
    odd_wording: float = 0.0
    """It is words, and worded otherwise."""
    character: float = 0.0
    longest: int = 0
    """Each character beyond the longest that is usual."""
    mark: float = 0.0
    """Each mark that parts sentences."""


_NAME = _WordingWeights(
    figures=5.0,
    sign=4.0,
    stub=3.0,
    shortest=3,
    usual_wording=1.5,
    character=0.1,
    longest=30,
)
_VALUE = _WordingWeights(
    points=0.4,
    sign=4.0,
    usual_wording=0.3,
    odd_wording=1.2,
    character=0.12,
    longest=8,
    mark=0.8,
)
_REASON = _WordingWeights(figures=5.0, stub=1.0, shortest=6)
_OTHER = _WordingWeights(figures=4.0, sign=4.0, any_text=0.5)


@cache
def wording_cost(text: str, kind: str) -> float:
    """How unlikely a text is in a kind of column: 0 for what it usually holds."""
    if fits := _SHAPES.get(kind):
        return 0.0 if fits(chinese.key(text)) else IMPOSSIBLE
    return _COSTS.get(kind, _other_cost)(text)


def _name_cost(text: str) -> float:
    key = chinese.key(text)
    usual = len(key) <= _LONGEST_USUAL_NAME and is_usual_wording(text)
    return (
        _NAME.figures * is_figures(text)
        + _NAME.sign * is_sign(key)
        + _NAME.stub * (len(key) < _NAME.shortest)
        + _NAME.character * max(0, len(key) - _NAME.longest)
        + _NAME.usual_wording * usual
    )


def _value_cost(text: str) -> float:
    key = chinese.key(text)
    if is_figures(text) or is_not_applicable(text):
        return _VALUE.points * (POINTS.fullmatch(key) is not None)
    marks = sum(text.count(mark) for mark in _MARKS)
    return (
        (_VALUE.usual_wording if is_usual_wording(text) else _VALUE.odd_wording)
        + _VALUE.character * max(0, len(key) - _VALUE.longest)
        + _VALUE.mark * marks
        + _VALUE.sign * is_sign(key)
    )


def _reason_cost(text: str) -> float:
    is_stub = len(chinese.key(text)) < _REASON.shortest and not is_not_applicable(text)
    return _REASON.figures * is_figures(text) + _REASON.stub * is_stub


def _other_cost(text: str) -> float:
    is_value = is_figures(text) or is_sign(chinese.key(text))
    return _OTHER.figures * is_value + _OTHER.any_text


def _unit_cost(text: str) -> float:
    key = _BESIDE_UNIT.sub("", chinese.key(text))
    if is_bare_unit(key):
        return 0.0
    if len(key) > _LONGEST_UNIT or is_figures(text):
        return IMPOSSIBLE
    return _ODD_UNIT + max(0, len(key) - _USUAL_UNIT)


def _is_points(key: str) -> bool:
    return POINTS.fullmatch(key) is not None and float(key.rstrip("分")) <= _MOST_POINTS


def _is_sign_or_none(key: str) -> bool:
    return is_sign(key) or key == "定性"


def _is_serial(key: str) -> bool:
    return _SERIAL.fullmatch(key) is not None


def _is_choice(key: str) -> bool:
    return "能" in key and len(key) <= _LONGEST_CHOICE


_SHAPES: dict[str, Callable[[str], bool]] = {
    "sign": _is_sign_or_none,
    "weight": _is_points,
    "score": _is_points,
    "serial": _is_serial,
    "tick": is_tick,
    "likelihood": _is_choice,
}
"""Kinds of columns that hold texts of one shape and no other."""
_COSTS: dict[str, Callable[[str], float]] = {
    "name": _name_cost,
    "unit": _unit_cost,
    "value": _value_cost,
    "actual": _value_cost,
    "expected": _value_cost,
    "area": _value_cost,
    "term": _value_cost,
    "reason": _reason_cost,
    "remark": _reason_cost,
    "causes": _reason_cost,
}
"""Kinds of columns whose texts are more or less likely; of any other, `_other_cost`."""
