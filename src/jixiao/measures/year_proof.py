"""A year proved: each project's promises, what the records and people say, and its points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from jixiao.evaluation import (
    Actual,
    Entries,
    Rubric,
    SelfEvaluation,
    evaluate,
    filled,
    load_entries,
)
from jixiao.evaluation.entries import ValueEntry
from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import (
    Answer,
    actual_of,
    answer,
    open_question,
    spending_of,
    take_payments,
)
from jixiao.measures.bindings import Bindings
from jixiao.measures.declaration import library
from jixiao.measures.target_values import is_in_time, is_met
from jixiao.period import Period
from jixiao.progress import Progress, silent
from jixiao.quantity import read_value
from jixiao.targets import TargetTable


@dataclass(frozen=True, slots=True)
class Project:
    """One project: its answers, its self-evaluation, and what people filled in, by place."""

    answers: Sequence[Answer]
    evaluation: SelfEvaluation
    entries: Mapping[int, ValueEntry]

    @property
    def form(self) -> TargetTable:
        """The table as a self-evaluation form prints it."""
        return filled(self.evaluation)


@dataclass(frozen=True, slots=True)
class Year:
    """A unit's year, project by project; `missing_files` are evidence that was not found."""

    period: Period
    projects: Sequence[Project]
    missing_files: Sequence[str]


def prove_year(
    engine: Engine,
    tables: Sequence[TargetTable],
    period: Period,
    rubric: Rubric,
    entries: Path,
    bindings: Bindings | None = None,
    progress: Progress = silent,
    *,
    shown: bool = False,
) -> Year:
    """Measure, score and fill a unit's year.

    What people filled in holds where nothing was measured. Where it differs from the records, both
    are shown, and the records are scored unless a second person accepts what was filled in.
    """
    entered = load_entries(entries)
    answers = answer(engine, tables, period, bindings, progress, shown=shown)
    payments = take_payments(engine, tables, period)
    projects = []
    for table, answers_of_table, paid in zip(tables, answers, payments, strict=True):
        beside = _beside(table, answers_of_table, entered)
        evaluation = evaluate(
            table,
            beside.actuals,
            entered.spent(table, spending_of(table, paid)),
            rubric,
            entered.reasons(table),
            entered.achieved(table),
            beside.questions,
        )
        projects.append(Project(beside.answers, evaluation, entered.of(table)))
    return Year(period, projects, entered.missing_files)


@dataclass(slots=True)
class _Beside:
    """What the records and people say of a table's rows, side by side."""

    answers: list[Answer]
    actuals: dict[int, Actual]
    questions: dict[int, str]


def _beside(table: TargetTable, answers: Sequence[Answer], entered: Entries) -> _Beside:
    """Put what was measured and what was filled in together, by the place of their rows."""
    beside = _Beside(list(answers), {}, dict(entered.unclear(table)))
    typed, entries = entered.actuals(table), entered.of(table)
    too_low = entered.too_low(table)
    for place, of_row in enumerate(answers):
        entry, filled_in = entries.get(place), typed.get(place)
        measured = actual_of(of_row)
        actual = measured or filled_in
        question = "" if actual else open_question(of_row)
        if entry and filled_in and (of_row.shown or measured):
            actual, question = _settled(of_row, measured, filled_in, entry)
            if entry.is_accepted:
                beside.answers[place] = _accepted(of_row, filled_in, entry)
        if actual:
            beside.actuals[place] = replace(actual, too_low=place in too_low)
        if question:
            asked = beside.questions.get(place)
            beside.questions[place] = f"{asked}；{question}" if asked else question
    return beside


def _settled(
    of_row: Answer, measured: Actual | None, filled_in: Actual, entry: ValueEntry
) -> tuple[Actual | None, str]:
    """Return what is scored where records and people speak of one row, and what is still asked."""
    if measured and _is_same(measured, filled_in, entry):
        return measured, ""
    if measured and _is_judged(of_row, measured, entry):
        return replace(measured, band=entry.band, share=entry.share), ""
    recorded = f"记录 {of_row.shown}{_counted(of_row)}"
    filled_line = f"填写 {filled_in.shown}（{entry.by} {entry.on}）"
    if entry.is_accepted:
        beside = f"{recorded}；按{filled_line}计，{entry.accepted_by} 认可"
        return replace(filled_in, beside=beside), ""
    lacking = [
        word
        for word, there in (
            ("写明原因（reason）", entry.reason),
            ("附依据（evidence）", entry.evidence),
        )
        if not there
    ]
    lacking.append("由另一人认可（accepted_by）")
    question = f"{filled_line}与{recorded}不同：请{'、'.join(lacking)}，否则按记录计"
    if measured is None:
        return None, f"{question}；{of_row.doubt}" if of_row.doubt else question
    return replace(measured, beside=f"{filled_line}，与记录不同"), question


def _is_same(measured: Actual, filled_in: Actual, entry: ValueEntry) -> bool:
    """Whether what was filled in is what was measured, as it is printed."""
    if filled_in.band or filled_in.yes is not None:
        return False
    if measured.day:
        return _is_within(measured.day, entry)
    return measured.number is not None and measured.number == filled_in.number


def _is_judged(of_row: Answer, measured: Actual, entry: ValueEntry) -> bool:
    """Whether a person gave a band to a recorded day that is late, which no proportion scores.

    The band is what the rubric asks for there; another day than that of the records is no judgement.
    """
    if measured.day is None or not entry.band:
        return False
    is_late = is_in_time(of_row.indicator.target, measured.day) is False
    return is_late and (not entry.value or _is_within(measured.day, entry))


def _is_within(day: date, entry: ValueEntry) -> bool:
    """Whether a day lies in the day, month or year that somebody filled in."""
    filled_in = read_value(entry.value, day.year)[0].deadline
    return filled_in is not None and day.isoformat().startswith(filled_in)


def _counted(of_row: Answer) -> str:
    """What was counted, in brackets."""
    measured = of_row.measured
    if measured is None:
        return ""
    measure = library()[measured.code]
    return f"（{measure.tell(measured.above, measured.below, measured.persons)}）"


def _accepted(of_row: Answer, filled_in: Actual, entry: ValueEntry) -> Answer:
    """Let a row stand as what was accepted stands, so that it is not met and missed at once."""
    target = of_row.indicator.target
    met: bool | None = filled_in.yes
    if filled_in.day is not None:
        met = is_in_time(target, filled_in.day)
    elif filled_in.number is not None and of_row.measured is not None:
        measure = library()[of_row.measured.code]
        met = is_met(of_row.indicator, measure, filled_in.number)[0]
    remark = f"按填写的 {filled_in.shown} 看，{entry.accepted_by} 认可"
    return replace(of_row, met=met, doubt="", remarks=(remark, *of_row.remarks))
