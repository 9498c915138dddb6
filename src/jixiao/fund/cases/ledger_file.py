"""The file that a ledger of cases stands in: rows are only added, each event chains to the one before."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives import hashes

from jixiao.errors import UnreadableFile, name_of
from jixiao.fund.cases.case import Event, Evidence, Outcome
from jixiao.fund.cases.history import StartedTerm, is_refuted, reopened_at
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
_START = "0" * 64
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
_SCRIPT = "".join(
    (
        _TABLES,
        _MOMENT,
        *(
            _FROZEN.format(table=table, verb=verb)
            for table in _ONCE
            for verb in ("UPDATE", "DELETE")
        ),
    )
)
Read = TypeVar("Read")


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
        connection.executescript(_SCRIPT)
    except (OSError, sqlite3.Error) as error:
        message = f"打不开 {name_of(path)}：它不是案件账，或没有权限。请换一个文件。"
        raise UnreadableFile(message) from error
    with closing(connection):
        yield LedgerFile(connection)


class LedgerFile:
    """Rows of cases, evidence, events and terms, as they were written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

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
                (code, nth, e.table, e.key, _json(e.values), e.cost, e.fund)
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
    ) -> int:
        """Write an event behind the last one, chained to it, and return its number."""
        last = self._row(
            "SELECT number, digest FROM events ORDER BY number DESC LIMIT 1"
        )
        number = last["number"] + 1 if last else 1
        before = last["digest"] if last else _START
        stated = (
            number, code, at.isoformat(), by, duty, step, text,
            str(outcome) if outcome else None, recovered, int(late),
        )  # fmt: skip
        self._db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*stated, _digest(before, stated)),
        )
        return number

    def add_term(self, code: str, term: StartedTerm) -> None:
        """Write that an event of a case started a term."""
        last_day = term.last_day.isoformat()
        self._db.execute(
            "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
            (code, term.name, term.terms, last_day, term.started),
        )

    def add_spared(self, code: str, rows: Sequence[int], decided: int) -> None:
        """Write which rows of evidence (from 0) an event found not to hold."""
        self._db.executemany(
            "INSERT INTO spared VALUES (?, ?, ?)",
            [(code, nth, decided) for nth in rows],
        )

    def case_row(self, code: str) -> sqlite3.Row | None:
        """Return what a case was opened as; none where there is none."""
        return self._row("SELECT * FROM cases WHERE code = ?", code)

    def case_rows(self) -> list[sqlite3.Row]:
        """Return what all cases were opened as, in their order."""
        return self._db.execute("SELECT * FROM cases ORDER BY code").fetchall()

    def events_by_case(self) -> dict[str, list[Event]]:
        """Return the events of all cases by code, in their order."""
        return _by_case(
            self._db.execute("SELECT * FROM events ORDER BY number"), _event
        )

    def terms(self, code: str) -> list[StartedTerm]:
        """Return the terms that a case's events started."""
        sql = "SELECT * FROM terms WHERE of = ? ORDER BY started"
        return [_term(row) for row in self._db.execute(sql, (code,))]

    def terms_by_case(self) -> dict[str, list[StartedTerm]]:
        """Return the terms of all cases by code."""
        return _by_case(self._db.execute("SELECT * FROM terms ORDER BY started"), _term)

    def evidence(self, code: str) -> list[Evidence]:
        """Return the rows that a case rests on."""
        sql = "SELECT * FROM evidence WHERE of = ? ORDER BY nth"
        return [
            Evidence(row["at"], row["key"], json.loads(row["said"]), row["cost"], row["fund"])
            for row in self._db.execute(sql, (code,))
        ]  # fmt: skip

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

    def faults(self) -> list[str]:
        """Return in words what was changed behind the ledger's back; empty where nothing was."""
        faults, before = [], _START
        rows = self._db.execute("SELECT * FROM events ORDER BY number").fetchall()
        for row in rows:
            stated = tuple(row)[:-1]
            if row["digest"] != _digest(before, stated):
                faults.append(f"第 {row['number']} 条记录被改过，或前面少了一条")
            before = row["digest"]
            if row["step"] == "开立":
                digest = digest_of(self.evidence(row["of"]))
                if not row["said"].endswith(digest):
                    faults.append(f"案件 {row['of']} 的证据被改过")
        return faults

    def _row(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return row

    def _write_down_refuted(self) -> None:
        """Write down, for queries of this moment, the cases that were refuted and the rows that were."""
        events = self._db.execute(
            "SELECT * FROM events WHERE outcome IS NOT NULL OR step = ? ORDER BY number",
            (REOPENED,),
        )
        by_case = _by_case(events, _event)
        refuted = [(code,) for code, history in by_case.items() if is_refuted(history)]
        since = {code: reopened_at(history) for code, history in by_case.items()}
        spared = self._db.execute("SELECT * FROM spared").fetchall()
        not_held = [
            (row["of"], row["nth"])
            for row in spared
            if row["decided"] > since.get(row["of"], 0)
        ]
        self._db.execute("DELETE FROM refuted")
        self._db.execute("DELETE FROM not_held")
        self._db.executemany("INSERT INTO refuted VALUES (?)", refuted)
        self._db.executemany("INSERT INTO not_held VALUES (?, ?)", not_held)


def digest_of(evidence: Sequence[Evidence]) -> str:
    """Return the SM3 of the rows that a case rests on."""
    rows = [(e.table, e.key, dict(e.values), e.cost, e.fund) for e in evidence]
    return _sm3(_json(rows))


def _by_case(
    rows: Iterable[sqlite3.Row], read: Callable[[sqlite3.Row], Read]
) -> dict[str, list[Read]]:
    by_case: dict[str, list[Read]] = {}
    for row in rows:
        by_case.setdefault(row["of"], []).append(read(row))
    return by_case


def _term(row: sqlite3.Row) -> StartedTerm:
    last_day = date.fromisoformat(row["last_day"])
    return StartedTerm(row["name"], row["terms"], last_day, row["started"])


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


def _digest(before: str, stated: tuple[object, ...]) -> str:
    return _sm3(before + _json(stated))


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _sm3(text: str) -> str:
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(text.encode())
    return sm3.finalize().hex()
