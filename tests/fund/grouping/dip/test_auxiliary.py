from pathlib import Path

import numpy as np
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.dip.auxiliary import (
    AuxiliaryLists,
    additions_of,
    read_auxiliary,
    types_of,
)
from tests.fund.payment.terms import terms

LISTS = {
    "cci.csv": "code,weight\nI10,1\nE11,1\nI50,2\nC78,6\n",
    "severity.csv": "of,level,code\n其他,重度,J96.0\n其他,中度,E87\n恶性肿瘤,转移,C78\n",
    "additions.csv": "code,kind,points\n36.07,联合手术,12.5\n",
    "given.csv": "rule,kind,points,per\nR1,床日,40,天\nR2,中医优势,600,例\n",
}


@pytest.fixture
def lists(tmp_path: Path) -> AuxiliaryLists:
    for name, text in LISTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    return read_auxiliary(tmp_path)


def typed(
    lists: AuxiliaryLists, *diagnoses: str, high_cost: str = "", **numbers: int
) -> str:
    case = Case(diagnoses, (), 1, 2026, "1", {"days": 5, "age": 40, **numbers})
    dear = np.array([high_cost], dtype=object)
    return str(types_of(cases_of([case]), lists, terms(), dear)[0])


@pytest.mark.parametrize(
    ("diagnoses", "expected"),
    [
        (("J18.900",), ""),
        (("I10.x00",), ""),  # never the principal diagnosis
        (("J18.900", "I10.x00"), "CCI1-2"),
        (("J18.900", "I10.x00", "E11.900"), "CCI1-2"),
        (("J18.900", "I10.x00", "I50.900"), "CCI3-4"),
        (("J18.900", "I10.x00", "I50.900", "E11.900", "E11.901"), "CCI≥5"),
        (("J18.900", "J96.000"), "重度"),
        (("J18.900", "E87.600"), "中度"),
        (("J18.900", "E87.600", "J96.000"), "重度"),
        (("C34.900", "C78.000"), "CCI≥5|转移"),
        (
            ("C34.900", "J96.000"),
            "",
        ),  # what is severe otherwise is not so with a tumour
    ],
)
def test_other_diagnoses_make_a_type(
    lists: AuxiliaryLists, diagnoses: tuple[str, ...], expected: str
):
    assert expected == typed(lists, *diagnoses)


@pytest.mark.parametrize(("days", "expected"), [(2, ""), (3, "重度"), (4, "重度")])
def test_severity_needs_days(lists: AuxiliaryLists, days: int, expected: str):
    assert expected == typed(lists, "J18.900", "J96.000", days=days)


def test_death_goes_before_every_severity(lists: AuxiliaryLists):
    assert "死亡" == typed(lists, "J18.900", "J96.000", way=5, days=1)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"age": 0, "age_days": 28}, "不满29天"), ({"age": 0, "age_days": 29}, "29天到1岁"),
        ({"age": 1}, "1-6岁"), ({"age": 6}, "1-6岁"), ({"age": 7}, "7-17岁"), ({"age": 17}, "7-17岁"),
        ({"age": 18}, ""), ({"age": 64}, ""), ({"age": 65}, "65岁以上"), ({"age": -1}, ""),
        ({"icu_days": 1}, ""), ({"icu_days": 2}, "重症监护2-7天"), ({"icu_days": 8}, "重症监护8-14天"),
        ({"icu_days": 15}, "重症监护15-30天"), ({"icu_days": 31}, "重症监护31天以上"),
    ],
)  # fmt: skip
def test_age_and_intensive_care_have_limits(
    lists: AuxiliaryLists, numbers: dict[str, int], expected: str
):
    assert expected == typed(lists, "J18.900", **numbers)


def test_new_technology_adds_points_by_operations(lists: AuxiliaryLists):
    cases = cases_of([
        Case(("I21.0",), ("36.0700",)), Case(("I21.0",), ("36.0700", "36.0701")), Case(("I21.0",))
    ])  # fmt: skip

    assert [125_000, 250_000, 0] == [*additions_of(cases, lists)]


def test_given_points_are_a_day_or_a_case(lists: AuxiliaryLists):
    assert [("R1", "床日", 400_000, True), ("R2", "中医优势", 6_000_000, False)] == [
        (g.code, g.kind, g.points, g.per_day) for g in lists.given
    ]
    assert [] == lists.gaps
    assert 2 == len(AuxiliaryLists().gaps)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cci.csv", "code,weight\nI10,零\n"), ("cci.csv", "code,weight\nI10,0\n"),
        ("severity.csv", "of,level,code\n肿瘤,重度,C\n"), ("given.csv", "rule,kind,points,per\nR,x,1,次\n"),
        ("additions.csv", "code,kind,points\n36,x,-1\n"), ("cci.csv", "code\nI10\n"),
    ],
)  # fmt: skip
def test_a_list_that_is_not_as_it_should_be_is_refused(
    tmp_path: Path, name: str, text: str
):
    (tmp_path / name).write_text(text, "utf-8")

    with pytest.raises(JixiaoError, match=name):
        read_auxiliary(tmp_path)


def test_a_high_cost_goes_before_other_severity_and_after_death(lists: AuxiliaryLists):
    tumour = ("C34.900", "C78.000")

    assert "CCI≥5|高费用Ⅱ型" == typed(lists, *tumour, high_cost="高费用Ⅱ型")
    assert "CCI≥5|死亡" == typed(lists, *tumour, high_cost="高费用Ⅱ型", way=5)
