"""A year of internal control as a row of CONTROL_REVIEW: found, mended, and mended in time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.fund.cases import Case
from jixiao.service.control.samples import PointResult
from jixiao.service.control.year import ControlYear

KIND = "内控评价"
_MENDED, _PASSED = "整改", "复测通过"


def findings_of(seen: ControlYear) -> int:
    """Count what a year found: leads are questions, and no findings."""
    marks = sum(not mark.kind.is_lead for mark in seen.marks)
    return marks + sum(each.result is PointResult.FLAWED for each in seen.outcomes)


def review_row(
    year: int, findings: int, cases: Sequence[Case], reported_on: date | None
) -> dict[str, Any]:
    """Return the review of a year, with what came of those `cases` that were opened in it.

    Where nothing was opened as a case, nobody can say what was mended.
    """
    cases_of_year = [case for case in cases if case.events[0].at.year == year]
    passed = [
        c for c in cases_of_year if any(event.step == _PASSED for event in c.events)
    ]
    return {
        "review_no": f"{KIND}-{year}",
        "kind": KIND,
        "begun_on": date(year, 1, 1),
        "reported_on": reported_on,
        "findings": Decimal(max(findings, len(cases_of_year))),
        "rectified": Decimal(len(passed)) if cases_of_year else None,
        "on_time": Decimal(sum(map(_in_time, passed))) if cases_of_year else None,
    }


def _in_time(case: Case) -> bool:
    return not any(event.late for event in case.events if event.step == _MENDED)
