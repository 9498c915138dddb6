"""The value of a parameter read as its word is written, or refused with what may stand there."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao.fund.parameters.parameter import Value, Word

_FEN = 100


class UnreadableValue(ValueError):
    """A value is not written as its word is; the text says what may stand there."""


def read_value(word: Word, value: Any) -> Value:
    """Return a value of a file as its word means it.

    Raises:
        UnreadableValue: it is not written so.
    """
    return _READERS[word.kind](word, value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _factor(word: Word, value: Any) -> Fraction:
    if isinstance(value, str) and value.count("/") == 1:
        above, below = value.split("/")
        if above.isdecimal() and below.isdecimal() and int(below):
            return Fraction(int(above), int(below))
    if not _is_number(value) or not Decimal(value).is_finite() or value < 0:
        message = '不小于 0 的数，如 0.9（除不尽的写成 "1/3"）'
        raise UnreadableValue(message)
    del word
    return Fraction(value)


def _count(word: Word, value: Any) -> int:
    if type(value) is not int or value < 0:
        message = f"不小于 0 的整数，单位{word.unit or '个'}"
        raise UnreadableValue(message)
    return value


def _weights(word: Word, value: Any) -> tuple[int, ...]:
    whole = isinstance(value, list) and all(type(n) is int and n > 0 for n in value)
    if not whole or not value:
        message = f"一列正整数，从早到晚，如 [1, 2, 7]（{word.title}）"
        raise UnreadableValue(message)
    return tuple(value)


def _yuan(word: Word, value: Any) -> int:
    if not _is_number(value) or value < 0 or Decimal(value) * _FEN % 1:
        message = f"不小于 0、最多两位小数的元数（{word.title}）"
        raise UnreadableValue(message)
    return int(Decimal(value) * _FEN)


def _day(word: Word, value: Any) -> date:
    if type(value) is not date:
        message = f"日期，如 2026-12-31，不加引号（{word.title}）"
        raise UnreadableValue(message)
    return value


def _choice(word: Word, value: Any) -> str:
    if value not in word.choices:
        message = f"{'、'.join(word.choices)} 中的一个（加引号）"
        raise UnreadableValue(message)
    return str(value)


def _factors(word: Word, value: Any) -> Mapping[str, Fraction]:
    if not isinstance(value, Mapping) or not value:
        message = f"一组 名称 = 数（{word.title}）"
        raise UnreadableValue(message)
    return {name: _factor(word, each) for name, each in value.items()}


def _names(word: Word, value: Any) -> tuple[str, ...]:
    texts = isinstance(value, list) and all(isinstance(name, str) for name in value)
    known = texts and all(not word.choices or name in word.choices for name in value)
    if not known:
        choice = f"，可写 {'、'.join(word.choices)}" if word.choices else ""
        message = f"放在方括号里、加引号的一列{choice}"
        raise UnreadableValue(message)
    return tuple(value)


_READERS: Mapping[str, Callable[[Word, Any], Value]] = {
    "factor": _factor,
    "count": _count,
    "weights": _weights,
    "yuan": _yuan,
    "day": _day,
    "choice": _choice,
    "factors": _factors,
    "names": _names,
}
