"""Credit of firms that sell drugs and devices: the highest tier over the events that still stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.library import load_toml, refuse_unknown
from jixiao.money import in_yuan

FILE = Path(__file__).with_name("firm_credit.toml")
TIERS = ("失信", "严重失信", "特别严重失信")
"""The tiers, the mildest first."""
_PARTS = ("scheme", "measures", "matter", "consequences")
_SCHEME = ("title", "since", "standing", "basis", "confirmed")
_MATTER = ("code", "tiers", "lowest", "above", "measures")
_FEN = 100
_YES = "1"


@dataclass(frozen=True, slots=True)
class Matter:
    """A kind of event: the least amounts of its tiers in fen, and what repairs each.

    An amount at the line is of the tier, but for tiers in `above`, which begin above it. `lowest` is
    the tier of an amount below all lines; empty where such an event has none.
    """

    code: str
    lines: Mapping[str, int]
    lowest: str
    above: Sequence[str]
    measures: Mapping[str, str]

    def tier(self, amount: int) -> str:
        """Return the tier of an amount in fen, or empty where it has none."""
        reached = [
            tier
            for tier, line in self.lines.items()
            if (amount > line if tier in self.above else amount >= line)
        ]
        return max(reached, key=TIERS.index, default=self.lowest)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The lines and measures of a revision, and where they come from."""

    title: str
    line: str
    matters: Mapping[str, Matter]
    measures: Mapping[str, str]
    consequences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FirmEvent:
    """An event of a firm: the amount in fen; `tier` is what a document already says, if it does."""

    number: str
    firm_code: str
    firm_name: str
    matter: str
    document: str
    decided_on: date
    amount: int | None
    tier: str
    is_top: bool
    corrected: str
    repaired_on: date | None
    revoked_on: date | None

    def stands_on(self, day: date) -> bool:
        """Whether it counts on a day: decided, neither repaired nor revoked."""
        ended = [each for each in (self.repaired_on, self.revoked_on) if each is not None]  # fmt: skip
        return self.decided_on <= day and all(day < each for each in ended)


@dataclass(frozen=True, slots=True)
class RatedEvent:
    """An event with its tier, or why it has none; what its repair still lacks."""

    event: FirmEvent
    tier: str
    why: str
    lacking: str


@dataclass(frozen=True, slots=True)
class FirmRating:
    """A firm on a day: its tier is the highest of the events that stand; empty where none has one."""

    code: str
    name: str
    tier: str
    consequence: str
    events: Sequence[RatedEvent]

    @property
    def undecided(self) -> Sequence[RatedEvent]:
        """The events that could not be rated: the firm's tier may be higher."""
        return [rated for rated in self.events if not rated.tier and rated.event.amount is None]  # fmt: skip


@cache
def load_scheme(path: Path = FILE) -> Scheme:
    """Read a scheme.

    Raises:
        FaultyEntry: it says what is not known, or a tier that there is not.
    """
    content = load_toml(path)
    refuse_unknown(path.name, content, _PARTS)
    about = content["scheme"]
    refuse_unknown(f"{path.name} 的 [scheme]", about, _SCHEME)
    measures = content["measures"]
    matters = [_matter(path.name, said, measures) for said in content["matter"]]
    refuse_unknown(f"{path.name} 的 [consequences]", content["consequences"], TIERS)
    doubt = "" if about["confirmed"] else "，未核对"
    return Scheme(
        about["title"],
        f"{about['title']}（{about['standing']}，{about['basis']}，{about['since']} 起{doubt}）",
        {matter.code: matter for matter in matters},
        measures,
        content["consequences"],
    )


def _matter(file: str, said: Mapping[str, Any], measures: Mapping[str, str]) -> Matter:
    place = f"{file} 的 matter {said.get('code', '')}"
    refuse_unknown(place, said, _MATTER)
    named = (*said.get("tiers", {}), *said.get("above", ()), *said["measures"])
    refuse_unknown(f"{place} 的档", named, TIERS)
    for tier, needed in said["measures"].items():
        refuse_unknown(f"{place} 的 {tier}", needed, measures)
    lines = {tier: line * _FEN for tier, line in said.get("tiers", {}).items()}
    if list(lines.values()) != sorted(lines.values()):
        message = f"{place} 的档线应从低到高写。请改正。"
        raise FaultyEntry(message)
    return Matter(
        said["code"],
        lines,
        said.get("lowest", ""),
        tuple(said.get("above", ())),
        said["measures"],
    )


def event_of(row: Mapping[str, Any]) -> FirmEvent:
    """Return the event of a row of FIRM_EVENT, its amount in fen."""
    return FirmEvent(
        row["event_no"], row["firm_code"], row["firm_name"], row["matter"], row["document"],
        row["decided_on"], row["amount"], row["tier"] or "", row["top_matter"] == _YES,
        row["corrected"] or "", row["repaired_on"], row["revoked_on"],
    )  # fmt: skip


def rate_all(engine: Engine, scheme: Scheme, day: date) -> list[FirmRating]:
    """Return the ratings of all firms with an event that stands on a day.

    Raises:
        NotLoaded: no events were loaded.
    """
    rows = Records(engine).record("firm_events")
    ratings = rate(scheme, map(event_of, engine.fetch(rows).to_pylist()), day)
    return [rating for rating in ratings if rating.events]


def rate(scheme: Scheme, events: Iterable[FirmEvent], day: date) -> list[FirmRating]:
    """Return the ratings of firms on a day, the worst first; a firm is its credit code.

    An act of an agent counts for the holder it is written under; a name that changed is the last.
    """
    by_firm: dict[str, list[FirmEvent]] = {}
    for event in sorted(events, key=lambda each: (each.decided_on, each.number)):
        by_firm.setdefault(event.firm_code, []).append(event)
    ratings = [_rating(scheme, code, of_firm, day) for code, of_firm in by_firm.items()]  # fmt: skip
    return sorted(ratings, key=lambda each: (-_weight(each.tier), each.code))


def _weight(tier: str) -> int:
    return TIERS.index(tier) + 1 if tier else 0


def _rating(
    scheme: Scheme, code: str, events: Sequence[FirmEvent], day: date
) -> FirmRating:
    rated = [_rated(scheme, event) for event in events if event.stands_on(day)]
    tier = max((each.tier for each in rated), key=_weight, default="")
    consequence = scheme.consequences.get(tier, "")
    return FirmRating(code, events[-1].firm_name, tier, consequence, rated)


def _rated(scheme: Scheme, event: FirmEvent) -> RatedEvent:
    matter = scheme.matters[event.matter]
    tier, why = _tier(matter, event)
    needed = matter.measures.get(tier, "")
    lacking = "".join(each for each in needed if each not in event.corrected)
    return RatedEvent(event, tier, why, lacking)


def _tier(matter: Matter, event: FirmEvent) -> tuple[str, str]:
    if event.is_top:
        return TIERS[-1], "行贿医保人员或者国家集采串标"
    if event.tier in TIERS:
        return event.tier, "文书认定"
    if event.tier:
        return "", f"认定的等级“{event.tier}”不是现行的档：{'、'.join(TIERS)}"
    if not matter.lines:
        return "", "这类事项不按金额分档，要写明文书认定的等级"
    if event.amount is None:
        return "", "没有写涉及金额，不能评"
    tier = matter.tier(event.amount)
    return tier, f"金额 {in_yuan(event.amount)} 元" + ("" if tier else "，不到最低的线")
