"""Forecasts follow the year before, with intervals by Student; without it little is sure."""

import pytest

from jixiao.evaluation.forecasting import (
    forecast_level,
    forecast_share,
    forecast_total,
)

LATE = [1.0] * 9 + [10.0, 10.0, 10.0]
"""A year whose limits fill up: most comes in its last three months."""


def test_a_sum_goes_as_last_years_did():
    forecast = forecast_total([2.0] * 6, 0.8, LATE)

    assert 78 == forecast.value
    assert forecast.by_last_year
    assert forecast.low is not None
    assert forecast.high is not None
    assert forecast.low < 78 < forecast.high


def test_without_last_year_a_sum_may_bring_far_more_or_less():
    forecast = forecast_total([2.0] * 6, 0.8)

    assert (24, 24, 24) == (forecast.value, forecast.low, forecast.high)
    assert forecast.least is not None
    assert forecast.most is not None
    assert (16, 48) == (forecast.least, forecast.most)


def test_what_has_come_is_never_taken_away():
    forecast = forecast_total(
        [9.0, 1.0, 8.0, 0.0], 0.8, [1.0, 9.0, 2.0, 8.0] + [1.0] * 8
    )

    assert forecast.low is not None
    assert forecast.low >= 18


def test_a_share_moves_as_last_years_did():
    above = [10.0] * 6 + [40.0] * 6
    below = [100.0] * 12

    forecast = forecast_share([20.0] * 6, [100.0] * 6, 0.8, (above, below))

    assert forecast is not None
    assert pytest.approx(0.35) == forecast.value


def test_a_level_keeps_its_distance_to_last_years():
    forecast = forecast_level([10.0, 9.0, 8.0], 0.8, [5.0, 4.5, 4.0] + [3.0] * 9)

    assert forecast is not None
    assert pytest.approx(6.0) == forecast.value


def test_levels_below_nought_have_no_forecast():
    assert forecast_level([1.0, -1.0, 2.0], 0.8, [1.0] * 12) is None


def test_an_interval_is_stretched_about_its_value_and_what_is_sure_only_widened():
    forecast = forecast_total([1.0, 3.0, 2.0, 4.0], 0.8, LATE)
    narrower, wider = forecast.stretched(0.5), forecast.stretched(2)

    assert forecast.high is not None
    assert narrower.high == pytest.approx((forecast.high + forecast.value) / 2)
    assert narrower.most == forecast.most
    assert wider.most is not None
    assert forecast.most is not None
    assert wider.most > forecast.most


@pytest.mark.parametrize("months", [1, 2])
def test_too_few_months_have_no_interval(months: int):
    assert forecast_total([3.0] * months, 0.8).low is None
    assert forecast_total([3.0] * months, 0.8, LATE).low is None
    share = forecast_share([3.0] * months, [9.0] * months, 0.8)
    assert share is not None
    assert share.low is None


def test_a_year_that_is_over_is_known():
    forecast = forecast_total([1.0] * 12, 0.8)

    assert (12, 12, 12) == (forecast.value, forecast.low, forecast.high)


def test_the_rarer_a_miss_may_be_the_wider_the_interval():
    likely = forecast_total([1.0, 3.0, 2.0, 4.0], 0.8, LATE)
    likelier = forecast_total([1.0, 3.0, 2.0, 4.0], 0.95, LATE)

    assert likely.high is not None
    assert likelier.high is not None
    assert likely.high < likelier.high


def test_what_stood_still_may_still_come():
    forecast = forecast_total([0.0] * 4, 0.8, [1.0] * 12)

    assert 0 == forecast.value
    assert forecast.most is not None
    assert forecast.most >= 8


def test_a_whole_share_in_a_row_is_not_for_ever():
    always = ([20.0] * 12, [20.0] * 12)

    forecast = forecast_share([20.0] * 6, [20.0] * 6, 0.8, always)

    assert forecast is not None
    assert forecast.low is not None
    assert forecast.low < 1
