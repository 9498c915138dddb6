"""Months of care: where care was, how old a person was, and what a stay was for."""

from datetime import date

import pytest

from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.measure_page import load_example
from tests.spec_page import Example

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PLACES = [
    {"setl_id": "1", "fix_blng_admdvs": "990199", "pay_loc": "4"},
    {"setl_id": "2", "fix_blng_admdvs": "980101", "pay_loc": "2"},
    {"setl_id": "3", "fix_blng_admdvs": "", "pay_loc": "4"},
    {"setl_id": "4", "fix_blng_admdvs": "", "pay_loc": ""},
    {"setl_id": "5", "fix_blng_admdvs": "", "pay_loc": "1"},
]


def cells(tmp_path, *blocks):
    with open_scratch(tmp_path) as engine:
        load_example(engine, Example("", list(blocks), []))
        rows = Records(engine, YEAR).record("care_groups")
        return engine.fetch(rows.order_by("fixmedins_code", "age_band")).to_pylist()


def test_care_is_away_by_the_areas_then_by_the_place_of_payment(tmp_path):
    rows = [
        row | {"fixmedins_code": row["setl_id"], "insu_admdvs": "990101"}
        for row in PLACES
    ]

    away = [cell["away"] for cell in cells(tmp_path, ("SETL_D", rows))]

    assert [False, True, True, None, None] == away


@pytest.mark.slow
def test_an_age_is_counted_on_the_day_and_a_stay_is_of_its_diagnosis(tmp_path):
    stay = {"psn_no": "p", "mdtrt_id": "v", "med_type": "21"}
    settled = [
        stay | {"setl_time": "2026-06-14 09:00:00", "mid_setl_flag": "0", "dise_no": ""},
        stay | {"setl_time": "2026-06-15 09:00:00", "mid_setl_flag": "1", "dise_no": "M039"},
    ]  # fmt: skip
    visits = [{"mdtrt_id": "v", "psn_no": "p", "dscg_maindiag_code": "I63.902"}]
    persons = [{"psn_no": "p", "brdy": "1966-06-15"}]

    younger, older = cells(
        tmp_path, ("SETL_D", settled), ("MDTRT_D", visits), ("PSN_INSU_D", persons)
    )

    assert ("45至59岁", "I63", 1) == cell_key(younger)
    assert ("60至74岁", "M039", 0) == cell_key(older)


def cell_key(cell):
    return cell["age_band"], cell["disease"], cell["visits"]
