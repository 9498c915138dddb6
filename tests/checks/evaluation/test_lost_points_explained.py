"""Points lost without a reason, where the reason can be told from the next row."""

from jixiao.checks import Dossier, library, run
from jixiao.evidence import Evidence
from jixiao.findings import Report
from jixiao.targets import TargetTable
from tests.checks.forms import row, table


def asked(*lines: tuple[int, int] | None) -> Report:
    rows = [
        row("放映场次", "≥12场", weight=10, score=8, evidence=Evidence(lines=span))
        for span in lines
    ]
    forms: list[TargetTable] = [table(rows)]
    return run(Dossier.of(forms), [library()["EV10"]])


def test_rows_of_lines_of_their_own_are_asked():
    (on_lines,) = asked((5, 5), (6, 6)).findings
    (on_none,) = asked(None, None).findings

    assert [(5, 5), (6, 6)] == [at.lines for at in on_lines.evidence]
    assert 2 == on_none.facts["count"]


def test_rows_that_run_together_are_not():
    report = asked((5, 5), (5, 5))

    assert () == report.findings
    assert "连写" in report.unchecked[0].reason
