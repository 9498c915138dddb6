from datetime import date
from pathlib import Path

import pytest

from jixiao.fund.grouping.quality.rates import (
    CheckedLists,
    HospitalRates,
    changes,
    check_lists,
    ranks,
)
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from tests.fund.payment.county import Stay, load_county, write
from tests.fund.payment.terms import terms

MARCH = date(2026, 3, 10)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> CheckedLists:
    folder = tmp_path_factory.mktemp("lists")
    made = [
        Stay("a1", "H1", MARCH, 4_000, ("J18.900",)),
        Stay("a2", "H1", MARCH, 4_000, ("J18.900",), born=date(2026, 3, 9)),
        Stay("a3", "H2", MARCH, 9_000, ("I21.000",), ("36.0700",)),
        Stay("a4", "H2", date(2025, 3, 1), 9_000, ("I21.000",), ("36.0700",)),
    ]
    county = load_county(folder, made)
    lists = [
        ("a1", "2026-03-17 23:00:00"),
        ("a2", "2026-03-18 01:00:00"),
        ("a3", "2026-03-10 11:00:00"),
    ]
    path = write(folder / "SETL_LIST_D.csv", (
        {"setl_list_id": f"l{key}", "setl_id": key, "uploaded_at": at} for key, at in lists
    ))  # fmt: skip
    load(path, county)
    with open_engine(county) as engine:
        return check_lists(engine, 2026, terms())


@pytest.mark.slow
def test_each_check_says_what_it_marked_or_what_it_lacks(checked: CheckedLists):
    by_code = {each.check.code: each for each in checked.marked}

    assert 1 == by_code["QS01"].lists
    assert "疾病诊断分类编码表" in by_code["QC02"].why_not
    assert 0 == by_code["QC01"].lists


@pytest.mark.slow
def test_a_hospital_has_its_rates_and_none_where_nobody_corrected(
    checked: CheckedLists,
):
    first, second = checked.hospitals

    assert ("H1", 2, 1) == (first.code, first.lists, first.on_time)
    assert {
        "及时率": 0.5, "完整率": 1.0, "准确率": 0.5, "合规率": 0.5, "高套率": None, "低套率": None,
    } == first.rates  # fmt: skip
    assert ("H2", 1, 1) == (second.code, second.lists, second.sound)


def test_a_hospital_has_a_place_and_those_alike_share_it():
    alike = [HospitalRates(code, 10, 10, 10, 40, 40, 9, 8) for code in ("H1", "H2")]
    best = HospitalRates("H3", 10, 10, 10, 40, 40, 9, 9)

    assert {"H3": 1, "H1": 2, "H2": 2} == ranks([*alike, best])


@pytest.mark.slow
def test_whose_lists_go_back_is_known_by_department(checked: CheckedLists):
    first, *others = checked.departments

    assert ("H1", "", "", 2, 1) == (
        first.hospital, first.department, first.doctor, first.lists, first.refused,
    )  # fmt: skip
    assert [("H2", 1, 0)] == [(o.hospital, o.lists, o.refused) for o in others]
    assert () == checked.before


@pytest.mark.slow
def test_the_rates_of_the_year_before_stand_beside_the_years(tmp_path: Path):
    stays = [
        Stay("a1", "H1", date(2025, 3, 1), 9_000, ("I21.000",), ("36.0700",)),
        Stay("a2", "H1", MARCH, 4_000, ("J18.900",), born=date(2026, 3, 9)),
    ]
    county = load_county(tmp_path, stays)
    with open_engine(county) as engine:
        check_lists(engine, 2025, terms())
        check_lists(engine, 2026, terms())
        again = check_lists(engine, 2026, terms())

    (before,) = again.before
    assert ("H1", 1.0) == (before.code, before.rates["准确率"])
    assert {"H1": -100.0} == changes(again.hospitals, again.before)


@pytest.mark.slow
def test_lists_without_a_time_of_upload_have_no_rate_of_timeliness(tmp_path: Path):
    county = load_county(
        tmp_path, [Stay("a1", "H1", MARCH, 4_000, ("J18.900",), ("36.0700",))]
    )

    with open_engine(county) as engine:
        (hospital,) = check_lists(engine, 2026, terms()).hospitals

    assert hospital.rates["及时率"] is None
