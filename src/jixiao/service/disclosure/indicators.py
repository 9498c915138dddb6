"""The indicators that a site is inspected by: vetoes first, then points taken off; dated data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.fund.cases.clocks import months_later
from jixiao.library import load_toml, refuse_unknown
from jixiao.service.disclosure.faults import FaultKind

_FILE = Path(__file__).with_name("indicators.toml")
_PARTS = ("scheme", "limits", "veto", "groups", "deduction")
_ABOUT = (
    "code", "title", "basis", "since", "confirmed", "full", "pass", "without_services",
    "services", "bonus_above", "bonus_most",
)  # fmt: skip
_VETO = ("code", "title", "counts", "least", "share", "by_hand", "of_services", "confirmed")  # fmt: skip
_DEDUCTION = ("code", "title", "group", "counts", "points", "by_hand", "confirmed")
_LIMIT = ("days", "months", "seconds", "confirmed")


@dataclass(frozen=True, slots=True)
class Limit:
    """A span that the scheme names; one of its three numbers is set."""

    days: int
    months: int
    seconds: int
    confirmed: bool

    def since(self, day: date) -> date:
        """Return the first day that is within the span up to a day."""
        return months_later(day, -self.months) - timedelta(days=self.days)

    @property
    def words(self) -> str:
        """The span as people read it."""
        if self.months:
            return f"{self.months} 个月"
        return f"{self.days} 天" if self.days else f"{self.seconds} 秒"


@dataclass(frozen=True, slots=True)
class Veto:
    """What fails a site by itself: so many of some faults, or a share of them.

    `by_hand`: a person has to look too, or alone where it counts no fault.
    """

    code: str
    title: str
    counts: Sequence[FaultKind]
    least: int
    share: Fraction | None
    by_hand: bool
    of_services: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Deduction:
    """What takes points off for each fault it counts, in a group of indicators."""

    code: str
    title: str
    group: str
    counts: Sequence[FaultKind]
    points: Decimal
    by_hand: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """The whole: its basis, the marks, the limits, vetoes, and deductions with the most of a group."""

    code: str
    title: str
    basis: str
    since: date
    confirmed: bool
    full: Decimal
    pass_mark: Decimal
    without_services: Decimal
    services: str
    bonus_above: Decimal
    bonus_most: Decimal
    limits: Mapping[str, Limit]
    vetoes: Sequence[Veto]
    most: Mapping[str, Decimal]
    unseen_groups: Sequence[str]
    deductions: Sequence[Deduction]

    @property
    def line(self) -> str:
        """The scheme as people cite it."""
        return f"{self.title}（{self.basis}，{self.since} 起）"

    @property
    def unconfirmed(self) -> list[str]:
        """The codes of indicators, and the limits and most of groups, whose text was not seen."""
        entries: list[Veto | Deduction] = [*self.vetoes, *self.deductions]
        codes = [each.code for each in entries if not each.confirmed]
        return [
            *codes,
            *(name for name, each in self.limits.items() if not each.confirmed),
            *(f"{name}最多扣几分" for name in self.unseen_groups),
        ]


@cache
def load_scheme(path: Path = _FILE) -> Scheme:
    """Return the scheme of a file, that of the package where none is named.

    Raises:
        FaultyEntry: it says what is not known, or one code twice.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, _PARTS)
    about = content["scheme"]
    refuse_unknown(f"{path.name} 的 [scheme]", about, _ABOUT)
    vetoes = [_veto(path.name, each) for each in content["veto"]]
    groups = {name: Decimal(each["most"]) for name, each in content["groups"].items()}
    deductions = [_deduction(path.name, each, groups) for each in content["deduction"]]
    entries: list[Veto | Deduction] = [*vetoes, *deductions]
    codes = [each.code for each in entries]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        message = f"{path.name} 里 {'、'.join(twice)} 写了不止一次。请改正。"
        raise FaultyEntry(message)
    return Scheme(
        about["code"],
        about["title"],
        about["basis"],
        about["since"],
        about["confirmed"],
        Decimal(about["full"]),
        Decimal(about["pass"]),
        Decimal(about["without_services"]),
        about["services"],
        Decimal(about["bonus_above"]),
        Decimal(about["bonus_most"]),
        {
            name: _limit(path.name, name, each)
            for name, each in content["limits"].items()
        },
        vetoes,
        groups,
        [name for name, each in content["groups"].items() if not each["confirmed"]],
        deductions,
    )


def _limit(file: str, name: str, written: Mapping[str, Any]) -> Limit:
    refuse_unknown(f"{file} 的 [limits] {name}", written, _LIMIT)
    return Limit(
        written.get("days", 0),
        written.get("months", 0),
        written.get("seconds", 0),
        written["confirmed"],
    )


def _veto(file: str, written: Mapping[str, Any]) -> Veto:
    refuse_unknown(f"{file} 的 {written.get('code', '[[veto]]')}", written, _VETO)
    share = written.get("share")
    return Veto(
        written["code"],
        written["title"],
        _kinds(file, written),
        written.get("least", 0),
        None if share is None else Fraction(share),
        written.get("by_hand", False),
        written.get("of_services", False),
        written["confirmed"],
    )


def _deduction(
    file: str, written: Mapping[str, Any], groups: Mapping[str, Decimal]
) -> Deduction:
    place = f"{file} 的 {written.get('code', '[[deduction]]')}"
    refuse_unknown(place, written, _DEDUCTION)
    refuse_unknown(f"{place} 的 group", [written["group"]], groups)
    return Deduction(
        written["code"],
        written["title"],
        written["group"],
        _kinds(file, written),
        Decimal(written["points"]),
        written.get("by_hand", False),
        written["confirmed"],
    )


def _kinds(file: str, written: Mapping[str, Any]) -> Sequence[FaultKind]:
    counts = written.get("counts", ())
    refuse_unknown(f"{file} 的 {written['code']} 的 counts", counts, [*FaultKind])
    return [FaultKind(each) for each in counts]
