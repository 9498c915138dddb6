"""What answers each promise of target tables: a measure, a person who decides, or which record would.

Nothing is computed and no data are needed: it is the list that a bureau goes through before it keeps
its records. A promise for which not even a record can be named is said to be so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry
from jixiao.fund.tables import tables as declared_tables
from jixiao.library import load_toml, refuse_unknown
from jixiao.measures.answers import promises_of
from jixiao.measures.coverage import tables_behind
from jixiao.measures.declaration import library
from jixiao.measures.matching import Match, State, match
from jixiao.targets import Indicator, TargetTable

_FILE = Path(__file__).with_name("wanted_records.toml")
_WORDS = ("words", "levels", "tables", "paper")


@dataclass(frozen=True, slots=True)
class WantedRecord:
    """A record that would answer promises with some words in their names, or under some levels."""

    words: Sequence[str]
    levels: Sequence[str]
    tables: Sequence[str]
    paper: str

    @property
    def line(self) -> str:
        """The record in words: tables by title, or what must be kept in writing."""
        named = "、".join(map(_titled, self.tables))
        return f"{named}；{self.paper}" if named else self.paper


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise, how it stands, and what answers it or would; `needs` is empty where nothing is known."""

    project: str
    indicator: Indicator
    state: State
    answered_by: str
    needs: str
    why: str

    @property
    def is_named(self) -> bool:
        """Whether a measure, a record, or that it does not apply, is named for it."""
        return self.state is State.NONE or bool(self.answered_by or self.needs)


def promises(tables: Sequence[TargetTable]) -> Iterator[Promise]:
    """Yield what answers each promise of tables, in their order."""
    for table in tables:
        for row in table.indicators:
            for promised in promises_of(row):
                yield _promise(table, promised)


def _promise(table: TargetTable, promised: Indicator) -> Promise:
    matched = match(table, promised)
    codes = [matched.measure] if matched.measure else list(matched.candidates)
    measures = [library()[code] for code in codes if code in library()]
    answered = "、".join(f"{each.code} {each.title}" for each in measures)
    behind = dict.fromkeys(code for each in measures for code in tables_behind(each))
    needs = "、".join(map(_titled, behind)) or _wanted(promised, matched)
    project = table.project_name or "未印名称的项目"
    return Promise(project, promised, matched.state, answered, needs, matched.why)


def _titled(code: str) -> str:
    return f"{declared_tables()[code].title}（{code}）"


def _wanted(promised: Indicator, matched: Match) -> str:
    if matched.state is State.NONE:
        return ""
    for record in wanted_records():
        if any(word in promised.name for word in record.words):
            return record.line
    level = f"{promised.dimension or ''}{promised.aspect or ''}"
    for record in wanted_records():
        if any(word in level for word in record.levels):
            return record.line
    return ""


@cache
def wanted_records() -> Sequence[WantedRecord]:
    """Return the records that would answer, in the order in which they are tried.

    Raises:
        FaultyEntry: one says what is not known.
    """
    content = load_toml(_FILE)
    refuse_unknown(_FILE.name, content, ("record",))
    return [_declared(entry) for entry in content["record"]]


def _declared(entry: Mapping[str, Any]) -> WantedRecord:
    refuse_unknown(_FILE.name, entry, _WORDS)
    if not entry.get("paper") or not (entry.get("words") or entry.get("levels")):
        message = f"{_FILE.name} 里每一条要写 paper，和 words 或 levels。"
        raise FaultyEntry(message)
    refuse_unknown(f"{_FILE.name} 的 tables", entry["tables"], declared_tables())
    return WantedRecord(
        entry.get("words", ()), entry.get("levels", ()), entry["tables"], entry["paper"]
    )
