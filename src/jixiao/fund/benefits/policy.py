"""Benefit policies: dated TOML files become tables of parameters, one row for each case.

Amounts are fen, rates ten-thousandths, both whole numbers: every engine adds and multiplies them
alike. What a policy may say is shown in `policies/`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.library import load_tables

FOLDER = Path(__file__).with_name("policies")
FEN = 100
RATE = 10_000
"""What a whole is in rates: 0.75 is 7500."""
NO_LIMIT = 10**15
"""The limit of what has none, in fen."""
VISITS = 3
"""How many visits of a year may have a start line of their own; the last one repeats."""
_BASIC = {
    "insutype", "psn_type", "med_type", "level", "accumulator", "deductible",
    "annual_deductible", "deductible_accumulator", "ratio", "filing", "filing_factor", "cap",
    "further",
}  # fmt: skip
_LAYER = {"code", "field", "insutype", "identity", "tiers", "cap"}


@dataclass(frozen=True, slots=True)
class Basic:
    """What the basic layer pays in one case; amounts in fen, rates in ten-thousandths.

    `deductibles` are the start lines of the first, second and third stay of a year and later;
    `annual_deductible` is used up once a year instead. `bands` are (from, rate) of what lies above
    the start line. `accumulator` names what shares the cap and the count of visits,
    `deductible_accumulator` what shares the annual start line. `further` says whether what is left
    goes to the further layers.
    """

    name: str
    accumulator: str
    deductible_accumulator: str
    deductibles: tuple[int, ...]
    annual_deductible: int
    bands: tuple[tuple[int, int], ...]
    cap: int
    further: bool


@dataclass(frozen=True, slots=True)
class Layer:
    """What a further layer pays of the year's remaining own part: tiers (above, rate), a limit."""

    name: str
    tiers: tuple[tuple[int, int], ...]
    cap: int


Case = tuple[str, str, str, str, str]
"""insutype, psn_type, med_type, level, filing."""
Person = tuple[str, str]
"""insutype, code of the assistance identity (empty for none)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: its cases from `valid_from` to `valid_to`, both included."""

    code: str
    title: str
    basis: str
    confirmed: bool
    valid_from: date
    valid_to: date
    levels: Mapping[str, str]
    basic: Mapping[Case, Basic]
    layers: Mapping[str, Mapping[Person, Layer]]
    fields: Mapping[str, str]


Policies = Sequence[Policy]


@cache
def load_policies(folder: Path | None = None) -> Mapping[str, Policy]:
    """Read the policies of the package, and those of a folder of the bureau's own.

    Raises:
        FaultyEntry: a file says something that policies do not know, or that cannot be.
    """
    folders = [FOLDER, folder] if folder else [FOLDER]
    tables = load_tables(folders, "policy")
    return {code: _policy(table) for code, table in tables.items() if code != "base"}


def fen(yuan: Decimal | float | str) -> int:
    """Give an amount of yuan in fen, half a fen upwards."""
    return int((Decimal(yuan) * FEN).quantize(Decimal(1), ROUND_HALF_UP))


def _rate(share: Decimal | int, where: str) -> int:
    rate = (Decimal(share) * RATE).quantize(Decimal(1), ROUND_HALF_UP)
    if not 0 <= rate <= RATE:
        message = f"{where} 的比例 {share} 应在 0 到 1 之间，如 0.75。请改正。"
        raise FaultyEntry(message)
    return int(rate)


def _policy(table: dict[str, Any]) -> Policy:
    about, codes = table["policy"], table["codes"]
    code = about["code"]
    if about["valid_from"] > about["valid_to"]:
        message = f"政策 {code} 的 valid_from 晚于 valid_to。请改正。"
        raise FaultyEntry(message)
    levels = {hospital: level for level, own in table["level"].items() for hospital in own}
    return Policy(
        code=code,
        title=about["title"],
        basis=about["basis"],
        confirmed=about["confirmed"],
        valid_from=about["valid_from"],
        valid_to=about["valid_to"],
        levels=levels,
        basic=_basic(table["basic"], codes, code),
        layers=_layers(table["layers"], codes, table["identity"], code),
        fields={entry["code"]: entry["field"] for entry in table["layers"].values()},
    )


