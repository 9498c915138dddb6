"""A table as the public may see it: personal data and small numbers of people held back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from jixiao.library import load_toml
from jixiao.masking import count_kinds, hide_persons
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable


@dataclass(frozen=True, slots=True)
class Rendition:
    """A table for the public, and what was held back of it, in words."""

    table: TargetTable
    held_back: Sequence[str]


ToldAmounts = Mapping[tuple[str, str], Collection[Decimal]]
"""Numbers that are before the public elsewhere, by the name of the row and the unit."""


def for_the_public(
    table: TargetTable, elsewhere: ToldAmounts | None = None
) -> Rendition:
    """Hold back what the public may not see: numbers of people, their telephones, small counts.

    Numbers and names of persons (`jixiao.masking`) are taken out of every text; fields that name
    people are left out; an actual value that counts fewer people than `privacy.toml` says is printed
    as less than that, and one that differs by fewer from another, of the table or told `elsewhere`, is
    not printed. Where a value was read is left out, too.
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
    rows, apart = _without_differences(rows, rules["small"], elsewhere or {})
    public = replace(
        table, indicators=tuple(rows), other_fields=fields, evidence={}, notes=()
    )
    numbers: list[str] = []
    masked = hide_persons(msgspec.to_builtins(public), numbers)
    held_back = [f"“{name}”一栏" for name in table.other_fields if name not in fields]
    rounded = sum(
        row.actual is not before.actual
        for row, before in zip(rows, table.indicators, strict=True)
    )
    rounded -= apart
    if apart:
        held_back.append(f"{apart} 个与另一项相差不足 {rules['small']['least']} 的人数")
    if rounded:
        held_back.append(f"{rounded} 个不足 {rules['small']['least']} 的人数")
    held_back += count_kinds(numbers)
    return Rendition(msgspec.convert(masked, TargetTable, strict=False), held_back)


def _without_differences(
    rows: Sequence[Indicator], rule: dict[str, Any], elsewhere: ToldAmounts
) -> tuple[list[Indicator], int]:
    """Hold back what differs from another figure by fewer people than may be counted.

    Who knows the whole and all of it but a few knows the few. The larger of two stays. Returns the
    rows and how many were held back.
    """
    shown: list[tuple[str, Decimal]] = []
    held: set[int] = set()
    counts = [
        (row.actual.number, place)
        for place, row in enumerate(rows)
        if row.actual and row.actual.number and row.actual.unit in rule["units"]
    ]
    for number, place in sorted(counts, key=lambda count: (-count[0], count[1])):
        unit = (rows[place].actual or TargetValue(text="")).unit or ""
        others = elsewhere.get((rows[place].name, unit), ())
        if any(0 < abs(other - number) < rule["least"] for other in others) or any(
            u == unit and 0 < more - number < rule["least"] for u, more in shown
        ):
            held.add(place)
        else:
            shown.append((unit, number))
    value = TargetValue(text=f"未单独公开（与另一项相差不足{rule['least']}）")
    return [
        replace(row, actual=value) if place in held else row
        for place, row in enumerate(rows)
    ], len(held)


def _rounded(value: TargetValue | None, rule: dict[str, Any]) -> TargetValue | None:
    """Say “less than” of a small number of people; any other value stays the same object."""
    if value is None or value.number is None or value.unit not in rule["units"]:
        return value
    if not 0 < value.number < rule["least"]:
        return value
    return TargetValue(text=f"不足{rule['least']}{value.unit}")


@cache
def _rules() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("privacy.toml"))
