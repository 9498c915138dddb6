"""The ledger of cases in one SQLite file: nothing is changed in it, every event chains to the one before."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes

from jixiao.errors import JixiaoError, UnreadableFile, name_of
from jixiao.fund.cases.case import (
    Case,
    Due,
    Event,
    Evidence,
    Outcome,
    RuleRecord,
    Trial,
)
from jixiao.fund.cases.clocks import due_on
from jixiao.fund.cases.procedure import (
    CLOSED,
    OPENED,
    Admission,
    Procedure,
    Step,
    load_procedure,
    procedures,
)
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
            SELECT e.*, json_extract(said, '$.把握') = 'certain' AS sure,
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
"""What `_tell_refuted` writes down; it lives as long as the ledger is open."""
_TRIED = 10
"""How many decided cases tell more of a rule than a guess does."""


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
        connection.executescript(_TABLES + _MOMENT)
        for table in _ONCE:
            for verb in ("UPDATE", "DELETE"):
                connection.executescript(_FROZEN.format(table=table, verb=verb))
    except (OSError, sqlite3.Error) as error:
        message = f"打不开 {name_of(path)}：它不是案件账，或没有权限。请换一个文件。"
        raise UnreadableFile(message) from error
    with closing(connection):
        if procedure is not None:
            yield CaseLedger(connection, procedure, {})
        else:
            yield CaseLedger(connection, load_procedure(), procedures())


class CaseLedger:
    """Cases, their evidence as it stood, and their events; a decision never edits evidence."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        procedure: Procedure,
        of_engines: Mapping[str, Procedure],
    ) -> None:
        self._db = connection
        self._procedure = procedure
        self._of_engines = of_engines

    def procedure_of(self, engine: str) -> Procedure:
        """Return how the cases of an engine go."""
        return self._of_engines.get(engine, self._procedure)

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
            opening = f"证据 {len(fresh)} 行，摘要 {_digest_of(fresh)}"
            self._add(code, at, by, "录入", "开立", opening)
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
        spared: Collection[int] = (),
    ) -> Event:
        """Do a step of a case and return its event; `recovered` is in fen.

        `spared` are the rows of evidence (from 0) that a decision in part finds not to hold: their
        money counts no more.

        Raises:
            JixiaoError: there is no such case, the step cannot be done now, not by this person, or
                brings not what it must.
        """
        with self._writing():
            case = self.case(code)
            chosen = self.procedure_of(case.engine).step(step, case.state)
            self._check_time(case, at)
            self._check_person(case, chosen, by)
            self._check_trial(case, chosen)
            _check_brought(case, chosen, outcome, recovered)
            _check_spared(case, outcome, spared)
            late = any(
                due.name == chosen.ends and at.date() > due.last_day for due in case.due
            )
            remark = _with_spared(text, spared)
            number = self._add(
                code, at, by, chosen.duty, step, remark, outcome, recovered, late=late
            )
            self._db.executemany(
                "INSERT INTO spared VALUES (?, ?, ?)",
                [(code, nth, number) for nth in sorted(spared)],
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
        self._tell_refuted()
        counted = self._row(
            _COUNTED.format(narrowed=_OF_SAME_ROWS) + " HAVING of = ?", code, code
        )
        events, terms = self._events(code), self._terms(code)
        case = self._case_of(row, events, terms, counted, self._precisions())
        evidence = self._evidence(code)
        return replace(case, evidence=evidence, spared=self._spared(code))

    def cases(
        self, state: str = "", *, owner: str = "", subject: str = ""
    ) -> list[Case]:
        """Return all cases, or those in a state, of an owner, of a subject; without their evidence.

        They come in the order in which they were opened.
        """
        self._tell_refuted()
        counted = {
            row["of"]: row for row in self._db.execute(_COUNTED.format(narrowed=""))
        }
        events, terms = (
            self._by_case("events", "number"),
            self._by_case("terms", "started"),
        )
        precisions = self._precisions()
        rows = self._db.execute("SELECT * FROM cases ORDER BY code").fetchall()
        cases = [
            self._case_of(
                row,
                [_event(each) for each in events.get(row["code"], ())],
                terms.get(row["code"], ()),
                counted.get(row["code"]),
                precisions,
            )
            for row in rows
            if not subject or row["subject"] == subject
        ]
        return [
            case
            for case in cases
            if (not state or case.state == state) and (not owner or case.owner == owner)
        ]

    def queue(self, owner: str = "") -> list[Case]:
        """Return the cases that are not closed, of an owner or nobody's and all, the most urgent first."""
        open_cases = [case for case in self.cases(owner=owner) if case.state != CLOSED]
        return sorted(open_cases, key=lambda case: (-case.priority, case.code))

    def overdue(self, day: date) -> list[Case]:
        """Return the cases with a term that ran out before a day and that nothing has ended."""
        return [
            case for case in self.cases() if any(due.last_day < day for due in case.due)
        ]

    def precision(self) -> dict[str, tuple[int, int]]:
        """Return of each rule how many decided cases were upheld, and how many were decided."""
        return {
            rule: (record.upheld, record.decided)
            for rule, record in self.rule_records().items()
            if record.decided
        }

    def rule_records(self) -> dict[str, RuleRecord]:
        """Return how each rule's cases came out, and how far the rule has come by that."""
        results = self._results()
        opened = self._db.execute(
            "SELECT rule, count(*) AS n FROM cases WHERE engine = 'audit' GROUP BY rule"
        )
        return {
            row["rule"]: self._record(
                row["rule"], row["n"], results.get(row["rule"], [])
            )
            for row in opened.fetchall()
        }

    def _record(
        self, rule: str, opened: int, results: Sequence[tuple[bool, int]]
    ) -> RuleRecord:
        decided, upheld = len(results), sum(is_upheld for is_upheld, _ in results)
        newest_first = [is_upheld for is_upheld, _ in reversed(results)]
        in_row = [*newest_first, True].index(True)
        recovered = sum(fen for _, fen in results)
        admission = self._procedure.admission
        trial = _trial(admission, decided, upheld, in_row)
        return RuleRecord(rule, opened, decided, upheld, in_row, recovered, trial)

    def _results(self) -> dict[str, list[tuple[bool, int]]]:
        """Return of each rule whether each decided case was upheld, in the order of decision."""
        by_case = self._by_case("events", "number")
        rules = {
            row["code"]: row["rule"] for row in self._db.execute("SELECT * FROM cases")
        }
        decided = []
        for code, rows in by_case.items():
            events = [_event(row) for row in rows]
            outcome = _outcome(events)
            if outcome and (outcome.is_upheld or outcome.is_refuted):
                last = max(event.number for event in events if event.outcome)
                fen = sum(event.recovered for event in events)
                decided.append((last, rules[code], outcome.is_upheld, fen))
        results: dict[str, list[tuple[bool, int]]] = {}
        for _, rule, is_upheld, fen in sorted(decided):
            results.setdefault(rule, []).append((is_upheld, fen))
        return results

    def _precisions(self) -> dict[str, Fraction]:
        """Return how sure a mark of each rule is by what was decided: one half where too little was."""
        return {
            rule: Fraction(sum(upheld for upheld, _ in results), len(results))
            for rule, results in self._results().items()
            if len(results) >= _TRIED
        }

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

    def _case_of(
        self,
        row: sqlite3.Row,
        events: Sequence[Event],
        terms: Sequence[sqlite3.Row],
        money: sqlite3.Row | None,
        precisions: Mapping[str, Fraction],
    ) -> Case:
        """Return a case of its rows: what was written, and what follows of it."""
        cost, fund, counted, sure = (
            int((money[name] if money else 0) or 0)
            for name in ("cost", "fund", "counted", "sure_fund")
        )
        procedure = self.procedure_of(row["engine"])
        confidence = precisions.get(row["rule"], Fraction(1, 2))
        return Case(
            row["code"],
            row["engine"],
            row["rule"],
            row["title"],
            row["subject"],
            _state(procedure, events),
            _outcome(events),
            cost,
            fund,
            counted,
            sum(event.recovered for event in events),
            _due(procedure, terms, events),
            events,
            owner=_owner(procedure, events),
            priority=int(sure + (counted - sure) * confidence),
        )

    def _terms(self, code: str) -> list[sqlite3.Row]:
        sql = "SELECT * FROM terms WHERE of = ? ORDER BY started"
        return self._db.execute(sql, (code,)).fetchall()

    def _by_case(self, table: str, order: str) -> dict[str, list[sqlite3.Row]]:
        by_case: dict[str, list[sqlite3.Row]] = {}
        for row in self._db.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            by_case.setdefault(row["of"], []).append(row)
        return by_case

    def _spared(self, code: str) -> frozenset[int]:
        sql = "SELECT nth FROM not_held WHERE of = ?"
        return frozenset(row["nth"] for row in self._db.execute(sql, (code,)))

    def _tell_refuted(self) -> None:
        """Write down, for queries of this moment, the cases that were refuted and the rows that were."""
        events = self._db.execute(
            "SELECT * FROM events WHERE outcome IS NOT NULL OR step = '重开' ORDER BY number"
        )
        by_case: dict[str, list[Event]] = {}
        for row in events:
            by_case.setdefault(row["of"], []).append(_event(row))
        refuted = [(code,) for code, history in by_case.items() if _is_refuted(history)]
        since = {
            code: max((e.number for e in history if e.step == "重开"), default=0)
            for code, history in by_case.items()
        }
        spared = self._db.execute("SELECT * FROM spared").fetchall()
        held = [
            (row["of"], row["nth"])
            for row in spared
            if row["decided"] > since.get(row["of"], 0)
        ]
        self._db.execute("DELETE FROM refuted")
        self._db.execute("DELETE FROM not_held")
        self._db.executemany("INSERT INTO refuted VALUES (?)", refuted)
        self._db.executemany("INSERT INTO not_held VALUES (?, ?)", held)

    def _check_time(self, case: Case, at: datetime) -> None:
        last = case.events[-1].at
        if at < last:
            message = (
                f"{case.code} 的上一步在 {last}，这一步不能早于它（{at}）。请改正时间。"
            )
            raise JixiaoError(message)

    def _check_trial(self, case: Case, step: Step) -> None:
        admission = self.procedure_of(case.engine).admission
        if admission is None or not admission.enforced or step.letter != "notice":
            return
        record = self.rule_records().get(case.rule)
        if record is not None and record.trial is not Trial.LIVE:
            message = (
                f"{case.rule} 还在{record.trial}（结论 {record.decided} 案，查实 {record.upheld} 案），"
                f"不能告知机构。请先抽查，作出结论。"
            )
            raise JixiaoError(message)

    def _check_person(self, case: Case, step: Step, by: str) -> None:
        opposed = self.procedure_of(case.engine).opposed(step.duty)
        done = [e for e in case.events if e.by == by and e.duty in opposed]
        if done:
            message = (
                f"{by} 在 {case.code} 里已经做过{done[0].duty}（{done[0].step}），"
                f"不能再做{step.duty}。请换一个人。"
            )
            raise JixiaoError(message)


def _state(procedure: Procedure, events: Sequence[Event]) -> str:
    state = OPENED
    for event in events:
        step = procedure.steps.get(event.step)
        state = step.after if step else state
    return state


def _owner(procedure: Procedure, events: Sequence[Event]) -> str:
    """Return whom the case was given to last: whom the step names, else who made it."""
    assignees = [
        event.text or event.by
        for event in events
        if event.step in procedure.steps and procedure.steps[event.step].assigns
    ]
    return assignees[-1] if assignees else ""


def _due(
    procedure: Procedure, terms: Sequence[sqlite3.Row], events: Sequence[Event]
) -> list[Due]:
    """Return the terms that run: started, and not ended by a step after that."""
    ended = [
        (event.number, procedure.steps[event.step].ends)
        for event in events
        if event.step in procedure.steps
    ]
    return [
        Due(row["name"], row["terms"], date.fromisoformat(row["last_day"]))
        for row in terms
        if not any(n > row["started"] and name == row["name"] for n, name in ended)
    ]


def _trial(
    admission: Admission | None, decided: int, upheld: int, refuted_in_row: int
) -> Trial:
    if admission is None or decided < admission.least_decided:
        return Trial.SHADOW
    is_enough = upheld * 100 >= decided * admission.least_percent
    if refuted_in_row >= admission.review_after or not is_enough:
        return Trial.REVIEW
    return Trial.LIVE


def _with_spared(text: str, spared: Collection[int]) -> str:
    if not spared:
        return text
    rows = "、".join(str(nth + 1) for nth in sorted(spared))
    return f"{text}〔不属实的行：{rows}〕"


def _check_spared(case: Case, outcome: Outcome | None, spared: Collection[int]) -> None:
    if strange := [nth for nth in spared if not 0 <= nth < len(case.evidence)]:
        rows = "、".join(str(nth + 1) for nth in strange)
        message = (
            f"{case.code} 有 {len(case.evidence)} 行证据，没有第 {rows} 行。请改正。"
        )
        raise JixiaoError(message)
    if spared and outcome is not Outcome.PARTLY:
        message = "只有“部分属实”能写明哪些行不属实。请改正结论，或去掉行号。"
        raise JixiaoError(message)
    if len(set(spared)) == len(case.evidence) and spared:
        message = "所有的行都不属实，就不是“部分属实”。请改正结论。"
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
