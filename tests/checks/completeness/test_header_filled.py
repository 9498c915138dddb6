"""Blank is what is printed blank; what was not read is no fault of the paper."""

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.findings import Report
from jixiao.targets import Presence
from tests.checks.forms import row, table

ROWS = [row("宣传场次", "≥12场")]


FILLED = {
    "project_name": "医保宣传",
    "supervising_department": "示例市医疗保障局",
    "implementing_unit": "示例市医保中心",
}


def asked(**fields: object) -> Report:
    """Ask about a form that says all it is asked for, but for these fields."""
    said = FILLED | {"rows": ROWS, "objective": "宣传政策。", "annual": "12"} | fields
    return run(Dossier.of([table(**said)]), [library()["CO01"]])


def test_a_label_of_an_unknown_form_printed_blank_is_a_finding():
    report = asked(project_name=None, unfilled={"project_name": Presence.BLANK})

    assert ["项目名称空白"] == [finding.message for finding in report.findings]
    assert () == report.unchecked


@pytest.mark.parametrize("presence", [Presence.AMONG_LINES, Presence.NOT_SEEN])
def test_what_was_not_read_is_unchecked_with_its_name(presence: Presence):
    report = asked(project_name=None, unfilled={"project_name": presence})

    (unchecked,) = report.unchecked
    assert () == report.findings
    assert "没有读出项目名称" in unchecked.reason


def test_what_is_blank_is_told_beside_what_was_not_read():
    unfilled = {
        "project_name": Presence.BLANK,
        "supervising_department": Presence.AMONG_LINES,
    }
    report = asked(project_name=None, supervising_department=None, unfilled=unfilled)

    assert ["项目名称空白"] == [finding.message for finding in report.findings]
    assert "没有读出主管部门" in report.unchecked[0].reason


def test_a_known_form_prints_every_label_it_asks_for():
    report = asked(project_name=None)

    assert ["项目名称空白"] == [finding.message for finding in report.findings]
