"""What the records behind a value cover: first and last day, months missing, where they came from.

A part of a year is never the year: what is missing is said wherever the value is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ibis import ir

from jixiao.fund.records import Records, declared_records
from jixiao.fund.records.loads import Loaded, loads_of
from jixiao.fund.records.plain_text import plain
from jixiao.fund.tables import tables
from jixiao.library import load_toml
from jixiao.measures.declaration import Measure
from jixiao.measures.scopes import words
from jixiao.period import Period

_SHOWN = 3
"""So many systems are named."""
_SCHEMES = ("职工", "居民", "离休")


@dataclass(frozen=True, slots=True)
class Source:
    """A table behind a value: the days of its rows within the period, and when it was loaded.

    `first` and `last` are none where its rows have no day. `files` are the last loaded; `early`
    where that was before the period's end.
    """

    code: str
    title: str
    first: date | None = None
    last: date | None = None
    rows: int = 0
    loaded_on: date | None = None
    files: tuple[str, ...] = ()
    early: bool = False

    def __str__(self) -> str:
        """The source in a few words, as it stands beside a value."""
        days = f"{self.first} 至 {self.last}" if self.first else ""
        loaded = f"收于 {self.loaded_on}" if self.loaded_on else ""
        if self.early:
            loaded += "，在期末以前"
        origin = "，".join(part for part in (days, loaded) if part)
        return f"{self.title}（{origin}）" if origin else self.title


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the records of a value cover of a period.

    `missing` says what is not there and makes of the value a part; `notes` what a reader must know.
    """

    sources: tuple[Source, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not self.missing

    @property
    def lacking(self) -> str:
        """What is missing, in a sentence; empty where nothing is."""
        return f"不全：{'；'.join(self.missing)}" if self.missing else ""

    def __str__(self) -> str:
        """The sources, what is missing and what must be known, in one line."""
        parts = [self.lacking, "；".join(map(str, self.sources)), *self.notes]
        return "。".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Days:
    """The rows of a record within a period: by insurance, how many in each month; first and last."""

    months: Mapping[str, Mapping[int, int]]
    first: date | None
    last: date | None

    @property
    def rows(self) -> int:
        """How many there are."""
        return sum(sum(months.values()) for months in self.months.values())


@dataclass(slots=True)
class Covering:
    """Finds what records cover, each once for all the measures that look at it."""

    records: Records
    period: Period
    _days: dict[str, _Days] = field(default_factory=dict)
    _loads: Mapping[str, Loaded] | None = None

    def queries(self, measures: Iterable[Measure]) -> list[ir.Table]:
        """Return the counts of rows that the coverage of measures is made of."""
        names = (name for measure in measures for name in self._names(measure))
        return [self._counts(name) for name in dict.fromkeys(names) if _has_days(name)]

    def _names(self, measure: Measure) -> list[str]:
        """Return the records by which a measure is covered, those that are there."""
        names = dict.fromkeys(_recorded(name) for name in measure.sources)
        return [name for name in names if self._is_there(name)]

    def of(self, measure: Measure, scope: Mapping[str, str]) -> Coverage:
        """Return what the records of a measure cover, of the insurance it is narrowed to."""
        names = self._names(measure)
        missing = [
            sentence
            for name in names
            if name in _standard()["continuous"]["records"]
            for sentence in self._missing(name, scope.get("scheme", ""))
        ]
        if "systems" in measure.sources and self.records.has("systems"):
            missing += self._silent_systems(scope.get("item", ""))
        notes = list(self._notes(names, scope))
        return Coverage(tuple(self._sources(names)), tuple(missing), tuple(notes))

    def _is_there(self, name: str) -> bool:
        return name in declared_records() and self.records.has(name)

    def _sources(self, names: Sequence[str]) -> Iterator[Source]:
        """Yield the tables that records are made of, with the days of the records' rows."""
        seen: set[str] = set()
        for name in names:
            for code in _tables_of(name):
                if code in seen or not self.records.is_loaded(code):
                    continue
                seen.add(code)
                days = self._days_of(name) if code == _main_table(name) else _NO_DAYS
                loaded = self._loaded().get(code)
                title = tables()[code].title
                yield Source(
                    code=code,
                    title=title,
                    first=days.first,
                    last=days.last,
                    rows=days.rows,
                    loaded_on=loaded.on if loaded else None,
                    files=loaded.files if loaded else (),
                    early=loaded is not None and loaded.on < self.period.last,
                )

    def _missing(self, name: str, scheme: str) -> Iterator[str]:
        """Yield what a record that has rows in every month lacks of the period."""
        days = self._days_of(name)
        title = declared_records()[name].title
        if not days.months:
            yield f"{title}没有期内的行"
            return
        wanted = set(words()["scheme"].get(scheme or "基本医保", ()))
        lacking: dict[str, list[str]] = defaultdict(list)
        for insurance, months in sorted(days.months.items()):
            absent = [n for n in _months(self.period) if n not in months]
            if absent and (not insurance or insurance in wanted):
                lacking[_ranges(absent)].append(_insured_by(insurance))
        for months_lacking, insurances in lacking.items():
            of_whom = "、".join(filter(None, insurances))
            named = f"{title}（{of_whom}）" if of_whom else title
            yield f"{named}没有 {months_lacking}的记录"
        yield from self._cut_short(title, days)

    def _cut_short(self, title: str, days: _Days) -> Iterator[str]:
        """Yield that the last month stops before its end, of a record with many rows a month."""
        dense = _standard()["dense"]
        is_dense = days.rows >= dense["rows"] * self.period.months
        last = days.last
        if last is None or not is_dense:
            return
        is_last_month = last >= self.period.last.replace(day=1)
        if is_last_month and (self.period.last - last).days > dense["days"]:
            yield f"{title}{last.month} 月只到 {last.day} 日"

    def _silent_systems(self, item: str) -> Iterator[str]:
        """Yield the systems of which the period has no record, which is no proof that they ran."""
        known = self.records.record("systems")
        mentioned = self.records.record("incidents").select("system")
        mentioned = mentioned.union(self.records.record("outages").select("system"))
        if item:
            known = known.filter(known.system.contains(item))
        names = self.records.engine.fetch(known).to_pylist()
        spoken_of = self.records.engine.fetch(mentioned.distinct()).to_pylist()
        of_period = {plain(str(row["system"])) for row in spoken_of}
        silent = sorted(
            str(row["system"])
            for row in names
            if plain(str(row["system"])) not in of_period
        )
        if silent:
            yield f"{'、'.join(silent[:_SHOWN])}期内没有任何事件记录，不能当作没有停用"

    def _notes(self, names: Sequence[str], scope: Mapping[str, str]) -> Iterator[str]:
        is_of_project = "activities" in names and bool(scope.get("project"))
        if is_of_project and (count := self._unassigned()):
            yield f"另有 {count} 次活动没有写项目名称，不算在任何项目上"

    def _unassigned(self) -> int:
        """How many events of the period name no project."""
        rows = self.records.record("activities")
        rows = rows.filter(rows.project_name.fill_null("").strip() == "")
        counted = self.records.engine.fetch(rows.aggregate(rows=rows.count()))
        return int(counted.to_pylist()[0]["rows"])

    def _days_of(self, name: str) -> _Days:
        if name not in self._days:
            self._days[name] = self._counted(name)
        return self._days[name]

    def _counted(self, name: str) -> _Days:
        """Count the rows of a record by month and insurance."""
        if not _has_days(name):
            return _NO_DAYS
        fetched = self.records.engine.fetch(self._counts(name)).to_pylist()
        return _days([row for row in fetched if row["month"] is not None])

    def _counts(self, name: str) -> ir.Table:
        """Count the rows of a record by month and insurance, with the first and last day of each."""
        rows, on = self.records.record(name), declared_records()[name].grain.on
        has_insurance = "insutype" in rows.columns
        day = rows[on].cast("date")
        by = {"month": day.year() * 100 + day.month()}
        if has_insurance:
            by["insurance"] = rows.insutype
        return rows.group_by(**by).aggregate(
            rows=rows.count(), first=day.min(), last=day.max()
        )

    def _loaded(self) -> Mapping[str, Loaded]:
        """Return by table when it was last loaded, and its last files."""
        if self._loads is None:
            self._loads = loads_of(self.records.engine)
        return self._loads


_NO_DAYS = _Days({}, None, None)


def _days(counted: Iterable[Mapping[str, Any]]) -> _Days:
    months: dict[str, dict[int, int]] = defaultdict(dict)
    rows = list(counted)
    for row in rows:
        months[row.get("insurance") or ""][int(row["month"])] = int(row["rows"])
    first = min((row["first"] for row in rows), default=None)
    last = max((row["last"] for row in rows), default=None)
    return _Days(months, first, last)


def _has_days(name: str) -> bool:
    """Whether the rows of a record are of a day of their own."""
    return declared_records()[name].grain.on not in ("", "since")


@cache
def _standard() -> Mapping[str, Mapping[str, Any]]:
    return load_toml(Path(__file__).with_name("coverage.toml"))


def tables_behind(measure: Measure) -> Sequence[str]:
    """Return the tables that must be loaded for a measure."""
    names = dict.fromkeys(_recorded(name) for name in measure.sources)
    codes = (_tables_of(name) for name in names if name in declared_records())
    return list(dict.fromkeys(code for of_name in codes for code in of_name))


def _recorded(name: str) -> str:
    """Return the record by which a source is covered."""
    return str(_standard()["same"].get(name, name))


@cache
def _tables_of(name: str) -> tuple[str, ...]:
    """Return the platform's tables that a record is made of, the first it needs before others."""
    codes: list[str] = []
    for asked, needed in declared_records()[name].inputs.items():
        if asked.upper() in tables():
            codes.append(asked.upper())
        elif asked in declared_records() and needed:
            codes += _tables_of(asked)
    return tuple(dict.fromkeys(codes))


def _main_table(name: str) -> str:
    return next(iter(_tables_of(name)), "")


def _months(period: Period) -> list[int]:
    """The months of a period, as 202607."""
    first = period.first.year * 12 + period.first.month - 1
    return [(n // 12) * 100 + n % 12 + 1 for n in range(first, first + period.months)]


def _ranges(months: Sequence[int]) -> str:
    """Months in words, those that follow one another together: 8–12 月."""
    runs: list[list[int]] = []
    for month in months:
        if runs and month - runs[-1][-1] == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    spans = [
        f"{run[0] % 100} 月" if len(run) == 1 else f"{run[0] % 100}–{run[-1] % 100} 月"
        for run in runs
    ]
    return "、".join(spans)


def _insured_by(insurance: str) -> str:
    """An insurance as a person calls it; empty where rows tell none."""
    for scheme in _SCHEMES:
        if insurance in words()["scheme"][scheme]:
            return scheme
    return insurance
