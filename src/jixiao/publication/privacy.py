"""A table as the public may see it: personal data and small numbers of people held back."""

import re
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
    told = _rules()
    names = set(told["fields"]["names"])
    kept = {name: text for name, text in table.other_fields.items() if name not in names}
    held = [f"“{name}”一栏" for name in table.other_fields if name in names]
    rows, small = [], 0
    for row in table.indicators:
        shown = _rounded(row.actual, told["small"])
        small += shown is not row.actual
        rows.append(replace(row, actual=shown))
    held += [f"{small} 个不足 {told['small']['least']} 的人数"] if small else []
    table = replace(table, indicators=tuple(rows), other_fields=kept, evidence={}, notes=())
    found: list[str] = []
    masked = msgspec.convert(_masked(msgspec.to_builtins(table), found), TargetTable, strict=False)
    return Rendition(
        masked, [*held, *(f"{found.count(one)} 个{one}" for one in dict.fromkeys(found))]
    )


def _rounded(value: TargetValue | None, rule: dict[str, Any]) -> TargetValue | None:
    """Say “less than” of a small number of people."""
    if value is None or value.number is None or value.unit not in rule["units"]:
        return value
    if not 0 < value.number < rule["least"]:
        return value
    return TargetValue(text=f"不足{rule['least']}{value.unit}")


def _masked(value: Any, found: list[str]) -> Any:  # noqa: ANN401 — whatever a table is made of
    match value:
        case str():
            return _without_numbers(value, found)
        case dict():
            return {key: _masked(one, found) for key, one in value.items()}
        case list() | tuple():
            return [_masked(one, found) for one in value]
        case _:
            return value


def _without_numbers(text: str, found: list[str]) -> str:
    for start, end, what in sorted(_personal(text), reverse=True):
        found.append(what)
        text = f"{text[:start]}〔{what}已隐去〕{text[end:]}"
    return text


def _personal(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the numbers that point at a person: where they begin and end, and what they are."""
    for one in _CERTIFICATE.finditer(text):
        digits = one[0].upper()
        total = sum(int(d) * w for d, w in zip(digits[:-1], _WEIGHTS, strict=True))
        if _CHECKS[total % 11] == digits[-1]:
            yield one.start(), one.end(), "身份证号"
    for one in _MOBILE.finditer(text):
        yield one.start(), one.end(), "手机号"
    for one in _CARD.finditer(text):
        if _luhn(one[0]):
            yield one.start(), one.end(), "银行卡号"


def _luhn(digits: str) -> bool:
    """Check a card's last digit (ISO/IEC 7812-1)."""
    doubled = (int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0  # noqa: PLR2004 — digits


@cache
def _rules() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("privacy.toml"))
