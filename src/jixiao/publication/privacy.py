"""A table as the public may see it: personal data and small numbers of people held back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from jixiao.library import load_toml
from jixiao.quantity import TargetValue
from jixiao.targets import TargetTable

_CERTIFICATE = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9.])1[3-9]\d{9}(?![0-9.])")
_CARD = re.compile(r"(?<![0-9A-Za-z.])62\d{14,17}(?![0-9A-Za-z.])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Rendition:
    """A table for the public, and what was held back of it, in words."""

    table: TargetTable
    held_back: Sequence[str]


def for_the_public(table: TargetTable) -> Rendition:
    """Hold back what the public may not see: numbers of people, their telephones, small counts.

    Certificate numbers (with a right check digit), mobile telephones and bank cards are taken out
    of every text; fields that name people are left out; an actual value that counts fewer people
    than `privacy.toml` says is printed as less than that. Where a value was read is left out, too.
    """
    rules = _rules()
    names_of_people = set(rules["fields"]["names"])
    fields = {
        name: text
        for name, text in table.other_fields.items()
        if name not in names_of_people
    }
    rows = [
        replace(row, actual=_rounded(row.actual, rules["small"]))
        for row in table.indicators
    ]
    public = replace(
        table, indicators=tuple(rows), other_fields=fields, evidence={}, notes=()
    )
    numbers: list[str] = []
    masked = _masked(msgspec.to_builtins(public), numbers)
    held_back = [f"“{name}”一栏" for name in table.other_fields if name not in fields]
    rounded = sum(
        row.actual is not before.actual
        for row, before in zip(rows, table.indicators, strict=True)
    )
    if rounded:
        held_back.append(f"{rounded} 个不足 {rules['small']['least']} 的人数")
    held_back += [f"{count} 个{kind}" for kind, count in Counter(numbers).items()]
    return Rendition(msgspec.convert(masked, TargetTable, strict=False), held_back)


def _rounded(value: TargetValue | None, rule: dict[str, Any]) -> TargetValue | None:
    """Say “less than” of a small number of people; any other value stays the same object."""
    if value is None or value.number is None or value.unit not in rule["units"]:
        return value
    if not 0 < value.number < rule["least"]:
        return value
    return TargetValue(text=f"不足{rule['least']}{value.unit}")


def _masked(value: Any, masked_kinds: list[str]) -> Any:  # noqa: ANN401 — whatever a table is made of
    """A value without personal numbers; what kind each was is added to `masked_kinds`."""
    match value:
        case str():
            return _without_numbers(value, masked_kinds)
        case dict():
            return {key: _masked(cell, masked_kinds) for key, cell in value.items()}
        case list() | tuple():
            return [_masked(cell, masked_kinds) for cell in value]
        case _:
            return value


def _without_numbers(text: str, masked_kinds: list[str]) -> str:
    for start, end, kind in sorted(_personal_numbers(text), reverse=True):
        masked_kinds.append(kind)
        text = f"{text[:start]}〔{kind}已隐去〕{text[end:]}"
    return text


def _personal_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers that point at a person: where they begin and end, and what they are."""
    for match in _CERTIFICATE.finditer(text):
        if _is_certificate(match[0].upper()):
            yield *match.span(), "身份证号"
    for match in _MOBILE.finditer(text):
        yield *match.span(), "手机号"
    for match in _CARD.finditer(text):
        if _is_card(match[0]):
            yield *match.span(), "银行卡号"


def _is_certificate(number: str) -> bool:
    """Whether the last sign of a certificate number is its check sign (GB 11643)."""
    digits, check = number[:-1], number[-1]
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)
    )
    return check == _CHECKS[total % len(_CHECKS)]


def _is_card(number: str) -> bool:
    """Whether the last digit of a card's number is its check digit (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 — digits
    return total % 10 == 0


@cache
def _rules() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("privacy.toml"))
