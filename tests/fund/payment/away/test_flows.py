"""Flows from area to area: hand totals, what goes out comes in, those treated here counted too."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.fund.payment.away.flows import flows, matrix
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.fund.payment.away.rows import HOME, billed, load, settled

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
THREE = [
    ("A", "B", "三级", 3, 300, 200), ("A", "C", "三级", 1, 100, 50),
    ("B", "A", "二级", 2, 80, 40), ("B", "C", "三级", 4, 400, 300),
    ("C", "A", "二级", 5, 100, 90), ("C", "B", "三级", 6, 600, 500),
    ("A", "B", "二级", 1, 10, 5),
]  # fmt: skip
AREAS, LEVELS = st.sampled_from(["A", "B", "C", ""]), st.sampled_from(["三级", "二级"])
AMOUNTS = st.integers(0, 10**9)


def test_a_matrix_of_three_areas_has_its_hand_totals():
    sums = {each.area: each for each in matrix(THREE).sums}

    assert (5, 7) == (sums["A"].visits_out, sums["A"].visits_in)
    assert (6, 10) == (sums["B"].visits_out, sums["B"].visits_in)
    assert (11, 5) == (sums["C"].visits_out, sums["C"].visits_in)
    assert [-240, 365, -125] == [sums[area].net_fund for area in "CBA"]
    assert 4 == matrix(THREE).between("A", "B")


@given(st.lists(st.tuples(AREAS, AREAS, LEVELS, AMOUNTS, AMOUNTS, AMOUNTS)))
def test_what_goes_out_of_all_comes_into_all(rows):
    sums = matrix(rows).sums

    assert sum(each.fund_out for each in sums) == sum(each.fund_in for each in sums)
    assert sum(each.visits_out for each in sums) == sum(r[3] for r in rows)
    assert 0 == sum(each.net_fund for each in sums)


@pytest.mark.slow
def test_others_treated_here_flow_in_net_of_their_refunds(tmp_path):
    here = {"side": "1", "insu_admdvs": "970101", "care_admdvs": HOME, "hosp_lv": "05"}
    bills = [
        billed("1", "w", **here), billed("2", "x", **here),
        billed("3", "y", "-600.00", init_setl_id="x", **here | {"medfee_sumamt": "-1000.00"}),
    ]  # fmt: skip
    local = settled("b", fix_blng_admdvs=HOME, pay_loc="2")
    insured = [{"psn_no": "p", "insu_admdvs": HOME}]
    with open_scratch(tmp_path) as engine:
        load(engine, SETL_D=[settled("a"), local], OUTAREA_BILL=bills, PSN_INSU_D=insured)  # fmt: skip
        flow = flows(engine, YEAR)

    cells = [(c.origin, c.destination, c.level, c.visits, c.fund) for c in flow.cells]
    assert [
        ("970101", HOME, "二级", 1, 600_00),
        (HOME, "980101", "三级", 1, 600_00),
    ] == cells
