"""Outflow by what stays were for, and what could have been treated here."""

from datetime import date
from fractions import Fraction

import pytest

from jixiao.fund.payment.away.case_mix import CaseMix, case_mix
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.fund.payment.away.rows import HOME, load, settled
from tests.fund.payment.terms import terms

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HERE = {"fix_blng_admdvs": HOME, "pay_loc": "2"}
STAYS = [
    *(settled(f"l{n}", **HERE) for n in range(3)),
    settled("d", medfee_sumamt="9000.00", **HERE),
    settled("a1"),
    settled("a2", med_type="24"),
    settled("a3"),
    settled("a4"),
]
DISEASES = {
    "l0": "J18", "l1": "J18", "l2": "J18", "d": "I21", "a1": "J18", "a2": "J18",
    "a3": "I21", "a4": "Q90",
}  # fmt: skip


@pytest.fixture(scope="module")
def mix(tmp_path_factory: pytest.TempPathFactory) -> CaseMix:
    visits = [
        {"mdtrt_id": f"v{number}", "psn_no": f"p{number}", "dscg_maindiag_code": f"{code}.900"}
        for number, code in DISEASES.items()
    ]  # fmt: skip
    with open_scratch(tmp_path_factory.mktemp("mix")) as engine:
        load(engine, SETL_D=STAYS, MDTRT_D=visits)
        return case_mix(engine, YEAR, terms(away_local_cases="3"))


@pytest.mark.slow
def test_only_what_is_treated_here_often_could_have_stayed(mix: CaseMix):
    assert [("J18", 3, 2, 1)] == [
        (group.disease, group.here, group.away, group.could_stay)
        for group in mix.avoidable
    ]


@pytest.mark.slow
def test_an_adjusted_share_weighs_stays_by_what_they_cost_here(mix: CaseMix):
    assert Fraction(4, 8) == mix.crude
    assert Fraction(2 * 1000 + 9000, 5 * 1000 + 2 * 9000) == mix.adjusted
    assert 1 == mix.without_weight


@pytest.mark.slow
def test_one_area_alone_sends_what_is_expected_of_it(mix: CaseMix):
    assert [(HOME, 8, 4, Fraction(1))] == [
        (o.area, o.stays, o.away, o.ratio) for o in mix.origins
    ]
