"""Rewards of tips by tariffs as data: flat or banded, the whole amount or part by part, floors, caps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.cases.clocks import months_later
from jixiao.library import load_toml, refuse_unknown

_FILE = Path(__file__).with_name("tip_tariffs.toml")
_TARIFF = ("title", "reading", "floor", "cap", "insider", "band", "standing", "basis", "confirmed")  # fmt: skip
_BAND = ("up_to", "rate", "add")
WHOLE, MARGINAL = "全额", "分段"
_FEN = 100
_CLAIM_MONTHS = 2
"""国家 2022 年奖励办法: claimed within two months of the notice, else waived."""


@dataclass(frozen=True, slots=True)
class Band:
    """A rate up to an amount (fen; none for all above), and what is added to it in fen."""

    up_to: int | None
    rate: Fraction
    add: int


@dataclass(frozen=True, slots=True)
class Tariff:
    """How a place rewards tips; `reading` says whether a band's rate is of the whole amount or of its part."""

    code: str
    title: str
    reading: str
    floor: int
    cap: int
    insider: Fraction
    bands: Sequence[Band]
    standing: str
    basis: str
    confirmed: bool


@cache
def tariffs() -> Mapping[str, Tariff]:
    """Return the tariffs that are shipped, by code.

    Raises:
        FaultyEntry: as `read_tariffs` does.
    """
    return read_tariffs(_FILE)


def read_tariffs(path: Path) -> dict[str, Tariff]:
    """Read tariffs, by code.

    Raises:
        FaultyEntry: one says what is not known, or its bands do not rise to one without an end.
    """
    return {
        code: _tariff(path.name, code, declared)
        for code, declared in load_toml(path).items()
    }


def reward(
    tariff: Tariff, proven: int, *, insider: bool = False, is_offender: bool = False
) -> int:
    """Return what a tip earns, in fen and whole yuan: by the proven amount, whatever was recovered.

    A case without a proven amount earns the floor; who took part in what is reported earns nothing.

    Raises:
        JixiaoError: the amount is negative.
    """
    if proven < 0:
        raise JixiaoError("查实金额不能小于 0。")
    if is_offender:
        return 0
    raw = _by_bands(tariff, proven)
    raw = raw * tariff.insider if insider else raw
    yuan = (raw * 2 + _FEN) // (2 * _FEN)
    return min(max(int(yuan) * _FEN, tariff.floor), tariff.cap)


def claim_by(noticed_on: date) -> date:
    """Return the last day on which a reward can be claimed."""
    return months_later(noticed_on, _CLAIM_MONTHS)


def _by_bands(tariff: Tariff, proven: int) -> Fraction:
    if tariff.reading == WHOLE:
        band = next(b for b in tariff.bands if b.up_to is None or proven <= b.up_to)
        return proven * band.rate + band.add
    earned, reached = Fraction(0), 0
    for band in tariff.bands:
        top = proven if band.up_to is None else min(proven, band.up_to)
        if top > reached:
            earned += (top - reached) * band.rate + band.add
            reached = top
    return earned


def _tariff(file: str, code: str, declared: Mapping[str, Any]) -> Tariff:
    place = f"{file} 的 {code}"
    refuse_unknown(place, declared, _TARIFF)
    if missing := [word for word in _TARIFF if word not in declared]:
        message = f"{place} 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    refuse_unknown(f"{place} 的 reading", [declared["reading"]], (WHOLE, MARGINAL))
    for band in declared["band"]:
        refuse_unknown(f"{place} 的 band", band, _BAND)
    bands = [
        Band(
            int(band["up_to"] * _FEN) if "up_to" in band else None,
            Fraction(band["rate"]),
            int(band.get("add", 0) * _FEN),
        )
        for band in declared["band"]
    ]
    tops = [band.up_to for band in bands]
    rising = [top for top in tops[:-1] if top is not None]
    if tops[-1] is not None or None in tops[:-1] or rising != sorted(set(rising)):
        message = f"{place} 的 band 应从低到高，只有最后一段不写 up_to。请改正。"
        raise FaultyEntry(message)
    return Tariff(
        code, declared["title"], declared["reading"], int(declared["floor"] * _FEN),
        int(declared["cap"] * _FEN), Fraction(declared["insider"]), bands, declared["standing"],
        declared["basis"], declared["confirmed"],
    )  # fmt: skip
