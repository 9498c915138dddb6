"""The ledger of cases in one SQLite file: nothing is changed in it, every event chains to the one before."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes

from jixiao.errors import JixiaoError, UnreadableFile, name_of
from jixiao.fund.cases.case import Case, Due, Event, Evidence, Outcome
from jixiao.fund.cases.clocks import due_on
from jixiao.fund.cases.procedure import OPENED, Procedure, Step, load_procedure
from jixiao.money import in_yuan

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
"""
_FROZEN = """
CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
"""
_ONCE = ("cases", "evidence", "events", "terms")
_START = "0" * 64


@contextmanager
def open_ledger(
    path: Path, procedure: Procedure | None = None
) -> Iterator["CaseLedger"]:
    """Open a ledger, made where it is not there.

    Raises:
        UnreadableFile: it cannot be opened, or is no ledger of cases.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.executescript(_TABLES)
        for table in _ONCE:
            for verb in ("UPDATE", "DELETE"):
                connection.executescript(_FROZEN.format(table=table, verb=verb))
    except (OSError, sqlite3.Error) as error:
        message = f"打不开 {name_of(path)}：它不是案件账，或没有权限。请换一个文件。"
        raise UnreadableFile(message) from error
    with closing(connection):
        yield CaseLedger(connection, procedure or load_procedure())


class CaseLedger:
    """Cases, their evidence as it stood, and their events; a decision never edits evidence."""

    def __init__(self, connection: sqlite3.Connection, procedure: Procedure) -> None:
        self._db = connection
        self._procedure = procedure

    def open_case(
        self,
        *,
        engine: str,
        rule: str,
        title: str,
        subject: str,
        evidence: Sequence[Evidence],
        by: str,
        at: datetime,
    ) -> str | None:
        """Open a case over rows that no case of the same rule rests on yet, and return its code.

        None where all of them already are in one.
        """
        with self._writing():
            fresh = [row for row in evidence if not self._is_held(rule, row)]
            if not fresh:
                return None
            code = self._next_code(at.date())
            self._db.execute(
                "INSERT INTO cases VALUES (?, ?, ?, ?, ?)",
                (code, engine, rule, title, subject),
            )
            self._db.executemany(
                "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        code,
                        nth,
                        row.table,
                        row.key,
                        _json(row.values),
                        row.cost,
                        row.fund,
                    )
                    for nth, row in enumerate(fresh)
                ],
            )
            said = f"证据 {len(fresh)} 行，摘要 {_digest_of(fresh)}"
            self._add(code, at, by, "录入", "开立", said)
            return code

    def move(
        self,
        code: str,
        step: str,
        *,
        by: str,
        at: datetime,
        text: str = "",
        outcome: Outcome | None = None,
        recovered: int = 0,
    ) -> Event:
        """Do a step of a case and return its event; `recovered` is in fen.

        Raises:
            JixiaoError: there is no such case, the step cannot be done now, not by this person, or
                brings not what it must.
        """
        with self._writing():
            case = self.case(code)
            chosen = self._procedure.step(step, case.state)
            self._check_time(case, at)
            self._check_person(case, chosen, by)
            _check_brought(case, chosen, outcome, recovered)
            late = any(
                due.name == chosen.ends and at.date() > due.last_day for due in case.due
            )
            number = self._add(
                code, at, by, chosen.duty, step, text, outcome, recovered, late=late
            )
            if chosen.starts:
                last_day = due_on(at.date(), chosen.starts)
                self._db.execute(
                    "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
                    (code, chosen.starts.name, chosen.starts.terms, last_day.isoformat(), number),
                )  # fmt: skip
        return next(event for event in self.case(code).events if event.number == number)

    def case(self, code: str) -> Case:
        """Return a case with all that is known of it.

        Raises:
            JixiaoError: there is no such case.
        """
        row = self._row("SELECT * FROM cases WHERE code = ?", code)
        if row is None:
            message = f"没有编号为 {code} 的案件。请用 jixiao cases list 查看编号。"
            raise JixiaoError(message)
        events = self._events(code)
        evidence = self._evidence(code)
        return Case(
            code,
            row["engine"],
            row["rule"],
            row["title"],
            row["subject"],
            self._state(events),
            _outcome(events),
            sum(each.cost for each in evidence),
            sum(each.fund for each in evidence),
            self._counted(code),
            sum(event.recovered for event in events),
            self._due(code, events),
            events,
            evidence,
        )

    def cases(self, state: str = "") -> list[Case]:
        """Return all cases, or those in a state, in the order in which they were opened."""
        codes = self._db.execute("SELECT code FROM cases ORDER BY code").fetchall()
        cases = [self.case(row["code"]) for row in codes]
        return [case for case in cases if not state or case.state == state]

    def overdue(self, day: date) -> list[Case]:
        """Return the cases with a term that ran out before a day and that nothing has ended."""
        return [
            case for case in self.cases() if any(due.last_day < day for due in case.due)
        ]

    def precision(self) -> dict[str, tuple[int, int]]:
        """Return of each rule how many decided cases were upheld, and how many were decided."""
        counts: dict[str, tuple[int, int]] = {}
        for case in self.cases():
            if case.outcome and (case.outcome.is_upheld or case.outcome.is_refuted):
                upheld, decided = counts.get(case.rule, (0, 0))
                is_upheld = int(case.outcome.is_upheld)
                counts[case.rule] = (upheld + is_upheld, decided + 1)
        return counts

    def verify(self) -> list[str]:
        """Return in words what was changed behind the ledger's back; empty where nothing was."""
        faults, before = [], _START
        rows = self._db.execute("SELECT * FROM events ORDER BY number").fetchall()
        for row in rows:
            stated = tuple(row)[:-1]
            if row["digest"] != _digest(before, stated):
                faults.append(f"第 {row['number']} 条记录被改过，或前面少了一条")
            before = row["digest"]
            if row["step"] == "开立":
                digest = _digest_of(self._evidence(row["of"]))
                if not row["said"].endswith(digest):
                    faults.append(f"案件 {row['of']} 的证据被改过")
        return faults

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the file for one change, all of it or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _row(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return row

    def _is_held(self, rule: str, row: Evidence) -> bool:
        sql = (
            "SELECT 1 FROM evidence JOIN cases ON of = code "
            "WHERE at = ? AND key = ? AND rule = ?"
        )
        return self._row(sql, row.table, row.key, rule) is not None

    def _next_code(self, day: date) -> str:
        row = self._row(
            "SELECT count(*) AS n FROM cases WHERE code LIKE ?", f"{day.year}-%"
        )
        assert row is not None  # noqa: S101 — a count has a row
        return f"{day.year}-{row['n'] + 1:05}"

    def _add(
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

    def _events(self, code: str) -> list[Event]:
        sql = "SELECT * FROM events WHERE of = ? ORDER BY number"
        return [_event(row) for row in self._db.execute(sql, (code,))]

    def _evidence(self, code: str) -> list[Evidence]:
        sql = "SELECT * FROM evidence WHERE of = ? ORDER BY nth"
        return [
            Evidence(row["at"], row["key"], json.loads(row["said"]), row["cost"], row["fund"])
            for row in self._db.execute(sql, (code,))
        ]  # fmt: skip

    def _state(self, events: Sequence[Event]) -> str:
        steps = self._procedure.steps
        state = OPENED
        for event in events:
            state = steps[event.step].after if event.step in steps else state
        return state

    def _due(self, code: str, events: Sequence[Event]) -> list[Due]:
        sql = "SELECT * FROM terms WHERE of = ? ORDER BY started"
        ended = [
            (event.number, self._procedure.steps[event.step].ends)
            for event in events
            if event.step in self._procedure.steps
        ]
        return [
            Due(row["name"], row["terms"], date.fromisoformat(row["last_day"]))
            for row in self._db.execute(sql, (code,))
            if not any(n > row["started"] and name == row["name"] for n, name in ended)
        ]

    def _counted(self, code: str) -> int:
        """Return the fund of the rows that this case is the first to hold, of those not refuted."""
        sql = "SELECT at, key, fund FROM evidence WHERE of = ?"
        rows = self._db.execute(sql, (code,)).fetchall()
        if _is_refuted(self._events(code)):
            return 0
        return sum(row["fund"] for row in rows if self._is_first(code, row))

    def _is_first(self, code: str, row: sqlite3.Row) -> bool:
        sql = "SELECT DISTINCT of FROM evidence WHERE at = ? AND key = ? AND of < ?"
        earlier = self._db.execute(sql, (row["at"], row["key"], code)).fetchall()
        return all(_is_refuted(self._events(each["of"])) for each in earlier)

    def _check_time(self, case: Case, at: datetime) -> None:
        last = case.events[-1].at
        if at < last:
            message = (
                f"{case.code} 的上一步在 {last}，这一步不能早于它（{at}）。请改正时间。"
            )
            raise JixiaoError(message)

    def _check_person(self, case: Case, step: Step, by: str) -> None:
        opposed = self._procedure.opposed(step.duty)
        done = [e for e in case.events if e.by == by and e.duty in opposed]
        if done:
            message = (
                f"{by} 在 {case.code} 里已经做过{done[0].duty}（{done[0].step}），"
                f"不能再做{step.duty}。请换一个人。"
            )
            raise JixiaoError(message)


def _check_brought(
    case: Case, step: Step, outcome: Outcome | None, recovered: int
) -> None:
    if (step.brings == "outcome") != (outcome is not None):
        choice = "、".join(Outcome)
        want = f"要写明结论：{choice}" if step.brings == "outcome" else "不带结论"
        message = f"“{step.name}”{want}。"
        raise JixiaoError(message)
    if (step.brings == "recovered") != (recovered > 0):
        want = "要写明追回多少元" if step.brings == "recovered" else "不带追回金额"
        message = f"“{step.name}”{want}。"
        raise JixiaoError(message)
    left = case.counted - case.recovered
    if recovered > left:
        message = (
            f"{case.code} 计一次的涉及基金还剩 {in_yuan(left)} 元，追回不能是 {in_yuan(recovered)} 元；"
            "同一条收费的钱已在别的案件里计过，或结论是不属实。请核对。"
        )
        raise JixiaoError(message)


def _is_refuted(events: Sequence[Event]) -> bool:
    outcome = _outcome(events)
    return outcome is not None and outcome.is_refuted


def _outcome(events: Sequence[Event]) -> Outcome | None:
    """Return the last outcome, unless the case was opened again after it."""
    outcome: Outcome | None = None
    for event in events:
        outcome = None if event.step == "重开" else event.outcome or outcome
    return outcome


def _event(row: Mapping[str, Any] | sqlite3.Row) -> Event:
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


def _digest_of(evidence: Sequence[Evidence]) -> str:
    rows = [(e.table, e.key, dict(e.values), e.cost, e.fund) for e in evidence]
    return _sm3(_json(rows))


def _digest(before: str, stated: tuple[object, ...]) -> str:
    return _sm3(before + _json(stated))


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _sm3(text: str) -> str:
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(text.encode())
    return sm3.finalize().hex()
