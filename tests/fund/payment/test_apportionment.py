from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.fund.payment import apportion
from jixiao.fund.payment.apportionment import rounded


@given(st.integers(0, 10**14), st.lists(st.integers(0, 10**12), min_size=1).filter(any))
def test_parts_add_up_and_are_within_a_fen_of_their_share(
    whole: int, weights: list[int]
):
    parts = apportion(whole, weights)

    assert whole == sum(parts)
    assert all(
        abs(part - Fraction(whole * weight, sum(weights))) < 1
        for part, weight in zip(parts, weights, strict=True)
    )


def test_of_two_remainders_alike_the_larger_weight_then_the_first_gets_the_fen():
    assert [1, 0] == apportion(1, [1, 1])
    assert [0, 1] == apportion(1, [1, 3])


def test_nothing_is_shared_by_nothing_and_money_is_refused():
    assert [0, 0] == apportion(0, [0, 0])
    with pytest.raises(JixiaoError, match="没有分值可分"):
        apportion(5, [0, 0])


def test_a_half_goes_up_below_zero_too():
    assert (1, 0, 2, -1) == tuple(rounded(Fraction(n, 2)) for n in (1, -1, 3, -3))
