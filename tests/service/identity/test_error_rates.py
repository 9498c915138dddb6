"""Errors are counted over pairs, with an interval that is wide where there are few."""

from jixiao.service.identity.error_rates import Rate, error_rates

VECTORS = {"甲": [(0.0,), (0.5,), (1.0,)], "乙": [(0.7,)]}


def test_pairs_of_one_and_of_two_persons():
    (rates,) = error_rates(VECTORS, [0.5])

    assert (1, 3) == (
        rates.false_reject.count,
        rates.false_reject.of,
    )  # 0 and 1 are apart
    assert (2, 3) == (rates.false_accept.count, rates.false_accept.of)
    assert 2 == rates.persons


def test_a_rate_of_nothing_is_unknown():
    assert None is Rate(0, 0).share
    assert (0.0, 1.0) == Rate(0, 0).interval
    assert Rate(0, 10).interval[1] > 0.25
