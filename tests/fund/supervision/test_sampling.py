"""Sizes and estimates against answers worked out by hand."""

from decimal import Decimal

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.sampling import (
    draw_by_size,
    draw_sample,
    estimate_by_ratio,
    estimate_by_size,
    most_without_defect,
    sample_size,
)


@pytest.mark.parametrize(
    ("share", "error", "population", "size"),
    [
        ("0.10", "0.03", None, 385),
        ("0.10", "0.03", 2000, 323),
        ("0.05", "0.02", 800, 291),
        ("0.5", "0.01", 10, 10),
    ],
)
def test_how_many_to_look_at(share: str, error: str, population: int | None, size: int):
    assert size == sample_size(Decimal(share), Decimal(error), population)


def test_no_defect_among_sixty_bounds_them():
    assert Decimal("0.0487") == most_without_defect(60)


def test_no_stay_is_both_certain_and_drawn():
    amounts = {f"s{n}": n * 100 for n in range(1, 21)}

    sample = draw_sample(amounts, certain_from=1800, size=5, seed="1")

    assert ["s18", "s19", "s20"] == list(sample.certain)
    assert 5 == len(set(sample.drawn))
    assert not {*sample.certain} & {*sample.drawn}
    assert (17, sum(range(1, 18)) * 100) == (sample.rest, sample.rest_amount)


def test_a_stay_larger_than_the_interval_is_always_drawn_by_size():
    amounts = {"big": 6000} | {f"s{n}": 100 for n in range(40)}

    for seed in "12345":
        drawn = draw_by_size(amounts, 5, seed)
        assert 5 == len(drawn)
        assert drawn.count("big") in (3, 2, 4)


def test_a_ratio_and_its_interval_by_hand():
    # R = 30/300; residuals 0, −5, 5; s² = 25; var = 10²·(1−3/10)·25/3 = 583.33; ±1.96·24.15
    looked_at = [(100, 10), (150, 10), (50, 10)]

    assert (100, 53, 147) == tuple(
        getattr(estimate_by_ratio(looked_at, 10, 1000), n)
        for n in ("total", "low", "high")
    )


def test_a_census_has_no_interval():
    estimate = estimate_by_ratio([(100, 10), (100, 30)], 2, 200)

    assert (40, 40, 40) == (estimate.total, estimate.low, estimate.high)


def test_shares_by_size_by_hand():
    # shares .1 and .3: mean .2 of 1 000; s² = .02; half = 1.96·1000·√(.02/2) = 196
    estimate = estimate_by_size([(100, 10), (100, 30)], 1000)

    assert (200, 4, 396) == (estimate.total, estimate.low, estimate.high)


def test_one_stay_says_nothing_of_others():
    with pytest.raises(JixiaoError, match="至少要核查两份"):
        estimate_by_ratio([(100, 10)], 10, 1000)
