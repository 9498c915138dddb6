"""Persons in any text, found however they are written, and taken out.

The one place that knows them; public pages, reports, logs, messages and lists of rejects ask here.
A doubt is decided for the person: a project's number that looks like a certificate is taken out too.
"""

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterable
from typing import Any

import msgspec

from jixiao.masking.names import MAY_NAME, is_whole_name, names_in
from jixiao.masking.numbers import Person, numbers_in

NAME = "姓名"
MAY_HOLD = r"[0-9０-９@＠#]|[(（\[]at[)）\]]|某|" + MAY_NAME
"""A text in which nothing of this stands points at nobody, as far as can be told."""
_MAY_HOLD = re.compile(MAY_HOLD)


def persons_in(text: str) -> list[Person]:
    """What points at persons in a text, in its order; of what overlaps, the longest."""
    if not _MAY_HOLD.search(text):
        return []
    plain = _half_width(text)
    candidates = [*numbers_in(plain)]
    spans = [(person.start, person.end) for person in candidates]
    candidates += [Person(*span, NAME) for span in names_in(plain, spans)]
    persons: list[Person] = []
    for person in sorted(candidates, key=lambda each: (each.start - each.end, each)):
        place = bisect(persons, person)
        beside = persons[max(0, place - 1) : place + 1]
        if all(person.end <= o.start or o.end <= person.start for o in beside):
            persons.insert(place, person)
    return persons


def without_persons(text: str, kinds: list[str] | None = None) -> str:
    """A text with what points at persons taken out; the kinds are added to `kinds`."""
    for person in reversed(persons_in(text)):
        if kinds is not None:
            kinds.append(person.kind)
        text = f"{text[: person.start]}〔{person.kind}已隐去〕{text[person.end :]}"
    return text


def hide_persons(value: Any, kinds: list[str] | None = None) -> Any:  # noqa: ANN401 — of any type
    """A value of texts, lists, mappings and structs with the persons in its texts taken out."""
    match value:
        case str():
            return without_persons(value, kinds)
        case dict():
            return {key: hide_persons(each, kinds) for key, each in value.items()}
        case list() | tuple():
            return type(value)([hide_persons(each, kinds) for each in value])
        case msgspec.Struct():
            cells = msgspec.structs.asdict(value)
            hidden = {name: hide_persons(cell, kinds) for name, cell in cells.items()}
            changed = {
                name: cell for name, cell in hidden.items() if cell is not cells[name]
            }
            return msgspec.structs.replace(value, **changed) if changed else value
        case _:
            return value


def is_person(text: str) -> bool:
    """Whether a whole text is a number or, as far as can be told, the name of a person."""
    plain = _half_width(text).strip()
    if any(person.end - person.start == len(plain) for person in persons_in(plain)):
        return True
    return is_whole_name(plain)


def _half_width(text: str) -> str:
    """A text of the same length: digits, letters and signs of any width as ASCII has them."""
    if text.isascii():
        return text.upper() if "x" in text else text
    return "".join(map(_half_width_of, text))


def _half_width_of(sign: str) -> str:
    if sign in "x×✕":
        return "X"
    if sign < "\x7f" or "\u4e00" <= sign <= "\u9fff":
        return sign
    if sign.isspace():
        return sign if sign in "\n\r" else " "
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    return (plain if len(plain) == 1 else sign).replace("x", "X")


def count_kinds(kinds: Iterable[str]) -> list[str]:
    """How many of each kind, in words."""
    counted: dict[str, int] = {}
    for kind in kinds:
        counted[kind] = counted.get(kind, 0) + 1
    return [f"{count} 个{kind}" for kind, count in counted.items()]
