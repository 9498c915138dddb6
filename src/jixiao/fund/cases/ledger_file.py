"""The file that a ledger of cases stands in: rows are only added, each event chains to the one before."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from jixiao.errors import UnreadableFile, name_of
from jixiao.fund.cases.case import Event, Evidence, Outcome
from jixiao.fund.cases.history import StartedTerm, is_refuted, reopened_at
from jixiao.fund.cases.ledger_chain import (
    OPENING,
    START,
    chained,
    faults_of,
    json_of,
    keep_head,
    lost_triggers,
    rows_before_seals,
)
from jixiao.fund.cases.procedure import REOPENED

_TABLES = """
CREATE TABLE IF NOT EXISTS cases (
    code TEXT PRIMARY KEY, engine TEXT, rule TEXT, title TEXT, subject TEXT);
CREATE TABLE IF NOT EXISTS evidence (
    of TEXT REFERENCES cases, nth INTEGER, at TEXT, key TEXT, said TEXT,
    cost INTEGER, fund INTEGER, PRIMARY KEY (of, nth));
CREATE INDEX IF NOT EXISTS evidence_by_key ON evidence (at, key);
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY, of TEXT REFERENCES cases, at TEXT, who TEXT, duty TEXT,
    step TEXT, said TEXT, outcome TEXT, recovered INTEGER, late INTEGER, digest TEXT);
CREATE TABLE IF NOT EXISTS terms (
    of TEXT REFERENCES cases, name TEXT, terms TEXT, last_day TEXT, started INTEGER);
CREATE TABLE IF NOT EXISTS spared (
    of TEXT REFERENCES cases, nth INTEGER, decided INTEGER);
CREATE INDEX IF NOT EXISTS events_by_case ON events (of, number);
CREATE INDEX IF NOT EXISTS terms_by_case ON terms (of);
CREATE INDEX IF NOT EXISTS spared_by_case ON spared (of);
"""
_FROZEN = """
CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
"""
_ONCE = ("cases", "evidence", "events", "terms", "spared")
_COUNTED = """
SELECT of, sum(cost) AS cost, sum(fund) AS fund, sum(counted) AS counted,
    sum(counted * sure) AS sure_fund
