"""A year proved: each project's promises, what the records and people say, and its points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jixiao.evaluation import Rubric, SelfEvaluation, evaluate, filled, load_entries
from jixiao.evaluation.entries import Value
from jixiao.fund.store.engine import Engine
from jixiao.measures.answers import Answer, actual_of, answer, spending_of, take_payments
from jixiao.measures.bindings import Bindings
from jixiao.period import Period
from jixiao.progress import Progress, silent
from jixiao.targets import TargetTable


@dataclass(frozen=True, slots=True)
class Project:
    """One project: its answers, its self-evaluation, and what people filled in, by place."""

    answers: Sequence[Answer]
    evaluation: SelfEvaluation
    entries: Mapping[int, Value]

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
    told = load_entries(entries)
    answers = answer(engine, tables, period, bindings, progress, shown=shown)
    payments = take_payments(engine, tables, period)
    projects = []
    for table, own, paid in zip(tables, answers, payments, strict=True):
        measured = {place: found for place, one in enumerate(own) if (found := actual_of(one))}
        low = told.too_low(table)
        actuals = {
            place: replace(actual, too_low=True) if place in low else actual
            for place, actual in (measured | told.actuals(table)).items()
        }
        spending = told.spent(table, spending_of(table, paid))
        scored = evaluate(
            table, actuals, spending, rubric, told.reasons(table), told.achieved(table)
        )
        projects.append(Project(own, scored, told.of(table)))
    return Year(period, projects, told.missing_files)
