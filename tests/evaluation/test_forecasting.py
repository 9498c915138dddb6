"""Forecasts follow the year before, with intervals by Student; without it little is sure."""

from dataclasses import replace

import pytest

from jixiao.evaluation.forecasting import (
    Claim,
    Forecast,
    forecast_level,
    forecast_share,
    forecast_total,
)

LATE = [1.0] * 9 + [10.0, 10.0, 10.0]
"""A year whose limits fill up: most comes in its last three months."""
FOUR_OF_FIVE = Claim(0.8)


def bounds(forecast: Forecast | None) -> tuple[float, float, float, float]:
    """Give the ends of a forecast that has some."""
    assert forecast is not None
    ends = (forecast.low, forecast.high, forecast.least, forecast.most)
    low, high, least, most = (end for end in ends if end is not None)
    return low, high, least, most


def test_a_sum_goes_as_last_years_did():
    forecast = forecast_total([2.0] * 6, FOUR_OF_FIVE, LATE)

    assert 78 == forecast.value
    assert forecast.by_last_year
    low, high, *_ = bounds(forecast)
    assert low < 78 < high


def test_a_season_that_both_years_share_is_no_chance():
    by_quarter = [9000.0, 20.0, 20.0] * 4

    quiet = forecast_total(by_quarter[:6], FOUR_OF_FIVE, by_quarter)
    moved = forecast_total([20.0, 9000.0, 20.0] * 2, FOUR_OF_FIVE, by_quarter)

    assert quiet.value == moved.value == pytest.approx(36_160)
    assert bounds(moved)[1] - moved.value > 1.5 * (bounds(quiet)[1] - quiet.value)


def test_without_last_year_a_sum_may_bring_far_more_or_less():
    forecast = forecast_total([2.0] * 6, FOUR_OF_FIVE)

    assert (24, 24, 24) == (forecast.value, forecast.low, forecast.high)
    assert (16, 48) == (forecast.least, forecast.most)


def test_what_has_come_is_never_taken_away():
    months = [9.0, 1.0, 8.0, 0.0]

    assert (
        bounds(forecast_total(months, FOUR_OF_FIVE, [1.0, 9.0, 2.0, 8.0] * 3))[0] >= 18
    )
    assert bounds(forecast_total(months, Claim(0.8, 9.0, 9.0)))[2] >= 18


def test_a_balance_may_fall_below_what_it_is():
    before = [50.0, -20.0, 30.0] * 4

    forecast = forecast_total([60.0, -10.0, 40.0, 60.0], FOUR_OF_FIVE, before)

    assert pytest.approx(360) == forecast.value
    low, high, least, most = bounds(
        forecast_total([60.0, -30.0, 40.0, 60.0], FOUR_OF_FIVE, before)
    )
    assert least < low < 340 < high < most


def test_a_balance_last_year_spent_at_the_end_has_an_interval():
    before = [50.0] * 6 + [-90.0] * 6

    forecast = forecast_total([50.0, 60.0, 55.0], FOUR_OF_FIVE, before)

    assert bounds(forecast)[0] < forecast.value < 0


def test_a_share_moves_as_last_years_did():
    above = [1000.0] * 6 + [4000.0] * 6
    below = [10_000.0] * 12

    forecast = forecast_share(
        [2000.0] * 6, [10_000.0] * 6, FOUR_OF_FIVE, (above, below)
    )

    assert forecast is not None
    assert pytest.approx(0.35, abs=1e-3) == forecast.value


def test_a_share_that_differs_by_chance_goes_as_last_year_went():
    below = [10.0] * 12

    forecast = forecast_share(
        [5.0, 7.0, 3.0, 6.0], [10.0] * 4, FOUR_OF_FIVE, ([5.0] * 12, below)
    )

    assert forecast is not None
    assert pytest.approx((21 + 5 * 8) / 120) == forecast.value


def test_a_level_keeps_its_distance_to_last_years():
    forecast = forecast_level(
        [10.0, 9.0, 8.0], FOUR_OF_FIVE, [5.0, 4.5, 4.0] + [3.0] * 9
    )

    assert forecast is not None
    assert pytest.approx(6.0) == forecast.value


def test_a_level_below_nought_is_shifted():
    forecast = forecast_level([1.0, -1.0, 2.0], FOUR_OF_FIVE, [1.0, 0.0, 0.5] * 4)

    assert forecast is not None
    assert pytest.approx(2.0) == forecast.value
    low, high, *_ = bounds(forecast)
    assert low < 2 < high


def test_a_claim_says_how_wide_both_intervals_are():
    months = [1.0, 3.0, 2.0, 4.0]
    plain = forecast_total(months, FOUR_OF_FIVE, LATE)
    narrow = forecast_total(months, replace(FOUR_OF_FIVE, by=0.5), LATE)
    careful = forecast_total(months, replace(FOUR_OF_FIVE, sure=2.0), LATE)

    value, high, most = plain.value, bounds(plain)[1], bounds(plain)[3]
    assert bounds(narrow)[1] == pytest.approx((high + value) / 2)
    assert bounds(narrow)[3] == most
    assert bounds(careful)[1] == high
    assert bounds(careful)[3] - value == pytest.approx(2 * (most - value))


@pytest.mark.parametrize("months", [1, 2])
def test_too_few_months_have_no_interval(months: int):
    assert forecast_total([3.0] * months, FOUR_OF_FIVE).low is None
    assert forecast_total([3.0] * months, FOUR_OF_FIVE, LATE).low is None
    assert forecast_total([3.0] * months, FOUR_OF_FIVE, [-1.0] * 12).low is None
    share = forecast_share([3.0] * months, [9.0] * months, FOUR_OF_FIVE)
    assert share is not None
    assert share.low is None
    level = forecast_level([3.0] * months, FOUR_OF_FIVE, LATE)
    assert level is not None
    assert level.low is None


def test_nothing_so_far_and_nothing_known_has_no_interval():
    forecast = forecast_total([0.0] * 7, FOUR_OF_FIVE)

    assert (0, None, None) == (forecast.value, forecast.low, forecast.most)


def test_a_year_that_is_over_is_known():
    forecast = forecast_total([1.0] * 12, FOUR_OF_FIVE)

    assert (12, 12, 12) == (forecast.value, forecast.low, forecast.high)


def test_the_rarer_a_miss_may_be_the_wider_the_interval():
    likely = forecast_total([1.0, 3.0, 2.0, 4.0], FOUR_OF_FIVE, LATE)
    likelier = forecast_total([1.0, 3.0, 2.0, 4.0], Claim(0.95), LATE)

    assert bounds(likely)[1] < bounds(likelier)[1]


def test_what_stood_still_may_still_come():
    forecast = forecast_total([0.0] * 4, FOUR_OF_FIVE, [1.0] * 12)

    assert 0 == forecast.value
    assert bounds(forecast)[3] >= 8


def test_what_came_in_no_later_month_of_last_year_may_come_in_this():
    forecast = forecast_total(
        [3.0, 2.0, 4.0], FOUR_OF_FIVE, [3.0, 3.0, 3.0] + [0.0] * 9
    )

    assert 9 == forecast.value
    assert bounds(forecast)[1] > 9


def test_a_whole_share_in_a_row_is_not_for_ever():
    always = ([20.0] * 12, [20.0] * 12)

    forecast = forecast_share([20.0] * 6, [20.0] * 6, FOUR_OF_FIVE, always)

    assert bounds(forecast)[0] < 1
