"""What of an indicator's name a measure accounts for, word by word, and what stays unexplained."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.library import load_toml
from jixiao.measures.declaration import Measure, ValueKind
from jixiao.measures.phrases import Span, allowed_of
from jixiao.measures.scopes import words
from jixiao.quantity import TargetValue, find_values
from jixiao.targets import TargetTable

USED = "\0"
"""Stands in a name for what has been explained."""
_YEARS = re.compile(r"(19|20)\d{2}年(度|\d{1,2}月(\d{1,2}日)?)?(前|底|之前)?")
_NUMBERED = re.compile(r"^指标\d+[:：.、]?")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_AREA = re.compile(r"^(.{2,8}?(?:自治区|自治州|自治县|省|市|县|区|旗|州|盟))")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A word that makes of a name another thing than a measure: the word, and what it tells of."""

    word: str
    sort: str


def clean(name: str) -> str:
    """Return a name without blanks, marks, years and its number in a form."""
    text = _YEARS.sub("", _NUMBERED.sub("", chinese.key(name)))
    return "".join(sign for sign in text if sign.isalnum())


def other_year(name: str, year: int | None) -> str:
    """Return a year that a name speaks of and that is not the table's; empty where there is none."""
    years = _YEAR.findall(chinese.key(name))
    strange = [
        printed for printed in years if year is not None and int(printed) != year
    ]
    return strange[0] if strange else ""


@cache
def forbidding() -> Mapping[str, Mapping[str, Any]]:
    """Return the words that turn an indicator into another, and where they do not."""
    return load_toml(Path(__file__).with_name("forbidding.toml"))


def without(name: str, spans: Iterable[Span]) -> str:
    """Return a name with what some spans explain marked as used."""
    signs = list(name)
    for start, end in spans:
        signs[start:end] = USED * (end - start)
    return "".join(signs)


def without_words(text: str, listed: Iterable[str]) -> str:
    """Return a text with some words marked as used, the longest first."""
    for word in sorted(listed, key=len, reverse=True):
        text = text.replace(word, USED * len(word))
    return text


def forbidden_in(text: str, sorts: Iterable[str] = ()) -> Forbidden | None:
    """Return a word of what is not explained that tells of something else; none where there is none.

    Of some `sorts` only, where they are named.
    """
    unexplained = without_words(text, forbidding()["innocent"]["words"])
    asked = set(sorts) or set(forbidding()["words"])
    for sort, listed in forbidding()["words"].items():
        for word in listed:
            if sort in asked and word in unexplained:
                return Forbidden(word, sort)
    return None


def left_of(
    table: TargetTable, target: TargetValue, measure: Measure, text: str
) -> str:
    """Return what of a text is neither explained, nor said of any indicator, nor the measure's kind.

    `text` is a name with what phrases and scopes explain marked as used.
    """
    return marked_left(table, target, measure, text).replace(USED, "")


def marked_left(
    table: TargetTable, target: TargetValue, measure: Measure, text: str
) -> str:
    """Return a text with all that is accounted for marked as used, as `left_of` gives the rest of it."""
    plain = words()["plain"]
    silent = [*plain["words"], *_own_areas(table), *_echoes(text, target)]
    if measure.kind is ValueKind.TOTAL:
        silent += plain["count"]
    listed = [*silent, *allowed_of(measure.code), *_kinds(measure)]
    text = without_words(text, [word for word in listed if len(word) > 1])
    return _without_signs(text, "".join(word for word in listed if len(word) == 1))


def _without_signs(text: str, signs: str) -> str:
    """Return a text with single signs marked as used, but where they are part of another word: 及时."""
    whole = "|".join(words()["plain"]["whole"])
    return re.sub(f"{whole}|[{signs}]", lambda m: m[0] if len(m[0]) > 1 else USED, text)


def carried(measure: Measure, text: str) -> str:
    """Return a text with the words that may stand beside a measure's phrases marked as used."""
    return without_words(text, allowed_of(measure.code))


def _kinds(measure: Measure) -> list[str]:
    """Return the words for the kind of number that a measure gives."""
    kinds: Mapping[str, list[str]] = words()["kinds"]
    return kinds.get(measure.unit, [])


def _own_areas(table: TargetTable) -> list[str]:
    """Return the area that a table's unit bears in its name, as a name may repeat it."""
    units = (table.implementing_unit, table.supervising_department)
    areas = (_AREA.match(clean(unit)) for unit in units if unit)
    return [area[1] for area in areas if area]


def area_in(table: TargetTable, text: str) -> str:
    """Return the name of an area that heads a text, and is not the table's own; empty where none does.

    `text` is a name with what phrases and scopes explain marked as used.
    """
    head = _area_at_head().match(text)
    if head is None or head[0] in _own_areas(table):
        return ""
    stem = head["stem"]
    listed = words()["area_names"]
    is_kind = stem in listed["alone"] or any(
        word in head[0] for word in listed["general"]
    )
    return "" if is_kind else head[0]


@cache
def _area_at_head() -> re.Pattern[str]:
    """Match some signs and the ending of an area's name at the head of an indicator's name."""
    endings = "|".join(words()["area_names"]["endings"])
    return re.compile(rf"(?P<stem>[^{USED}]{{1,7}}?)(?:{endings})")


def _echoes(text: str, target: TargetValue) -> Iterator[str]:
    """Yield the quantities of a name that say the target once more: 500人以上 beside ≥500人次."""
    if target.number is None:
        return
    number = f"{target.number.normalize():f}"
    for start, end in find_values(text):
        digits = re.sub(r"[^\d.]", "", text[start:end])
        if digits == number:
            yield text[start:end]
