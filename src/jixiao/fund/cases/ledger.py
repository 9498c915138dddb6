"""The ledger of cases: opened over rows of evidence, moved step by step, never edited."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from sqlite3 import Row

from jixiao.errors import JixiaoError
from jixiao.fund.cases.case import Case, Event, Evidence, Outcome, RuleRecord
from jixiao.fund.cases.clocks import last_day_of
from jixiao.fund.cases.history import (
    StartedTerm,
    outcome_of,
    owner_of,
    running_terms,
    state_of,
)
from jixiao.fund.cases.ledger_chain import OPENING, digest_of
from jixiao.fund.cases.ledger_file import LedgerFile, Term, open_file
from jixiao.fund.cases.move_checks import (
    check_brought,
    check_person,
    check_spared,
    check_time,
    check_trial,
    check_wait,
)
from jixiao.fund.cases.procedure import (
    CLOSED,
    Procedure,
    Step,
    load_procedure,
    procedures,
)
from jixiao.fund.cases.rule_trials import (
    Decided,
    decided_cases,
    precisions,
    rule_record,
)

_MONEY = ("cost", "fund", "counted", "sure_fund")


@contextmanager
def open_ledger(
    path: Path, procedure: Procedure | None = None
) -> Iterator["CaseLedger"]:
    """Open a ledger, made where it is not there.

    Raises:
        UnreadableFile: it cannot be opened, or is no ledger of cases.
    """
    with open_file(path) as file:
        if procedure is not None:
            yield CaseLedger(file, procedure, {})
        else:
            yield CaseLedger(file, load_procedure(), procedures())


class CaseLedger:
    """Cases, their evidence as it stood, and their events; a decision never edits evidence."""

    def __init__(
        self,
        file: LedgerFile,
        procedure: Procedure,
        of_engines: Mapping[str, Procedure],
    ) -> None:
        self._file = file
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
        with self._file.writing():
            fresh = [row for row in evidence if not self._file.holds(rule, row)]
            if not fresh:
                return None
            code = self._file.next_code(at.date())
            self._file.add_case((code, engine, rule, title, subject), fresh)
            opening = f"证据 {len(fresh)} 行，摘要 {digest_of(fresh)}"
            self._file.add_event(code, at, by, "录入", OPENING, opening)
            return code

    def is_held(self, rule: str, row: Evidence) -> bool:
        """Whether a case of a rule rests on a row already."""
        return self._file.holds(rule, row)

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
        moving = self.moving(
            code, step, by=by, at=at, text=text, outcome=outcome,
            recovered=recovered, spared=spared,
        )  # fmt: skip
        with moving as number:
            pass
        return next(event for event in self.case(code).events if event.number == number)

    @contextmanager
    def moving(
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
    ) -> Iterator[int]:
        """Do a step as `move` does, together with what a block writes elsewhere; give its number.

        What forbids the step is said before the block begins; where the block fails, or is killed,
        the step was not done.
        """
        with self._file.writing():
            case = self.case(code)
            chosen = self.procedure_of(case.engine).step(step, case.state)
            self._check(case, chosen, by, at)
            check_wait(case, chosen, at, text)
            check_brought(case, chosen, outcome, recovered)
            check_spared(case, outcome, spared)
            is_late = any(
                due.name == chosen.ends and at.date() > due.last_day for due in case.due
            )
            remark = _with_spared(text, spared)
            number = self._file.add_event(
                code,
                at,
                by,
                chosen.duty,
                step,
                remark,
                outcome,
                recovered,
                late=is_late,
                spared=sorted(spared),
                term=_term_of(chosen, at.date()),
            )
            yield number

    def _check(self, case: Case, step: Step, by: str, at: datetime) -> None:
        procedure = self.procedure_of(case.engine)
        check_time(case, at)
        check_person(procedure, case, step, by)
        admission = procedure.admission
        if admission is not None and admission.enforced and step.letter == "notice":
            record = self.rule_records().get(case.rule)
            check_trial(procedure, case, record)

    def case(self, code: str) -> Case:
        """Return a case with all that is known of it.

        Raises:
            JixiaoError: there is no such case.
        """
        row = self._file.case_row(code)
        if row is None:
            message = f"没有编号为 {code} 的案件。请用 jixiao cases list 查看编号。"
            raise JixiaoError(message)
        money = self._file.money(code).get(code)
        histories, terms = self._file.events_by_case(), self._file.terms(code)
        sure = precisions(self._decided(histories))
        case = self._case_of(row, histories.get(code, ()), terms, money, sure)
        evidence = self._file.evidence(code)
        return replace(case, evidence=evidence, spared=self._file.spared(code))

    def cases(
        self, state: str = "", *, owner: str = "", subject: str = ""
    ) -> list[Case]:
        """Return all cases, or those in a state, of an owner, of a subject; without their evidence.

        They come in the order in which they were opened.
        """
        money = self._file.money()
        events, terms = self._file.events_by_case(), self._file.terms_by_case()
        sure = precisions(self._decided(events))
        rows = ((row, row["code"]) for row in self._file.case_rows())
        cases = [
            self._case_of(
                row, events.get(code, ()), terms.get(code, ()), money.get(code), sure
            )
            for row, code in rows
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
        """Return how each audit rule's cases came out, and how far the rule has come by that."""
        decided = self._decided(self._file.events_by_case())
        opened: dict[str, int] = {}
        for row in self._file.case_rows():
            if row["engine"] == "audit":
                opened[row["rule"]] = opened.get(row["rule"], 0) + 1
        admission = self._procedure.admission
        return {
            rule: rule_record(rule, count, decided.get(rule, ()), admission)
            for rule, count in opened.items()
        }

    def verify(self) -> list[str]:
        """Return in words what was changed behind the ledger's back; empty where nothing was."""
        return self._file.faults()

    def doubts(self) -> list[str]:
        """Return in words what of the ledger nothing tells whether it was changed."""
        return self._file.doubts()

    def _decided(
        self, histories: Mapping[str, Sequence[Event]]
    ) -> dict[str, list[Decided]]:
        rows = self._file.case_rows()
        return decided_cases(
            (row["rule"], histories.get(row["code"], ())) for row in rows
        )

    def _case_of(
        self,
        row: Row,
        events: Sequence[Event],
        terms: Sequence[StartedTerm],
        money: Row | None,
        sure: Mapping[str, Fraction],
    ) -> Case:
        """Return a case of its rows: what was written, and what follows of it."""
        cost, fund, counted, sure_fund = (
            int((money[name] if money else 0) or 0) for name in _MONEY
        )
        procedure = self.procedure_of(row["engine"])
        confidence = sure.get(row["rule"], Fraction(1, 2))
        return Case(
            row["code"],
            row["engine"],
            row["rule"],
            row["title"],
            row["subject"],
            state_of(procedure, events),
            outcome_of(events),
            cost,
            fund,
            counted,
            sum(event.recovered for event in events),
            running_terms(procedure, terms, events),
            events,
            owner=owner_of(procedure, events),
            priority=int(sure_fund + (counted - sure_fund) * confidence),
        )


def _term_of(step: Step, day: date) -> Term | None:
    """Return the term that a step starts on a day; none where it starts none."""
    clock = step.starts
    if clock is None:
        return None
    last_day, doubt = last_day_of(day, clock)
    terms = f"{clock.terms}，{doubt}" if doubt else clock.terms
    return Term(clock.name, terms, last_day)


def _with_spared(text: str, spared: Collection[int]) -> str:
    if not spared:
        return text
    rows = "、".join(str(nth + 1) for nth in sorted(spared))
    return f"{text}〔不属实的行：{rows}〕"
