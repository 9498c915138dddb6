"""The total score where not all points stand on rows that were read."""

from decimal import Decimal

import pytest

from jixiao.checks import Dossier, library, run
from tests.checks.forms import row, table


@pytest.mark.parametrize(
    ("total", "findings", "unanswered"), [("97", 0, 1), ("101", 1, 0), ("80", 0, 0)]
)
def test_points_of_what_was_not_read_may_be_the_gap(
    total: str, findings: int, unanswered: int
):
    scored = row(
        "宣传场次", "≥12场", actual="12场", weight=Decimal(80), score=Decimal(80)
    )
    form = table([scored], total_score=Decimal(total))

    report = run(Dossier.of([form]), [library()["EV08"]])

    assert (findings, unanswered) == (len(report.findings), len(report.unchecked))