def _known(entry: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    unknown = sorted(set(entry) - set(known))
    if unknown:
        message = f"{where} 里有不认识的“{'、'.join(unknown)}”；可用 {'、'.join(sorted(known))}。"
        raise FaultyEntry(message)


def _chosen(entry: Mapping[str, Any], key: str, codes: Sequence[str], where: str) -> Sequence[str]:
    """Give the codes an entry names, or all of them; a later entry outranks an earlier one."""
    chosen = entry.get(key, codes)
    if unknown := [code for code in chosen if code not in codes]:
        message = (
            f"{where} 的 {key} 里有不认识的代码 {'、'.join(unknown)}；可用 {'、'.join(codes)}。"
        )
        raise FaultyEntry(message)
    return list(chosen)


def _basic(
    entries: Mapping[str, Mapping[str, Any]], codes: Mapping[str, Any], policy: str
) -> dict[Case, Basic]:
    cases: dict[Case, Basic] = {}
    for name, entry in entries.items():
        where = f"政策 {policy} 的“{name}”"
        _known(entry, _BASIC, where)
        if missing := [key for key in ("accumulator", "ratio") if key not in entry]:
            message = f"{where} 缺少 {'、'.join(missing)}。请补上。"
            raise FaultyEntry(message)
        dimensions = ("insutype", "psn_type", "med_type")
        people = [_chosen(entry, key, codes[key], where) for key in dimensions]
        levels = [level for level in codes["level"] if level in entry.get("level", entry["ratio"])]
        for level, filing in product(levels, codes["filing"]):
            basic = _one(name, entry, level, filing, where)
            for insutype, psn_type, med_type in product(*people):
                cases[insutype, psn_type, med_type, level, filing] = basic
    return cases


def _one(name: str, entry: Mapping[str, Any], level: str, filing: str, where: str) -> Basic:
    if level not in entry["ratio"]:
        message = f"{where} 没有写 {level} 的 ratio。请补上。"
        raise FaultyEntry(message)
    ratio = entry["ratio"][level]
    bands = ratio if isinstance(ratio, list) else [[0, ratio]]
    factor = Decimal(entry.get("filing_factor", {}).get(filing, 1))
    added = Decimal(entry.get("filing", {}).get(filing, 0))
    lines = [fen(yuan) for yuan in entry.get("deductible", {}).get(level, [0])]
    accumulator = entry["accumulator"]
    own = entry.get("deductible_accumulator", accumulator).replace("{level}", level)
    return Basic(
        name=name,
        accumulator=accumulator,
        deductible_accumulator=own,
        deductibles=tuple(lines[min(n, len(lines) - 1)] for n in range(VISITS)),
        annual_deductible=fen(entry.get("annual_deductible", {}).get(level, 0)),
        bands=_rising(
            [(fen(start), _rate((Decimal(rate) + added) * factor, where)) for start, rate in bands],
            where,
        ),
        cap=fen(entry["cap"]) if "cap" in entry else NO_LIMIT,
        further=entry.get("further", True),
    )


def _rising(steps: Sequence[tuple[int, int]], where: str) -> tuple[tuple[int, int], ...]:
    if list(steps) != sorted(steps, key=lambda step: step[0]) or not steps:
        message = f"{where} 的分段应从低到高，如 [[0, 0.60], [20000, 0.65]]。请改正。"
        raise FaultyEntry(message)
    return tuple(steps)


def _layers(
    entries: Mapping[str, Mapping[str, Any]],
    codes: Mapping[str, Any],
    identities: Mapping[str, Sequence[str]],
    policy: str,
) -> dict[str, dict[Person, Layer]]:
    layers: dict[str, dict[Person, Layer]] = {}
    everyone = ["", *(code for own in identities.values() for code in own)]
    for name, entry in entries.items():
        where = f"政策 {policy} 的“{name}”"
        _known(entry, _LAYER, where)
        if missing := [key for key in ("code", "field", "tiers") if key not in entry]:
            message = f"{where} 缺少 {'、'.join(missing)}。请补上。"
            raise FaultyEntry(message)
        names = _chosen(entry, "identity", list(identities), where)
        own = [code for name in names for code in identities[name]]
        tiers = [(fen(above), _rate(rate, where)) for above, rate in entry["tiers"]]
        layer = Layer(
            name, _rising(tiers, where), fen(entry["cap"]) if "cap" in entry else NO_LIMIT
        )
        held = layers.setdefault(entry["code"], {})
        for insutype in _chosen(entry, "insutype", codes["insutype"], where):
            for code in own if "identity" in entry else everyone:
                held[insutype, code] = layer
    return layers
