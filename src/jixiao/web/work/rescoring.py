"""A self-evaluation form scored anew by what it says happened, as somebody types."""

import msgspec

from jixiao.checks.rubric_points import number_for_target
from jixiao.evaluation import Actual, Spending, evaluate, filled, rubrics
from jixiao.period import last_day
from jixiao.quantity import read_value
from jixiao.targets import TargetTable

FORMS = {"monitoring": "mof_monitor_2019", "evaluation": "mof_self_2020"}
"""The dialects the forms of a year are printed in."""
RUBRIC = "mof_2020"


def score(approved: TargetTable, form: TargetTable) -> TargetTable:
    """Score a self-evaluation form anew by what it says happened."""
    rubric = rubrics()[RUBRIC]
    bands = [band.name for band in rubric.bands]
    actuals, reasons = {}, {}
    for place, row in enumerate(form.indicators):
        if row.actual is not None:
            told = row.actual
            band = next((name for name in bands if told.text.startswith(name)), "")
            day = last_day(told.deadline) if told.deadline else None
            # Another unit than the target's is said in it; one of another kind is no number of it.
            plain = told if told.number is not None else read_value(told.text.partition("（")[0])[0]
            number = number_for_target(approved.indicators[place].target, plain)
            actuals[place] = Actual(told.text, number, day, band=band)
        if row.reason:
            reasons[place] = row.reason
    own = form.budget_execution.total if form.budget_execution else None
    initial = own.initial if own else approved.funding.annual.total
    spending = Spending(
        initial, (own.budget if own else None) or initial, own.executed if own else None
    )
    weighed = msgspec.structs.replace(
        approved,
        indicators=tuple(
            msgspec.structs.replace(
                row, weight=row.weight if row.weight is not None else kept.weight
            )
            for row, kept in zip(approved.indicators, form.indicators, strict=True)
        ),
    )
    found = filled(
        evaluate(weighed, actuals, spending, rubric, reasons, form.objective_achieved or "")
    )
    rows = tuple(
        msgspec.structs.replace(new, actual=old.actual, reason=old.reason)
        for new, old in zip(found.indicators, form.indicators, strict=True)
    )
    return msgspec.structs.replace(found, indicators=rows, dialect=FORMS["evaluation"])
