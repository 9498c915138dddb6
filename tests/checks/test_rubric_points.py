"""The points of self-evaluation forms: what is compared with what, and what is left to people."""

from decimal import Decimal

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.checks.rubric_points import possible, sum_of_points
from jixiao.evidence import Evidence
from jixiao.quantity import read_value
from jixiao.reading import read_document
from jixiao.targets import Indicator
from tests.conftest import EXAMPLES
from tests.spec_document import document

OWN = [entry for entry in library().values() if entry.family == "evaluation"]


def row(target: str, actual: str) -> Indicator:
    return Indicator(
        dimension="产出指标", dimension_label=None, aspect="数量指标", aspect_label=None,
        required=None, name="宣传场次", label=None, target=read_value(target, 2026)[0],
        not_applicable=False, evidence=Evidence(), actual=read_value(actual, 2026)[0],
        weight=Decimal(10), score=Decimal(10),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥2万份", "10000份", 5),
        ("≥20万元", "100000元", 5),
        ("≥12场", "6", 5),
        ("全覆盖", "50%", 5),
    ],
)
def test_an_actual_value_is_said_in_the_unit_of_its_target(target: str, actual: str, points: int):
    found = possible(row(target, actual), Decimal(10))

    assert found is not None
    assert points == found[0].points


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
    assert possible(row(target, actual), Decimal(10)) is None


def test_a_declaration_is_asked_nothing(write):
    reading = read_document(write(document([])))

    report = run(Dossier(reading), OWN)

    assert ((), ()) == (report.findings, report.unchecked)


def test_a_declaration_that_weighs_its_indicators_is_asked_nothing(write):
    table = document([]).replace("指标值", "指标值\t分值").replace("≥12场", "≥12场\t80")

    report = run(Dossier(read_document(write(table))), OWN)

    assert ((), ()) == (report.findings, report.unchecked)


def test_a_self_evaluation_without_its_approved_targets_is_not_compared_with_them(write):
    reading = read_document(write(document([("achieved", "已完成。")])))

    report = run(Dossier(reading), OWN)

    assert ["EV17"] == [entry.code for entry in report.unchecked]


def test_the_approved_targets_may_stand_in_the_same_document(write):
    both = document([]) + document([("achieved", "已完成。")])

    report = run(Dossier(read_document(write(both))), OWN)

    assert () == report.unchecked
    assert "EV17" not in [finding.code for finding in report.findings]


def test_last_years_targets_are_not_the_approved_ones(write):
    before = document([("fields", [{"年度": "2025"}])])
    both = before + document([("achieved", "已完成。")])

    report = run(Dossier(read_document(write(both))), OWN)

    assert ["EV17"] == [entry.code for entry in report.unchecked]


def test_the_example_is_told_of_its_weights_and_its_survey():
    reading = read_document(EXAMPLES / "mof_self_2020" / "outreach.txt")

    report = run(Dossier(reading), OWN)

    assert ["EV15", "EV20"] == [finding.code for finding in report.findings]
    assert 96 == reading.tables[0].total_score == sum_of_points(reading.tables[0])


def test_points_of_the_execution_that_are_weighed_but_not_given_leave_no_sum(write):
    spent = [{"资金": "年度资金总额", "全年预算数": "10", "全年执行数": "9", "分值": "10"}]

    reading = read_document(write(document([("execution", spent)])))

    assert sum_of_points(reading.tables[0]) is None
