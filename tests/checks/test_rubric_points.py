"""The points of self-evaluation forms: what is compared with what, and what is left to people."""

from decimal import Decimal

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.checks.rubric_points import (
    band_place,
    groups_hold_points,
    is_stated,
    is_unmet,
    possible,
    sum_of_points,
    sum_of_weights,
)
from jixiao.quantity import read_value
from jixiao.reading import read_document
from jixiao.targets import Indicator
from tests.checks.forms import row, table
from tests.conftest import EXAMPLES
from tests.spec_document import document

CHECKS = [entry for entry in library().values() if entry.family == "evaluation"]


def scored_row(target: str, actual: str) -> Indicator:
    return row("宣传场次", target, actual=actual, weight=Decimal(10), score=Decimal(10))


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥2万份", "10000份", 5),
        ("≥20万元", "100000元", 5),
        ("≥12场", "6", 5),
        ("全覆盖", "50%", 5),
    ],
)
def test_an_actual_value_is_said_in_the_unit_of_its_target(
    target: str, actual: str, points: int
):
    scores = possible(scored_row(target, actual), Decimal(10))

    assert scores is not None
    assert points == scores[0].points


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥2万份", "1.5"),
        ("≥95%", "0.9"),
        ("≤30分钟", "1天"),
        ("≥12场", "约12场"),
        ("≥12场", "≤12场"),
        ("2026年10月底前", "按时完成"),
        ("2026年10月底前", "2026年12月5日"),
        ("有所提高", "90%"),
        ("≥12场", "办完"),
    ],
)
def test_what_cannot_be_compared_is_left_to_people(target: str, actual: str):
    assert possible(scored_row(target, actual), Decimal(10)) is None


def test_a_declaration_is_asked_nothing(write):
    reading = read_document(write(document([])))

    report = run(Dossier(reading), CHECKS)

    assert ((), ()) == (report.findings, report.unchecked)


def test_a_declaration_that_weighs_its_indicators_is_asked_nothing(write):
    table = document([]).replace("指标值", "指标值\t分值").replace("≥12场", "≥12场\t80")

    report = run(Dossier(read_document(write(table))), CHECKS)

    assert ((), ()) == (report.findings, report.unchecked)


def test_a_self_evaluation_without_its_approved_targets_is_not_compared_with_them(
    write,
):
    reading = read_document(write(document([("achieved", "已完成。")])))

    report = run(Dossier(reading), CHECKS)

    assert ["EV17"] == [entry.code for entry in report.unchecked]


def test_the_approved_targets_may_stand_in_the_same_document(write):
    both = document([]) + document([("achieved", "已完成。")])

    report = run(Dossier(read_document(write(both))), CHECKS)

    assert () == report.unchecked
    assert "EV17" not in [finding.code for finding in report.findings]


def test_last_years_targets_are_not_the_approved_ones(write):
    before = document([("fields", [{"年度": "2025"}])])
    both = before + document([("achieved", "已完成。")])

    report = run(Dossier(read_document(write(both))), CHECKS)

    assert ["EV17"] == [entry.code for entry in report.unchecked]


def test_the_example_is_told_of_its_weights_and_its_survey():
    reading = read_document(EXAMPLES / "mof_self_2020" / "outreach.txt")

    report = run(Dossier(reading), CHECKS)

    assert ["EV15", "EV20"] == [finding.code for finding in report.findings]
    assert 96 == reading.tables[0].total_score == sum_of_points(reading.tables[0])


def test_points_of_the_execution_that_are_weighed_but_not_given_leave_no_sum(write):
    spent = [
        {"资金": "年度资金总额", "全年预算数": "10", "全年执行数": "9", "分值": "10"}
    ]

    reading = read_document(write(document([("execution", spent)])))

    assert sum_of_points(reading.tables[0]) is None


@pytest.mark.parametrize(
    ("actual", "place"),
    [("达成年度指标", 0), ("部分达成", 1), ("未达成年度指标", 2), ("不涉及", None)],
)
def test_a_band_is_counted_from_the_best(actual: str, place: int | None):
    assert place == band_place(read_value(actual)[0])


@pytest.mark.parametrize(
    ("actual", "unmet"), [("12场", False), ("11场", True), ("办完", False)]
)
def test_a_row_with_all_its_points_is_unmet_where_no_reading_gives_them(
    actual: str, unmet: bool
):
    assert unmet is is_unmet(scored_row("≥12场", actual), Decimal(10))


def test_a_row_that_lost_points_is_unmet_whatever_its_value():
    assert is_unmet(scored_row("≥12场", "12场"), Decimal(11))


@pytest.mark.parametrize(
    ("text", "stated"), [("资金下达晚", True), ("无", False), (None, False)]
)
def test_nothing_and_the_like_are_no_statement(text: str | None, stated: bool):
    assert stated is is_stated(text)


def test_points_of_groups_stand_on_rows_without_values():
    group = row("★补助面积", "", weight=Decimal(20), score=Decimal(18))
    member = row("玉米面积", "8亩", actual="8亩")

    assert groups_hold_points(table([group, member]))
    assert not groups_hold_points(table([group]))
    assert not groups_hold_points(table([scored_row("≥12场", "12场"), member]))


@pytest.mark.parametrize("code", ["CO05", "EV10"])
def test_rows_of_groups_are_not_called_blank_or_unexplained(code: str):
    group = row("★补助面积", "", weight=Decimal(20), score=Decimal(18))
    grouped = table([group, row("玉米面积", "8亩", actual="8亩")])

    report = run(Dossier.of([grouped]), [library()[code]])

    assert () == report.findings
    assert "分组的行" in report.unchecked[0].reason


def test_weights_are_those_of_rows_that_print_points():
    scored_rows = table([scored_row("≥12场", "12场"), row("印发折页", "3万份")])

    assert 10 == sum_of_weights(scored_rows)