FROM (
    SELECT of, cost, fund, sure, CASE WHEN holds AND held_before = 0 THEN fund ELSE 0 END AS counted
    FROM (
        SELECT *, sum(holds) OVER (
            PARTITION BY at, key ORDER BY of, nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) IS NOT NULL AND sum(holds) OVER (
            PARTITION BY at, key ORDER BY of, nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) > 0 AS held_before
        FROM (
            SELECT e.*, json_extract(said, '$.把握') IN ('明确', 'certain') AS sure,
                NOT EXISTS (SELECT 1 FROM refuted r WHERE r.of = e.of)
                AND NOT EXISTS (SELECT 1 FROM not_held n WHERE n.of = e.of AND n.nth = e.nth) AS holds
            FROM evidence e {narrowed}
        )
    )
) GROUP BY of
"""
"""What cases cost, and what of the fund counts in each: a row in the first case that holds it."""
_OF_SAME_ROWS = "WHERE EXISTS (SELECT 1 FROM evidence o WHERE o.of = ? AND o.at = e.at AND o.key = e.key)"
_MOMENT = """
CREATE TEMP TABLE IF NOT EXISTS refuted (of TEXT PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS not_held (of TEXT, nth INTEGER, PRIMARY KEY (of, nth));
"""
"""What `_write_down_refuted` writes down; it lives as long as the ledger is open."""
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Term:
    """A term that an event starts: its name, what it is counted in, its last day."""

    name: str
    terms: str
    last_day: date


@contextmanager
def open_file(path: Path) -> Iterator["LedgerFile"]:
    """Open the file of a ledger, made where it is not there.

    Raises:
        UnreadableFile: it cannot be opened, or is no ledger of cases.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        lost = lost_triggers(connection, _ONCE)
        connection.executescript(_TABLES + _MOMENT + _frozen(lost))
    except (OSError, sqlite3.Error) as error:
        message = f"打不开 {name_of(path)}：它不是案件账，或没有权限。请换一个文件。"
        raise UnreadableFile(message) from error
    with closing(connection):
        try:
            yield LedgerFile(connection, path)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise UnreadableFile(_spoiled(path)) from error
            message = f"{name_of(path)} 正有人在写，请稍后再试。"
            raise UnreadableFile(message) from error
        except sqlite3.DatabaseError as error:
            raise UnreadableFile(_spoiled(path)) from error


def _spoiled(path: Path) -> str:
    return f"{name_of(path)} 里有读不出的内容：账被改过或已损坏，请用备份核对。"


def _frozen(lost: Collection[tuple[str, str]]) -> str:
    """Return the triggers that refuse changes; those that somebody took off stay off, to be told."""
    return "".join(
        _FROZEN.format(table=table, verb=verb)
        for table in _ONCE
        for verb in ("UPDATE", "DELETE")
        if (table, verb) not in lost
    )


class LedgerFile:
    """Rows of cases, evidence, events and terms, as they were written."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file for one change, all of it or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
        keep_head(self._db, self._path)

    def holds(self, rule: str, row: Evidence) -> bool:
        """Whether a case of a rule rests on a row already."""
        sql = (
            "SELECT 1 FROM evidence JOIN cases ON of = code "
            "WHERE at = ? AND key = ? AND rule = ?"
        )
        return self._row(sql, row.table, row.key, rule) is not None

    def next_code(self, day: date) -> str:
        """Return the code of the next case of a day's year."""
        row = self._row(
            "SELECT count(*) AS n FROM cases WHERE code LIKE ?", f"{day.year}-%"
        )
        assert row is not None  # noqa: S101 — a count has a row
        return f"{day.year}-{row['n'] + 1:05}"

    def add_case(self, row: tuple[str, ...], evidence: Sequence[Evidence]) -> None:
        """Write a case (code, engine, rule, title, subject) with the rows that it rests on."""
        self._db.execute("INSERT INTO cases VALUES (?, ?, ?, ?, ?)", row)
        code = row[0]
        self._db.executemany(
            "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (code, nth, e.table, e.key, json_of(e.values), e.cost, e.fund)
                for nth, e in enumerate(evidence)
            ],
        )

    def add_event(
        self,
        code: str,
        at: datetime,
        by: str,
        duty: str,
        step: str,
        text: str,
        outcome: Outcome | None = None,
        recovered: int = 0,
        *,
        late: bool = False,
        spared: Sequence[int] = (),
        term: Term | None = None,
    ) -> int:
        """Write an event behind the last one, chained to it, and return its number.

        `spared` are the rows of evidence (from 0) that it found not to hold, `term` what it starts:
        both are chained with it, as is what the case was opened as where it opens one.
        """
        last = self._row(
            "SELECT number, digest FROM events ORDER BY number DESC LIMIT 1"
        )
        number = last["number"] + 1 if last else 1
        before = last["digest"] if last else START
        stated = (
            number, code, at.isoformat(), by, duty, step, text,
            str(outcome) if outcome else None, recovered, int(late),
        )  # fmt: skip
        terms = (
            [(code, term.name, term.terms, term.last_day.isoformat(), number)]
            if term
            else []
        )
        not_held = [(code, nth, number) for nth in spared]
        self._db.executemany("INSERT INTO terms VALUES (?, ?, ?, ?, ?)", terms)
        self._db.executemany("INSERT INTO spared VALUES (?, ?, ?)", not_held)
        opened = self.case_row(code) if step == OPENING else None
        digest = chained(before, stated, opened, terms, not_held)
        self._db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*stated, digest),
        )
        return number

    def case_row(self, code: str) -> sqlite3.Row | None:
        """Return what a case was opened as; none where there is none."""
        return self._row("SELECT * FROM cases WHERE code = ?", code)

    def case_rows(self) -> list[sqlite3.Row]:
        """Return what all cases were opened as, in their order."""
        return self._db.execute("SELECT * FROM cases ORDER BY code").fetchall()

    def events_by_case(self) -> dict[str, list[Event]]:
        """Return the events of all cases by code, in their order."""
        return self._by_case("SELECT * FROM events ORDER BY number", _event)

    def terms(self, code: str) -> list[StartedTerm]:
        """Return the terms that a case's events started."""
        sql = "SELECT * FROM terms WHERE of = ? ORDER BY started"
        return [self._read(row, _term) for row in self._db.execute(sql, (code,))]

    def terms_by_case(self) -> dict[str, list[StartedTerm]]:
        """Return the terms of all cases by code."""
        return self._by_case("SELECT * FROM terms ORDER BY started", _term)

    def evidence(self, code: str) -> list[Evidence]:
        """Return the rows that a case rests on."""
        sql = "SELECT * FROM evidence WHERE of = ? ORDER BY nth"
        return [self._read(row, _evidence) for row in self._db.execute(sql, (code,))]

    def spared(self, code: str) -> frozenset[int]:
        """Return the rows (from 0) of a case that do not hold, as `money` found last."""
        sql = "SELECT nth FROM not_held WHERE of = ?"
        return frozenset(row["nth"] for row in self._db.execute(sql, (code,)))

    def money(self, code: str = "") -> dict[str, sqlite3.Row]:
        """Return what cases cost, and what of the fund counts in each, of one case or of all."""
        self._write_down_refuted()
        narrowed = _COUNTED.format(narrowed=_OF_SAME_ROWS) + " HAVING of = ?"
        query = (narrowed, (code, code)) if code else (_COUNTED.format(narrowed=""), ())
        return {row["of"]: row for row in self._db.execute(*query)}

    def _read(self, row: sqlite3.Row, read: Callable[[sqlite3.Row], Read]) -> Read:
        """Read a row; what nobody could have written into it through the ledger is told."""
        try:
            return read(row)
        except (TypeError, ValueError) as error:
            raise UnreadableFile(_spoiled(self._path)) from error

    def faults(self) -> list[str]:
        """Return in words what was changed behind the ledger's back; empty where nothing was."""
        return faults_of(self._db, self._path, _ONCE)

    def doubts(self) -> list[str]:
        """Return in words what of the ledger nothing tells whether it was changed."""
        return rows_before_seals(self._db, self._path)

    def _by_case(
        self, sql: str, read: Callable[[sqlite3.Row], Read], *values: object
    ) -> dict[str, list[Read]]:
        by_case: dict[str, list[Read]] = {}
        for row in self._db.execute(sql, values):
            by_case.setdefault(row["of"], []).append(self._read(row, read))
        return by_case

    def _row(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return row

    def _write_down_refuted(self) -> None:
        """Write down, for queries of this moment, the cases that were refuted and the rows that were."""
        sql = (
            "SELECT * FROM events WHERE outcome IS NOT NULL OR step = ? ORDER BY number"
        )
        by_case = self._by_case(sql, _event, REOPENED)
        refuted = [(code,) for code, history in by_case.items() if is_refuted(history)]
        since = {code: reopened_at(history) for code, history in by_case.items()}
        spared = self._db.execute("SELECT * FROM spared").fetchall()
        not_held = [
            (row["of"], row["nth"])
            for row in spared
            if (row["decided"] or 0) > since.get(row["of"], 0)
        ]
        self._db.execute("DELETE FROM refuted")
        self._db.execute("DELETE FROM not_held")
        self._db.executemany("INSERT INTO refuted VALUES (?)", refuted)
        self._db.executemany("INSERT INTO not_held VALUES (?, ?)", not_held)


def _term(row: sqlite3.Row) -> StartedTerm:
    last_day = date.fromisoformat(row["last_day"])
    return StartedTerm(row["name"], row["terms"], last_day, row["started"])


def _evidence(row: sqlite3.Row) -> Evidence:
    said = json.loads(row["said"])
    return Evidence(row["at"], row["key"], said, row["cost"], row["fund"])


def _event(row: sqlite3.Row) -> Event:
    return Event(
        row["number"],
        row["of"],
        datetime.fromisoformat(row["at"]),
        row["who"],
        row["duty"],
        row["step"],
        row["said"],
        Outcome(row["outcome"]) if row["outcome"] else None,
        row["recovered"],
        bool(row["late"]),
        row["digest"],
    )
