"""A self-evaluation form scored anew by what it says happened, as somebody types."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from jixiao.checks.rubric_points import number_for_target
from jixiao.evaluation import Actual, Rubric, Spending, evaluate, filled, rubrics
from jixiao.period import last_day
from jixiao.quantity import TargetValue, read_value
from jixiao.targets import BudgetExecution, Execution, TargetTable

FORMS = {"monitoring": "mof_monitor_2019", "evaluation": "mof_self_2020"}
"""The dialects the forms of a year are printed in."""
RUBRIC = "mof_2020"
_WHOLE = 100


def score(
    approved: TargetTable,
    form: TargetTable,
    recorded: Mapping[int, TargetValue | None] | None = None,
) -> TargetTable:
    """Score a self-evaluation form anew by what it says happened.

    At the places of `recorded` by that, whatever was typed; where that is none, not at all.
    """
    rubric = rubrics()[RUBRIC]
    promised = approved.indicators
    actuals, reasons = {}, {}
    for place, row in enumerate(form.indicators):
        happened = (recorded or {}).get(place, row.actual)
        if happened is not None:
            actuals[place] = _actual(promised[place].target, happened, rubric)
        if row.reason:
            reasons[place] = row.reason
    evaluation = evaluate(
        _with_weights_of(form, approved),
        actuals,
        _spending(approved, form),
        rubric,
        reasons,
        form.objective_achieved or "",
    )
    scored = filled(evaluation)
    rows = tuple(
        msgspec.structs.replace(row, actual=typed.actual, reason=typed.reason)
        for row, typed in zip(scored.indicators, form.indicators, strict=True)
    )
    return msgspec.structs.replace(
        scored,
        indicators=rows,
        dialect=FORMS["evaluation"],
        budget_execution=_with_sources(scored.budget_execution, form.budget_execution),
    )


def _with_sources(
    scored: BudgetExecution | None, typed: BudgetExecution | None
) -> BudgetExecution | None:
    """What was spent of all the money as it was scored, with where it came from as it was typed."""
    if scored is None or typed is None:
        return scored
    return msgspec.structs.replace(_with_rates(typed), total=scored.total)


def with_rate(form: TargetTable) -> TargetTable:
    """A monitoring form with its rate of execution, in per cent of the budget as it is by now.

    There is none where nothing was budgeted, or what was spent is not known.
    """
    spent = form.budget_execution
    if spent is None:
        return form
    return msgspec.structs.replace(form, budget_execution=_with_rates(spent))


def _with_rates(spent: BudgetExecution) -> BudgetExecution:
    """What was spent, each line with its rate."""
    lines = {name: getattr(spent, name) for name in spent.__struct_fields__}
    return BudgetExecution(**{name: _rated(line) for name, line in lines.items()})


def _rated(line: Execution) -> Execution:
    budget = line.initial if line.budget is None else line.budget
    rate = None
    if budget and line.executed is not None:
        rate = round(line.executed * _WHOLE / budget, 2)
    return msgspec.structs.replace(line, rate=rate)


def _actual(target: TargetValue, typed: TargetValue, rubric: Rubric) -> Actual:
    """What was typed, as the rubric takes it: a number in the target's unit, a day, or a band."""
    names = (band.name for band in rubric.bands)
    band = next((name for name in names if typed.text.startswith(name)), "")
    # Another unit than the target's is said in it; one of another kind is no number of it.
    before_bracket = typed.text.partition("（")[0]
    value = typed if typed.number is not None else read_value(before_bracket)[0]
    # What the records filled in is kept as it is printed: a day is read from there.
    deadline = typed.deadline or value.deadline
    day = last_day(deadline) if deadline else None
    return Actual(
        shown=typed.text,
        number=number_for_target(target, value),
        day=day,
        band=band,
        share=_share(typed.text.removeprefix(band)) if band else None,
    )


def _share(behind: str) -> Decimal | None:
    """The share chosen in a band, as it stands behind its name: 达成预期指标（95%）."""
    (value, _) = read_value(behind.strip("（）()：: "))
    is_share = value.number is not None and value.unit == "%"
    return value.number / _WHOLE if value.number is not None and is_share else None


def _spending(approved: TargetTable, form: TargetTable) -> Spending:
    """What the form says was spent; the budget at first is the approved one where it says nothing."""
    if form.budget_execution is None:
        initial = approved.funding.annual.total
        return Spending(initial, initial, None)
    total = form.budget_execution.total
    return Spending(total.initial, total.budget or total.initial, total.executed)


def _with_weights_of(form: TargetTable, approved: TargetTable) -> TargetTable:
    """The approved table with the weights of the form where it has none of its own."""
    rows = []
    for row, typed in zip(approved.indicators, form.indicators, strict=True):
        weight = typed.weight if row.weight is None else row.weight
        rows.append(msgspec.structs.replace(row, weight=weight))
    return msgspec.structs.replace(approved, indicators=tuple(rows))
