"""What checks hold the paper against: words, required parts, subjects; data, not code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from jixiao.errors import FaultyEntry
from jixiao.library import load_toml
from jixiao.money import SCALES, convert

FOLDER = Path(__file__).with_name("standards")


class Standard(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a datum comes from, and the years it holds for, both ends included.

    `confirmed` is false where the source was a secondary one or our own judgement.
    """

    basis: str
    since: int
    until: int | None = None
    confirmed: bool = True

    def holds(self, year: int | None) -> bool:
        """Say whether it is in force in a year; without a year, whether it still is."""
        if year is None:
            return self.until is None
        return self.since <= year and (self.until is None or year <= self.until)


class Words(Standard, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list of words that a check looks for; `patterns` are regular expressions."""

    title: str
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


class Wording(Standard, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of saying that should be another: a name that was changed, a common slip."""

    pattern: str
    now: str

    def search(self, text: str) -> str | None:
        """Give what of the text is said so."""
        match = re.search(self.pattern, text)
        return match[0] if match else None


class RequiredRows(Standard, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The second-level indicators that a form must hold, by the form's code."""

    form: str
    aspects: tuple[str, ...]


class RequiredParts(Standard, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a published department budget must hold: its tables in order, its sections.

    `layout` is the code of the tables' layout. A section is known by any of its words; `orders` are
    other orders of the tables that are as usual.
    """

    layout: str
    tables: dict[str, str]
    orders: tuple[tuple[str, ...], ...] = ()
    sections: dict[str, tuple[str, ...]]


class Subject(Standard, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code of the classification of revenue and expenditure, and its name in those years.

    `whole` is true where every code below it is listed; `uses` are words of what it pays for.
    """

    code: str
    name: str
    whole: bool = False
    uses: tuple[str, ...] = ()


class ExpenditureStandard(
    Standard, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """The most that one unit of something may cost, as an installation or a folder gives it.

    `item` is part of the name of the cost, `most` the amount, `unit` its unit (元/人天); `highest`
    the amount of the highest class, where a standard has classes.
    """

    item: str
    most: Decimal
    highest: Decimal | None = None
    unit: str
    region: str = ""

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan.

        Raises:
            FaultyEntry: the unit does not begin with a unit of money.
        """
        scale = self.unit.partition("/")[0]
        if scale not in SCALES:
            message = f"支出标准“{self.item}”的单位“{self.unit}”应写作 元/… 或 万元/…。"
            raise FaultyEntry(message)
        return convert(self.most, scale, "元")


_S = TypeVar("_S", bound=Standard)


def read_standards(given: object, kind: type[_S], name: str) -> tuple[_S, ...]:
    """Make standards of tables.

    Raises:
        FaultyEntry: a table is not as it should be; the message names the file and the place.
    """
    try:
        return msgspec.convert(given, tuple[kind, ...], strict=False)  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        message = f"{name} 里有一项不合格式：{error}。请改正。"
        raise FaultyEntry(message) from error


def _in_force(standards: Iterable[_S], year: int | None) -> list[_S]:
    return [standard for standard in standards if standard.holds(year)]


@cache
def _file(name: str) -> dict[str, Any]:
    return load_toml(FOLDER / f"{name}.toml")


@cache
def all_words() -> dict[str, Words]:
    """Give every word list by its name."""
    tables = _file("words")
    return dict(
        zip(tables, read_standards(list(tables.values()), Words, "words"), strict=True)
    )


@cache
def words(name: str) -> re.Pattern[str]:
    """Give a word list as one pattern, the longest word first.

    Raises:
        FaultyEntry: there is no such list.
    """
    if name not in all_words():
        message = f"words.toml 里没有 {name}。"
        raise FaultyEntry(message)
    listed = all_words()[name]
    plain = sorted(listed.words, key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, plain), *listed.patterns]))


@cache
def wordings(kind: str, year: int | None) -> tuple[Wording, ...]:
    """Give the wordings of a kind (`renamed`, `slips`) that are out of use in a year."""
    listed = read_standards(list(_file("wordings")[kind].values()), Wording, "wordings")
    return tuple(_in_force(listed, year))


def required_rows(form: str, year: int | None) -> tuple[str, ...]:
    """Give the second-level indicators that a form must hold in a year; none where unknown."""
    listed = read_standards(_file("required")["rows"], RequiredRows, "required")
    of_form = (
        standard for standard in _in_force(listed, year) if standard.form == form
    )
    return next((standard.aspects for standard in of_form), ())


def required_parts(layout: str, year: int | None) -> RequiredParts | None:
    """Give what a department budget must hold in a year; None where that is not known."""
    listed = read_standards(_file("required")["parts"], RequiredParts, "required")
    return next(
        (part for part in _in_force(listed, year) if part.layout == layout), None
    )


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of one classification in one year, by code."""

    by_code: dict[str, Subject]

    def missing(self, code: str) -> Subject | None:
        """Give the subject whose codes are all listed and do not hold this one."""
        above = (
            self.by_code.get(code[:length]) for length in (5, 3) if length < len(code)
        )
        if code in self.by_code:
            return None
        return next((subject for subject in above if subject and subject.whole), None)


@cache
def cost_standards() -> tuple[ExpenditureStandard, ...]:
    """Give the published standards of what one person, day or hour may cost, of every year."""
    return read_standards(_file("costs")["standard"], ExpenditureStandard, "costs")


@cache
def all_subjects(kind: str) -> tuple[Subject, ...]:
    """Give the subjects of a kind (`function`, `economic`), of every year."""
    return read_standards(_file("subjects")[kind], Subject, "subjects")


@cache
def subjects(kind: str, year: int | None) -> Subjects:
    """Give the subjects of a kind in a year."""
    return Subjects(
        {subject.code: subject for subject in _in_force(all_subjects(kind), year)}
    )
