"""Direct and by hand by people, visits and money; filing; what it takes to reach the target."""

from datetime import date
from fractions import Fraction

import pytest

from jixiao.fund.payment.away.shares import NO_REASON, CareAway, actions, care_away
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.tables import codes
from jixiao.period import Period
from tests.fund.payment.away.rows import load, settled
from tests.fund.payment.terms import terms

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
BY_HAND = {"pay_loc": "1", "manl_reim_rea": "5", "fixmedins_code": "H8"}
SETTLEMENTS = [
    *(settled(str(n)) for n in range(6)),
    settled("6", psn_no="p0", **BY_HAND),
    settled("7", pay_loc="1", medfee_sumamt="3000.00"),
    settled("8", pay_loc="3", fix_blng_admdvs="990201", med_type="11"),
    settled("9", pay_loc="2", fix_blng_admdvs="990102"),
    settled("10", pay_loc="", fix_blng_admdvs="980101"),
]
FILINGS = [{"psn_no": "p0", "kind": "2", "begndate": "2026-03-01", "enddate": "2026-12-31"}]  # fmt: skip
CLAIMS = [{"claim_no": "c1", "psn_no": "p7", "reason": "2", "setl_id": "7"}]


@pytest.fixture(scope="module")
def care(tmp_path_factory: pytest.TempPathFactory) -> CareAway:
    with open_scratch(tmp_path_factory.mktemp("away")) as engine:
        load(engine, SETL_D=SETTLEMENTS, FILING=FILINGS, MANUAL_CLAIM=CLAIMS)
        return care_away(engine, YEAR, terms())


def test_a_share_is_of_people_visits_and_money(care: CareAway):
    share = care.beyond

    assert Fraction(6, 8) == share.rate()
    assert Fraction(5, 7) == share.rate("persons")
    assert Fraction(6000, 10_000) == share.rate("fees")
    assert 1 == share.unclear.visits
    assert Fraction(1) == next(s for s in care.shares if s.name == "省内").rate()


def test_ninety_nine_per_cent_of_eight_take_two_more(care: CareAway):
    assert 2 == care.needed
    assert [("没有备案", 1), ("机构没有接入", 1)] == sorted(
        ((step.reason.reason, step.reason.visits) for step in care.steps),
        key=lambda each: each[0] != "没有备案",
    )
    assert [Fraction(7, 8), Fraction(1)] == [step.rate for step in care.steps]
    assert [False, True] == [step.reaches for step in care.steps]


def test_filing_is_told_by_its_kinds(care: CareAway):
    assert {"临时转诊备案": 2, "没有备案": 8} == {
        each.kind: each.visits for each in care.filings
    }


def test_a_place_without_one_direct_bill_is_named(care: CareAway):
    assert [("H8", 1)] == [(each.code, each.visits) for each in care.places]


def test_what_was_not_loaded_is_said(care: CareAway):
    assert ["没有收就诊信息表：病组没有算"] == list(care.not_computed)


@pytest.mark.slow
def test_care_without_a_reason_is_counted_as_such(tmp_path):
    with open_scratch(tmp_path) as engine:
        said = settled("8", pay_loc="1", manl_reim_rea="票据报销")
        load(engine, SETL_D=[settled("7", pay_loc="1"), said])
        care = care_away(engine, YEAR, terms())

    assert {NO_REASON, "票据报销"} == {each.reason for each in care.reasons}
    assert 2 == care.needed


def test_every_reason_has_something_to_do():
    assert {*codes()["not_direct"], "unknown"} == set(actions())
