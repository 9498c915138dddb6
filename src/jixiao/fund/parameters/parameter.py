"""One parameter: a value that holds from a day on, who set it, and whether its source was seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from jixiao.errors import FaultyEntry
from jixiao.library import load_toml, refuse_unknown
from jixiao.money import in_yuan

Value = Fraction | int | str | date | tuple[int, ...] | tuple[str, ...] | Mapping[str, Fraction]  # fmt: skip
"""What a parameter may be: yuan are whole fen, factors exact fractions."""


class Standing(StrEnum):
    """Who set a value; a sample stands for nobody's rule."""

    NATION = "国家"
    REGION = "自治区"
    COUNTY = "市县"
    SAMPLE = "样例"


@dataclass(frozen=True, slots=True)
class Word:
    """A parameter that engines know: what it sets, how its value is written, what may be chosen."""

    key: str
    title: str
    kind: str
    unit: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """The value of a word from `since` to `until`, both included; open where that is None.

    `basis` is the document it comes from; `confirmed` is false where its text was not seen as
    adopted, or can be read in two ways.
    """

    word: Word
    value: Value
    since: date
    until: date | None
    standing: Standing
    basis: str
    confirmed: bool = field(default=True)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def printed(self) -> str:
        """Its value as people read it."""
        return f"{_printed(self.word, self.value)}{self.word.unit}"

    @property
    def line(self) -> str:
        """The parameter in one line, with who set it and what is in doubt."""
        doubt = "" if self.confirmed else "，未核对"
        return (
            f"{self.word.title}：{self.printed}（{self.standing}，{self.basis}{doubt}）"
        )


def _printed(word: Word, value: Value) -> str:
    match value:
        case Fraction():
            return _decimal(value)
        case tuple():
            separator = "：" if word.kind == "weights" else "、"
            return separator.join(map(str, value))
        case Mapping():
            return "，".join(f"{name} {_decimal(each)}" for name, each in value.items())
        case int() if word.kind == "yuan":
            return in_yuan(value)
    return str(value)


def _decimal(value: Fraction) -> str:
    """Print a fraction as a decimal where it has one, else as it stands."""
    power, rest = 0, value.denominator
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5
        power += 1
    if rest != 1:
        return str(value)
    digits = f"{value.numerator * 10**power // value.denominator:0{power + 1}}"
    whole, part = digits[: len(digits) - power], digits[len(digits) - power :]
    return f"{whole}.{part}".rstrip("0").rstrip(".") if power else whole


@cache
def words() -> Mapping[str, Word]:
    """Return the parameters that engines know, by key.

    Raises:
        FaultyEntry: a word is of no known kind.
    """
    content = load_toml(Path(__file__).with_name("words.toml"))
    for key, said in content.items():
        refuse_unknown(
            f"words.toml 的 {key}", said, ("title", "kind", "unit", "choices")
        )
        if said["kind"] not in KINDS:
            message = f"words.toml 的 {key} 的 kind 是 {said['kind']}；可写 {'、'.join(KINDS)}。"
            raise FaultyEntry(message)
    return {
        key: Word(
            key,
            said["title"],
            said["kind"],
            said.get("unit", ""),
            tuple(said.get("choices", ())),
        )
        for key, said in content.items()
    }


KINDS = ("factor", "count", "weights", "yuan", "day", "choice", "factors", "names")
"""How the value of a parameter may be written."""
