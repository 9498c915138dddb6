"""How long papers are kept: terms and classes by kind of paper, and the year in which terms end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.fund.records.plain_text import plain
from jixiao.fund.tables import codes
from jixiao.library import load_toml, refuse_unknown

_FILE = Path(__file__).with_name("retention.toml")
OWN_FILE = "retention.toml"
"""A bureau's own schedules, in the folder of its records; they follow those of the package."""
_ABOUT = ("title", "since", "until", "confirmed", "kinds")
YEARS: Mapping[str, int | None] = {"Y": None, "H": 100, "C": 50, "Z": 30, "D": 10}
"""The years of each term's code; none for ever."""
NEXT_YEAR = "次年"
"""The choice that counts a term from the year after that of the papers."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a schedule says of a kind of paper: its class and its term, by their codes."""

    of_class: str
    term: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """Kinds of papers from a day on; `confirmed` says whether its text was seen."""

    title: str
    since: date
    until: date | None
    confirmed: bool
    kinds: Mapping[str, Kind]

    def holds(self, year: int) -> bool:
        """Whether it holds for the papers of a year: at its end."""
        end = date(year, 12, 31)
        return self.since <= end and (self.until is None or end <= self.until)

    @property
    def line(self) -> str:
        """The schedule as people cite it."""
        doubt = "" if self.confirmed else "，未核对"
        return f"{self.title}（{self.since} 起{doubt}）"


@dataclass(frozen=True, slots=True)
class Schedules:
    """The schedules of a bureau, in order: of one kind the last that holds speaks."""

    each: Sequence[Schedule]

    def kind(self, name: str, year: int) -> Kind | None:
        """Return what is said of a kind of paper of a year; none where nothing is."""
        of_kind = [s.kinds[plain(name)] for s in self.each if s.holds(year) and plain(name) in s.kinds]  # fmt: skip
        return of_kind[-1] if of_kind else None

    def term(self, name: str, year: int) -> str | None:
        """Return the term of a kind of paper; none where no schedule names it."""
        kind = self.kind(name, year)
        return kind.term if kind else None

    @property
    def line(self) -> str:
        """The schedules as people cite them."""
        return "；".join(schedule.line for schedule in self.each)

    @property
    def names(self) -> Sequence[str]:
        """The kinds that some schedule names."""
        return list(dict.fromkeys(name for each in self.each for name in each.kinds))


@cache
def package_schedules() -> Sequence[Schedule]:
    """Return the schedules of the package.

    Raises:
        FaultyEntry: one says what is not known.
    """
    return _read(_FILE)


def schedules_of(folder: Path | None = None) -> Schedules:
    """Return the schedules of the package, and a bureau's own behind them.

    Raises:
        FaultyEntry: one says what is not known.
    """
    bureau_file = folder / OWN_FILE if folder else None
    added = (
        _read(bureau_file) if bureau_file is not None and bureau_file.is_file() else []
    )
    return Schedules([*package_schedules(), *added])


def _read(path: Path) -> Sequence[Schedule]:
    content = load_toml(path)
    refuse_unknown(path.name, content, ("schedule",))
    return [_schedule(path.name, declared) for declared in content.get("schedule", ())]


def _schedule(file: str, declared: Mapping[str, Any]) -> Schedule:
    refuse_unknown(f"{file} 的 [[schedule]]", declared, _ABOUT)
    if missing := [
        word for word in ("title", "since", "kinds") if word not in declared
    ]:
        message = f"{file} 的 [[schedule]] 缺少 {'、'.join(missing)}。请补上。"
        raise FaultyEntry(message)
    kinds = {
        plain(name): _kind(file, name, kind) for name, kind in declared["kinds"].items()
    }
    return Schedule(
        declared["title"],
        declared["since"],
        declared.get("until"),
        declared.get("confirmed", False),
        kinds,
    )


def _kind(file: str, name: str, declared: Mapping[str, str]) -> Kind:
    place = f"{file} 的“{name}”"
    refuse_unknown(place, declared, ("class", "term"))
    refuse_unknown(
        f"{place} 的 class", [declared.get("class", "")], codes()["archive_class"]
    )
    refuse_unknown(f"{place} 的 term", [declared.get("term", "")], YEARS)
    return Kind(declared["class"], declared["term"])


def expires(year: int, term: str, counts_from: str) -> date | None:
    """Return the last day papers of a year are kept; none for ever."""
    years = YEARS[term]
    if years is None:
        return None
    last = year + years if counts_from == NEXT_YEAR else year + years - 1
    return date(last, 12, 31)
