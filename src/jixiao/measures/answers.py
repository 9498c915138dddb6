"""Promise against proof: each indicator of target tables with what the records say of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import structs

from jixiao.evaluation import Actual, Spending, unit_of
from jixiao.fund.store.engine import Engine
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import Measure, ValueKind, library
from jixiao.measures.matching import Match, State
from jixiao.measures.measuring import Asked, Measured, keys_of, take
from jixiao.measures.sharing import Place, Sharing, share
from jixiao.measures.target_values import (
    in_unit_of,
    is_ceiling,
    is_in_time,
    is_met,
    printed_value,
)
from jixiao.money import SCALES, convert
from jixiao.period import Period
from jixiao.progress import Progress, silent
from jixiao.targets import Indicator, TargetTable

_Question = tuple[str, tuple[tuple[str, str], ...]]
"""A measure and what it is narrowed to."""


class Mark(StrEnum):
    """How an indicator stands, in one word."""

    MET = "met"
    MISSED = "missed"
    PARTIAL = "partial"
    NONE = "none"
    UNSURE = "unsure"
    PERSON = "person"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _WORDS[self]


_WORDS = {
    Mark.MET: "达到",
    Mark.MISSED: "未达",
    Mark.PARTIAL: "不全",
    Mark.NONE: "无数",
    Mark.UNSURE: "待定",
    Mark.PERSON: "人工",
}
_OF_STATES = {
    State.UNSURE: Mark.UNSURE,
    State.PERSON: Mark.PERSON,
    State.NONE: Mark.NONE,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An indicator, what answers it, and the actual value in the target's own unit.

    `exact` is compared; `actual` is rounded as forms print it, to two digits after the point or as
    many as the target has, and to more where the rounded value would stand otherwise to the target.

    `met` is none where it cannot be said: nobody has filled the value in, the target has no bound,
    or there is a `doubt`. `rule` says how a bound that is not printed was read, `remarks` what else
    a reader must know. `others` answer further values of the same cell.
    """

    indicator: Indicator
    match: Match
    measured: Measured | None = None
    actual: Decimal | None = None
    exact: Decimal | None = None
    day: date | None = None
    met: bool | None = None
    rule: str = ""
    doubt: str = ""
    remarks: tuple[str, ...] = ()
    others: tuple["Answer", ...] = ()

    @property
    def shown(self) -> str:
        """The actual value as a form prints it; empty where there is none."""
        if self.day is not None:
            return self.day.isoformat()
        if self.actual is None or self.measured is None:
            return ""
        measure = library()[self.measured.code]
        whole = self.actual.to_integral_value()
        number = (
            whole
            if measure.kind is ValueKind.TOTAL and self.actual == whole
            else self.actual
        )
        return f"{number:f}{unit_of(self.indicator.target) or measure.unit}"

    @property
    def promises(self) -> "tuple[Answer, ...]":
        """The answer to each value of the cell, the first one first."""
        return (replace(self, others=()), *self.others)

    @property
    def mark(self) -> Mark:
        """How it stands: met or missed, not known, or left to a person; of several, the worst."""
        marks = {self._own_mark, *(other.mark for other in self.others)}
        return next(mark for mark in _WORST_FIRST if mark in marks)

    @property
    def _own_mark(self) -> Mark:
        """How the first value of the cell stands."""
        if self.match.state is not State.BOUND:
            return _OF_STATES[self.match.state]
        if self.doubt:
            is_part = self.measured is not None and not self.measured.coverage.is_whole
            return Mark.PARTIAL if is_part else Mark.UNSURE
        if self.met is None:
            return Mark.NONE
        return Mark.MET if self.met else Mark.MISSED


_WORST_FIRST = (
    Mark.MISSED,
    Mark.PARTIAL,
    Mark.UNSURE,
    Mark.NONE,
    Mark.PERSON,
    Mark.MET,
)


def answer(
    engine: Engine,
    tables: Sequence[TargetTable],
    period: Period,
    bindings: Bindings | None = None,
    progress: Progress = silent,
    *,
    shown: bool = False,
) -> list[list[Answer]]:
    """Answer the indicators of target tables from the records of a period, table by table.

    A measure that two indicators share is taken once, and each says so; `shown` with the rows that
    add most.
    """
    decided = bindings or Bindings()
    rows = dict(_rows(tables))
    matches = {
        at: decided.match(tables[at[0]], row, is_part=at[2] > 0)
        for at, row in rows.items()
    }
    questions = {
        at: _question(match)
        for at, match in matches.items()
        if match.state is State.BOUND
    }
    asked = {
        question: Asked(library()[matches[at].measure], matches[at].scope)
        for at, question in questions.items()
    }
    taken = take(
        engine, list(asked.values()), period, progress, decided.limits, shown=shown
    )
    measured = dict(zip(asked, taken, strict=True))

    def keys(question: Asked) -> set[str]:
        return keys_of(engine, question, period, decided.limits)

    names = {at: _name_of(tables, at, row) for at, row in rows.items()}
    sharing = share(names, questions, asked, keys)
    answers = {
        at: _answered(
            row, matches[at], _of(measured, questions.get(at)), sharing.get(at)
        )
        for at, row in rows.items()
    }
    return [
        [_whole_cell(answers, n, place) for place in range(len(table.indicators))]
        for n, table in enumerate(tables)
    ]


def _rows(tables: Sequence[TargetTable]) -> Iterator[tuple[Place, Indicator]]:
    """Yield each value that is promised, as a row of its own, by its place."""
    for n, table in enumerate(tables):
        for place, row in enumerate(table.indicators):
            for part, promised in enumerate(promises_of(row)):
                yield (n, place, part), promised


