"""What signals stand in a month, since when, how loud, and what the change behind them comes from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ibis import ir

from jixiao.entry import Overrides
from jixiao.fund import kept_tables
from jixiao.fund.outlook.change import explaining
from jixiao.fund.outlook.declaration import Signal, SignalLevel, library
from jixiao.fund.outlook.history import month_end, shift
from jixiao.fund.outlook.indicator import DIMENSIONS
from jixiao.fund.outlook.looking_back import groups_looked_at
from jixiao.fund.outlook.split import spans
from jixiao.fund.records import NotLoaded, Records
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

EXPLAINED = Fraction(4, 5)
"""How much of a change its contributors explain at least."""
GROUPS = ("institution", "kind", "disease")
"""What contributors are of."""
_PER_CENT = 100
_NETS_OUT = 5
"""A change below a fifth of what rose and fell is what is left of both."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """An institution, a kind of care and a disease, and what it adds to a change, in fen."""

    names: tuple[str, ...]
    fen: int


@dataclass(frozen=True, slots=True)
class Contributions:
    """A change of what the funds paid, in fen, and the fewest that explain most of it.

    It is what groups have `risen` by less what others have `fallen` by: where these nearly make up
    for one another, few groups explain the change many times over, and both are told.
    """

    change: int
    largest: tuple[Contributor, ...]
    risen: int = 0
    fallen: int = 0

    @property
    def nets_out(self) -> bool:
        """Whether rises and falls nearly make up for one another."""
        return abs(self.change) * _NETS_OUT < self.risen + self.fallen

    @property
    def explained(self) -> Fraction | None:
        """The share of the change that they explain; none where nothing changed."""
        reached = sum(each.fen for each in self.largest)
        return Fraction(reached, self.change) if self.change else None


@dataclass(frozen=True, slots=True)
class StandingSignal:
    """A signal that stands in a month: of which place, since which month, how loud."""

    signal: Signal
    place: str
    month: date
    since: date
    level: SignalLevel
    above: int
    below: int

    @property
    def sentence(self) -> str:
        """What it compares, in words."""
        return self.signal.sentence(self.above, self.below)


@dataclass(frozen=True, slots=True)
class Watched:
    """The signals that stand, loudest first, and those that could not be looked at, with why."""

    standing: tuple[StandingSignal, ...]
    unseen: tuple[tuple[Signal, str], ...]


def watch(records: Records, month: date, overrides: Overrides | None = None) -> Watched:
    """Return the signals that stand in a month.

    Signals that have a course look at all the months of the records; others at those of the year.
    """
    of_year = Records(
        records.engine,
        Period(month.replace(month=1), month_end(month)),
        kept=kept_tables(),
    )
    standing: list[StandingSignal] = []
    unseen: list[tuple[Signal, str]] = []
    for entry in library().values():
        try:
            asked = records if "warn" in entry.limits else of_year
            standing += _standing(entry, asked, month, overrides or {})
        except NotLoaded as missing:
            unseen.append((entry, missing.why))
    standing.sort(key=lambda s: (s.level is SignalLevel.WATCH, s.signal.code, s.place))
    return Watched(tuple(standing), tuple(unseen))


def unjudged(records: Records, month: date) -> Iterator[str]:
    """Yield what signals cannot judge in a month because records begin too late."""
    for name, title, needed, codes in _NEEDED:
        rows = records.record_if_loaded(name)
        if rows is None:
            continue
        begun = rows.filter(rows.month <= month).aggregate(first=rows.month.min())
        (row,) = records.engine.fetch(begun).to_pylist()
        first = row["first"]
        if first is None or first > shift(month, 1 - needed):
            since = f"从 {first:%Y-%m} 起" if first else "没有"
            yield f"{title}{since}，不满 {needed} 个月，{codes} 没有判断。"


_NEEDED = (
    ("care_months", "结算", 15, "GR01、GR02、GR03"),
    ("months", "基金收支月表", 12, "RE02、RE03"),
)
"""Records, how many months some signals need of them, and which signals."""


def _standing(
    entry: Signal, records: Records, month: date, overrides: Overrides
) -> list[StandingSignal]:
    marks = entry.mark(records, overrides)
    rows = marks.rows.filter(marks.rows.on <= month).order_by("place", "on")
    courses: dict[str, list[Mapping[str, Any]]] = {}
    for row in records.engine.fetch(rows).to_pylist():
        courses.setdefault(row["place"] or "", []).append(row)
    lines = entry.limit_values(overrides)
    return [
        _last(entry, place, course, lines)
        for place, course in courses.items()
        if course[-1]["on"] == month
    ]


def _last(
    entry: Signal,
    place: str,
    course: Sequence[Mapping[str, Any]],
    lines: Mapping[str, object],
) -> StandingSignal:
    """Follow a place's marked months to the last: since when without a break, and how loud by then."""
    since, level, before = date.min, entry.level, date.min
    above = below = 0
    for row in course:
        month, above, below = row["on"], row["above"], row["below"]
        if before == date.min or shift(before, 1) != month:
            since, level = month, entry.level
        level = _level(entry, level, above, below, lines)
        before = month
    return StandingSignal(entry, place, before, since, level, above, below)


def _level(
    entry: Signal,
    level: SignalLevel,
    above: int,
    below: int,
    lines: Mapping[str, object],
) -> SignalLevel:
    """Return how loud a month is: a warning from `warn` on, until it does not reach `watch`."""
    if "warn" not in lines:
        return entry.level
    scale = 1 if entry.falls else _PER_CENT
    warn, watched = (Fraction(str(lines[name])) / scale for name in ("warn", "watch"))
    if _reaches(entry, above, below, warn):
        return SignalLevel.WARNING
    return level if _reaches(entry, above, below, watched) else SignalLevel.WATCH


def _reaches(entry: Signal, above: int, below: int, line: Fraction) -> bool:
    gap = above * line.denominator - below * line.numerator
    return gap < 0 if entry.falls else gap >= 0


def contributions(records: Records, standing: StandingSignal) -> Contributions:
    """Return what the change of the funds' payments in a signal's place comes from.

    Raises:
        NotLoaded: no settlements were loaded.
    """
    looked_at = standing.signal.months_looked_at(standing.month)
    before, after = spans(standing.month, looked_at)
    named = zip(standing.signal.dimensions, standing.place.split("/"), strict=False)
    places = {DIMENSIONS[name][1]: value for name, value in named if value}
    cells = groups_looked_at(records.engine, standing.month).record("care_groups")
    for column, value in places.items():
        cells = cells.filter(cells[column] == value)
    then, now = (_paid(records.engine, cells, period) for period in (before, after))
    changes = {names: now.get(names, 0) - then.get(names, 0) for names in {*then, *now}}
    largest = [Contributor(*named) for named in explaining(changes, EXPLAINED)]
    risen = sum(fen for fen in changes.values() if fen > 0)
    fallen = risen - sum(changes.values())
    return Contributions(sum(changes.values()), tuple(largest), risen, fallen)


def _paid(
    engine: Engine, cells: ir.Table, period: Period
) -> dict[tuple[str, ...], int]:
    cells = cells.filter(cells.month.between(period.first, period.last))
    columns = [DIMENSIONS[name][1] for name in GROUPS]
    added = cells.group_by(columns).aggregate(fen=cells.fund.sum())
    return {
        tuple(row[column] for column in columns): int(row["fen"])
        for row in engine.fetch(added).to_pylist()
    }
