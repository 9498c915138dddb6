"""Measures narrowed to an area: its own rows and those of what lies below it, or a refusal in words."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.measures import library
from jixiao.measures.areas import narrowed_of, tells_area
from jixiao.measures.measuring import Asked, Measured, take
from jixiao.period import Period
from tests.drawn import drawn
from tests.measure_page import make_kept, select_rows

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TABLES = {
    "PSN_INSU_D": [
        {"psn_no": "p1", "insu_admdvs": "990101001"},
        {"psn_no": "p2", "insu_admdvs": "990101002"},
        {"psn_no": "p3", "insu_admdvs": "990102001"},
        {"psn_no": "p4", "insu_admdvs": ""},
    ],
    "DIVISION": [
        {"division": "990100", "name": "清水市", "begins_on": "2020-01-01"},
        {"division": "990101", "name": "云山县", "above": "990100", "begins_on": "2020-01-01"},
        {"division": "990101001", "name": "石桥镇", "above": "990101", "begins_on": "2020-01-01"},
        {"division": "990102", "name": "河东区", "above": "990100", "begins_on": "2020-01-01"},
        {"division": "990102001", "name": "新集镇", "above": "990102", "begins_on": "2020-01-01"},
        {"division": "990101009", "name": "新集镇", "above": "990101", "begins_on": "2020-01-01"},
        {"division": "990101777", "name": "旧桥乡", "merged_to": "990101001", "begins_on": "2020-01-01",
         "ends_on": "2025-06-30"},
    ],
    "FIXMEDINS_B": [
        {"fixmedins_code": "H1", "fix_blng_admdvs": "990101", "begndate": "2020-01-01"},
        {"fixmedins_code": "H2", "fix_blng_admdvs": "990102", "begndate": "2020-01-01"},
    ],
    "INSPECTION": [
        {"inspection_no": "j1", "fixmedins_code": "H1"},
        {"inspection_no": "j2", "fixmedins_code": "H2"},
        {"inspection_no": "j3", "fixmedins_code": "H9"},
    ],
    "SETL_D": [
        {"setl_id": "s1", "mdtrt_id": "v1", "psn_no": "p1", "insutype": "390", "med_type": "21",
         "setl_time": "2026-05-01 08:00:00", "fixmedins_code": "H2", "insu_admdvs": "990101001",
         "fund_pay_sumamt": "90.00"},
    ],
    "CREDIT_AGREEMENT": [{"mdtrt_id": "v1", "psn_no": "p1", "fixmedins_code": "H2", "signed_on": "2026-04-30"}],
    "DIAL_SESSION": [
        {"session_no": "s1", "psn_no": "p1", "fixmedins_code": "H1", "dial_type": "1", "done_on": "2026-04-02"},
        {"session_no": "s2", "psn_no": "p3", "fixmedins_code": "H2", "dial_type": "1", "done_on": "2026-04-02"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    with open_scratch(tmp_path_factory.mktemp("areas")) as opened:
        for code, rows in TABLES.items():
            opened.make(code, select_rows(code, rows))
        yield opened


def measured(engine: Embedded, code: str, area: str) -> Measured:
    (result,) = take(engine, [Asked(library()[code], {"area": area})], YEAR)
    return result


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("area", "insured"),
    [
        ("清水市", 3),
        ("云山县", 2),
        ("石桥镇", 1),
        ("河东区", 1),
        ("990101", 2),
        ("990100", 3),
        ("990102001", 1),
    ],
)
def test_an_area_has_what_lies_below_it(engine: Embedded, area: str, insured: int):
    assert insured == measured(engine, "EN01", area).value


def test_rows_without_an_area_make_the_value_a_part(engine: Embedded):
    result = measured(engine, "EN01", "云山县")

    assert "有 1 行没有地区" in result.coverage.lacking


def test_what_institutions_did_is_of_their_area(engine: Embedded):
    result = measured(engine, "SU04", "云山县")

    assert (1, 1) == (result.above, result.rows)
    assert "有 1 行没有地区" in result.coverage.lacking


@pytest.mark.parametrize(
    ("code", "area", "why"),
    [
        ("EN01", "高坪镇", "区划表里没有“高坪镇”"),
        ("EN01", "新集镇", "叫“新集镇”的区划有 990101009、990102001"),
        ("SU04", "石桥镇", "检查没有分到“石桥镇”这一级"),
    ],
)
def test_an_area_that_cannot_be_told_is_refused_in_words(
    engine: Embedded, code: str, area: str, why: str
):
    result = measured(engine, code, area)

    assert result.value is None
    assert result.why.startswith(why)


@pytest.mark.parametrize(
    ("closed_on", "counted"), [("2026-04-30", (1, 1)), ("2025-04-30", (0, 1))]
)
def test_rows_that_may_be_there_are_of_the_area_too(
    engine: Embedded, closed_on: str, counted: tuple[int, int]
):
    row = {"closed_on": closed_on, "days": "30", "due": "100"}
    of_two = [("p1", "H1"), ("p3", "H2")]
    rows = [row | {"psn_no": p, "fixmedins_code": h} for p, h in of_two]
    make_kept(engine, "bundle_persons", rows)

    result = measured(engine, "PD09", "云山县")

    assert counted == (result.above, result.below)


def test_records_that_are_only_looked_up_are_not_narrowed():
    measure = library()["SE12"]

    assert ["settlements"] == narrowed_of("SE12", measure.sources)


@pytest.mark.parametrize(
    ("code", "area", "counted"),
    [
        ("PD10", "云山县", (1, 1)),
        ("PD10", "河东区", (0, 0)),
        ("BD07", "河东区", (1, 1)),
        ("BD07", "云山县", (0, 0)),
    ],
)
def test_a_stay_beyond_the_border_is_whole_in_one_area(
    engine: Embedded, code: str, area: str, counted: tuple[int, int]
):
    case = {"setl_id": "s1", "setl_time": "2026-05-01 08:00:00", "fixmedins_code": "H2"}
    make_kept(engine, "dip_cases", [case | {"dip_group": "J18"}])

    result = measured(engine, code, area)

    assert counted == (result.above, result.below)


def test_records_that_tell_different_areas_are_not_narrowed_together():
    counted = dict.fromkeys(("inpatient_settlements", "dip_cases"), True)

    assert not tells_area("ZZ99", counted)
    assert tells_area("ZZ99", {"dip_cases": True})
