"""One value of a policy file read, or refused in a sentence that names the place and what may stand there."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import lcm
from typing import Any, NoReturn, TypeVar

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import Steps
from jixiao.fund.benefits.year import NO_LIMIT

FEN = 100
MOST_YUAN = 10**10
"""More yuan than any amount of a policy."""
MOST_TIMES = 10
"""The most that anything is multiplied by."""
UNLIMITED = "不封顶"
MOST_WHOLE = 10**6
"""The most by which rates may be divided, so that whole numbers hold any payment."""
_MOST_DIGITS = 20
_QUOTIENT = re.compile(r"(\d{1,6})/([1-9]\d{0,5})")
Value = TypeVar("Value")


def to_fen(yuan: Decimal | float | str) -> int:
    """Return an amount of yuan as fen, half a fen upwards."""
    return int((Decimal(yuan) * FEN).quantize(Decimal(1), ROUND_HALF_UP))


def is_number(value: object) -> bool:
    """Whether a value of TOML is a number; what TOML calls nan is none."""
    if isinstance(value, Decimal) and value.is_nan():
        return False
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _as_written(value: object) -> str:
    """Return a value as a policy file writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case Decimal() if value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS:
            return f"{value:f}"
        case Decimal():
            return str(value).lower().replace("infinity", "inf")
        case list():
            return f"[{', '.join(map(_as_written, value))}]"
        case dict():
            written = (f"{name} = {_as_written(of)}" for name, of in value.items())
            return f"{{ {', '.join(written)} }}"
    return str(value)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a policy file, which its messages name: `own.toml 的 [basic."居民住院"]`."""

    place: str
    table: Mapping[str, Any]

    @classmethod
    def of(cls, place: str, table: object, words: Collection[str]) -> "Section":
        """Take a section, whose words must all be known.

        Raises:
            FaultyEntry: it is no section, or holds words that are not known.
        """
        if not isinstance(table, Mapping):
            message = f"{place} 应是一节，下面每行写一项，如 名称 = 值。请改正。"
            raise FaultyEntry(message)
        if unknown := [word for word in table if word not in words]:
            message = (
                f"{place} 里有不认识的“{'、'.join(unknown)}”；"
                f"这里可写 {'、'.join(words)}。请改正。"
            )
            raise FaultyEntry(message)
        return cls(place, table)

    def need(self, *keys: str) -> None:
        """Refuse the section where it lacks something.

        Raises:
            FaultyEntry: it does.
        """
        if missing := [key for key in keys if key not in self.table]:
            message = f"{self.place} 缺少 {'、'.join(missing)}。请补上。"
            raise FaultyEntry(message)

    def refuse(self, key: str, value: object, wanted: str) -> NoReturn:
        """Refuse a value of the section.

        Raises:
            FaultyEntry: always.
        """
        shown = f"“{value}”" if isinstance(value, str) else _as_written(value)
        message = f"{self.place} 的 {key} 写的是 {shown}，应为{wanted}。请改正。"
        raise FaultyEntry(message)

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        value = self.table.get(key, default)
        if not isinstance(value, str):
            self.refuse(key, value, "文字（加引号）")
        return value

    def day(self, key: str) -> date:
        """Return a day."""
        value = self.table[key]
        if type(value) is not date:
            self.refuse(key, value, "日期，如 2026-01-01（不加引号）")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.refuse(key, value, " true 或 false（不加引号）")
        return value

    def amount(self, key: str, value: object) -> int:
        """Return an amount of yuan as fen."""
        if not is_number(value):
            self.refuse(key, value, "不加引号的元数，如 700 或 0.50")
        yuan = Decimal(str(value))
        if not 0 <= yuan < MOST_YUAN or yuan * FEN % 1:
            self.refuse(key, value, "不小于 0、最多两位小数的元数，如 700")
        return int(yuan * FEN)

    def limit(self, key: str, value: object) -> int:
        """Return a limit of yuan as fen: NO_LIMIT for what is said to have none."""
        if value == UNLIMITED:
            return NO_LIMIT
        if not is_number(value):
            self.refuse(key, value, f'不加引号的元数，如 15000，或 "{UNLIMITED}"')
        return self.amount(key, value)

    def fraction(self, key: str, value: object) -> Fraction:
        """Return a number exactly: 0.895, or "1/3" for what no decimal says."""
        if isinstance(value, str) and (quotient := _QUOTIENT.fullmatch(value)):
            return Fraction(int(quotient[1]), int(quotient[2]))
        if not is_number(value):
            self.refuse(key, value, '不加引号的比例，如 0.75（除不尽的写成 "1/3"）')
        if isinstance(value, Decimal) and value.is_infinite():
            self.refuse(key, value, "有尽头的数，如 0.75")
        return Fraction(str(value))

    def rate(self, key: str, value: object) -> Fraction:
        """Return a rate from 0 to 1."""
        rate = self.fraction(key, value)
        if not 0 <= rate <= 1:
            self.refuse(key, value, " 0 到 1 之间的比例，如 75% 写 0.75")
        if rate.denominator > MOST_WHOLE:
            self.refuse(key, value, "最多六位小数的比例，如 0.895")
        return rate

    def factor(self, key: str, value: object) -> Fraction:
        """Return a number of 0 or more to multiply by."""
        factor = self.fraction(key, value)
        if not 0 <= factor <= MOST_TIMES:
            self.refuse(key, value, f" 0 到 {MOST_TIMES} 之间的系数，如 0.9")
        return factor

    def days(self, key: str, value: object) -> int:
        """Return a number of days."""
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.refuse(key, value, "不小于 0 的天数，如 90")
        return value

    def span(self, key: str) -> range | None:
        """Return the whole numbers from one to another, both included; None where nothing is said."""
        if key not in self.table:
            return None
        value = self.table[key]
        if (
            not isinstance(value, list)
            or len(value) != 2  # noqa: PLR2004 — from, to
            or not all(type(end) is int and end >= 0 for end in value)
            or value[0] > value[1]
        ):
            self.refuse(key, value, "从几到几的两个整数，如 [60, 150]")
        return range(value[0], value[1] + 1)

    def steps(self, key: str, value: object) -> Steps:
        """Return rates from some amounts on: a single rate, or [[from, rate], …]."""
        if not isinstance(value, list):
            return ((0, self.rate(key, value)),)
        if not value or not all(isinstance(s, list) and len(s) == 2 for s in value):  # noqa: PLR2004 — from, rate
            self.refuse(key, value, "从低到高的分段，如 [[0, 0.60], [20000, 0.65]]")
        steps = tuple(
            (self.amount(key, start), self.rate(key, rate)) for start, rate in value
        )
        starts = [start for start, _ in steps]
        if starts != sorted(set(starts)):
            self.refuse(key, value, "从低到高的分段，如 [[0, 0.60], [20000, 0.65]]")
        if lcm(*(rate.denominator for _, rate in steps)) > MOST_WHOLE:
            self.refuse(key, value, "位数少些的比例：几段合起来算不精确")
        return steps

    def names(
        self, key: str, known: Collection[str], value: object = None
    ) -> Sequence[str]:
        """Return a list of texts, each of which is known."""
        value = self.table[key] if value is None else value
        if not isinstance(value, list) or not all(isinstance(n, str) for n in value):
            self.refuse(key, value, '加引号、放在方括号里的一列，如 ["甲", "乙"]')
        if unknown := [name for name in value if name not in known]:
            choice = f"可写 {'、'.join(known)}。请改正。"
            if not known:
                choice = "这个政策里还没有写明这样的名称，请先写明再用。"
            message = f"{self.place} 的 {key} 里有不认识的代码或名称 {'、'.join(unknown)}；{choice}"
            raise FaultyEntry(message)
        return value

    def choices(
        self, key: str, known: Collection[str], read: Callable[[str, object], Value]
    ) -> dict[str, Value]:
        """Return a table of known names and what each says; nothing where the key is not there."""
        table = self.table.get(key, {})
        if not isinstance(table, Mapping):
            self.refuse(key, table, f"一组 名称 = 值，名称可写 {'、'.join(known)}")
        self.names(key, known, list(table))
        return {name: read(f"{key} 的 {name}", value) for name, value in table.items()}