def _of(
    measured: Mapping[_Question, Measured], question: _Question | None
) -> Measured | None:
    return None if question is None else measured.get(question)


def promises_of(row: Indicator) -> tuple[Indicator, ...]:
    """Return a row for each value of its cell: ≥8次235人 promises two things."""
    others = row.target.others
    if row.not_applicable or not others:
        return (row,)
    first = structs.replace(row.target, others=())
    return tuple(structs.replace(row, target=value) for value in (first, *others))


def _whole_cell(answers: Mapping[Place, Answer], n: int, place: int) -> Answer:
    """Put the answers to the values of one cell together."""
    parts = [at for at in answers if at[:2] == (n, place)]
    first, *others = (answers[at] for at in sorted(parts))
    return replace(first, others=tuple(others))


def _name_of(tables: Sequence[TargetTable], at: Place, row: Indicator) -> str:
    """Call a row by its name, with its project where there are several."""
    project = tables[at[0]].project_name or ""
    return f"{row.name}（{project}）" if len(tables) > 1 else row.name


def _question(match: Match) -> _Question:
    """What two indicators share where one measure, narrowed alike, answers both."""
    return match.measure, tuple(sorted(match.scope.items()))


def _answered(
    indicator: Indicator,
    match: Match,
    measured: Measured | None,
    sharing: Sharing | None,
) -> Answer:
    if measured is None or sharing is None:
        return Answer(indicator, match)
    measure = library()[measured.code]
    target = indicator.target
    exact = in_unit_of(target, measure, measured.value)
    met, rule = None, ""
    if measured.day is not None:
        met = is_in_time(target, measured.day)
    elif exact is not None:
        met, rule = is_met(indicator, measure, exact)
    doubt = _doubt(indicator, measure, measured, sharing, met=met)
    said = (sharing.says, str(measured.coverage))
    return Answer(
        indicator=indicator,
        match=match,
        measured=measured,
        actual=printed_value(indicator, measure, exact),
        exact=exact,
        day=measured.day,
        met=None if doubt else met,
        rule=rule,
        doubt=doubt,
        remarks=tuple(remark for remark in said if remark),
    )


def _doubt(
    indicator: Indicator,
    measure: Measure,
    measured: Measured,
    sharing: Sharing,
    *,
    met: bool | None,
) -> str:
    """Why a value proves nothing yet: part of the year is missing, or its rows prove other rows too."""
    if met is None:
        return ""
    if sharing.parts:
        return sharing.says
    if measured.coverage.is_whole or _is_certain(indicator, measure, met=met):
        return ""
    return measured.coverage.lacking


def _is_certain(indicator: Indicator, measure: Measure, *, met: bool) -> bool:
    """Whether more records cannot turn a verdict: a sum that only grows has reached or passed it."""
    if (
        measure.kind is not ValueKind.TOTAL
        or measure.course
        or indicator.target.deadline
    ):
        return False
    return met is not is_ceiling(indicator, measure)


def months_of(answer: Answer) -> Iterator[tuple[int, Decimal]]:
    """Yield each month's value in the target's unit; of a total what has come together by then.

    Nothing of a value that stands at a day or grows over a whole: a month's own rows are none.
    """
    measured = answer.measured
    if measured is None or measured.why or library()[measured.code].course:
        return
    measure = library()[measured.code]
    above = 0
    for part in measured.months:
        above = above + part.above if measure.kind is ValueKind.TOTAL else part.above
        value = in_unit_of(
            answer.indicator.target, measure, measure.value(above, part.below)
        )
        if value is not None and part.name:
            yield int(part.name.rpartition("-")[2]), value


def actual_of(answer: Answer) -> Actual | None:
    """What was measured, as an evaluation takes it; none where nothing was, or it is in doubt."""
    measured = answer.measured
    if measured is None or measured.why or answer.mark in (Mark.PARTIAL, Mark.UNSURE):
        return None
    if any(not promise.met for promise in answer.others):
        return None
    if answer.day is not None:
        return Actual(answer.shown, day=answer.day)
    if answer.actual is None:
        return None
    sample = (
        f"（样本 {measured.persons} 人）" if library()[measured.code].sampled else ""
    )
    others = "".join(f"；{other.shown}" for other in answer.others)
    return Actual(answer.shown + sample + others, answer.actual, exact=answer.exact)


def open_question(answer: Answer) -> str:
    """What stops a measured value from being scored, in words; empty where nothing does."""
    if answer.doubt:
        return f"记录里是 {answer.shown}，{answer.doubt}；请补齐记录，或由人填写并说明"
    if answer.others and not all(promise.met for promise in answer.promises):
        marks = "，".join(
            f"{promise.indicator.target.text} {promise.mark.word}"
            for promise in answer.promises
        )
        return f"一格里有几个数：{marks}；请由人评定"
    return ""


def spending_of(table: TargetTable, executed: Decimal | None) -> Spending:
    """What a project had, by its table, and spent, by its payments in yuan; in the form's unit."""
    budget, unit = table.funding.annual.total, table.money_unit or "元"
    spent = (
        None
        if executed is None or unit not in SCALES
        else convert(executed, "元", unit)
    )
    return Spending(budget, budget, spent)


def take_payments(
    engine: Engine, tables: Sequence[TargetTable], period: Period
) -> list[Decimal | None]:
    """What each project spent in a period, in yuan; none where no payment names it."""
    spent = library()["SP01"]
    asked = [Asked(spent, {"project": table.project_name or ""}) for table in tables]
    return [measured.value for measured in take(engine, asked, period)]
