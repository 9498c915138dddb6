from jixiao.fund.payment import prepay
from jixiao.fund.payment.monthly import doubts_of
from tests.fund.payment.terms import terms


def test_a_month_pays_nine_tenths_of_what_patients_did_not_and_keeps_the_rest():
    month = prepay(966_625_000, 8_000_000, 270_655, 1_000, terms())

    assert (773_300, 452_381 - 1_000) == (month.value, month.prepaid)
    assert 773_300 - 270_655 == month.prepaid + month.deducted + month.retained


def test_a_month_whose_patients_paid_more_than_the_points_are_worth_owes():
    assert prepay(1_000_000, 8_000_000, 1_800, 0, terms()).prepaid == -900


def test_keeping_more_than_may_be_kept_is_said():
    assert "0.05" in doubts_of(terms())[0]
    assert [] == doubts_of(terms(dip_prepaid_share="0.95"))
