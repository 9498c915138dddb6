"""A year proved: each project's promises, what the records and people say, and its points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    spending_of,
    take_payments,
)
from jixiao.measures.bindings import Bindings
from jixiao.period import Period
from jixiao.progress import Progress, silent
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

    What people filled in holds before what was measured: they have seen what the records have not.
    """
    entered = load_entries(entries)
    answers = answer(engine, tables, period, bindings, progress, shown=shown)
    payments = take_payments(engine, tables, period)
    projects = []
    for table, answers_of_table, paid in zip(tables, answers, payments, strict=True):
        evaluation = evaluate(
            table,
            _actuals(table, answers_of_table, entered),
            entered.spent(table, spending_of(table, paid)),
            rubric,
            entered.reasons(table),
            entered.achieved(table),
        )
        projects.append(Project(answers_of_table, evaluation, entered.of(table)))
    return Year(period, projects, entered.missing_files)


def _actuals(
    table: TargetTable, answers: Sequence[Answer], entered: Entries
) -> dict[int, Actual]:
    """Return the actual values by the place of their rows; what people entered holds."""
    actuals = {}
    for place, of_row in enumerate(answers):
        if measured := actual_of(of_row):
            actuals[place] = measured
    actuals |= entered.actuals(table)
    too_low = entered.too_low(table)
    return {
        place: replace(actual, too_low=True) if place in too_low else actual
        for place, actual in actuals.items()
    }
