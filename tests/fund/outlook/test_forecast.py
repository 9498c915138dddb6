"""Forecasts: exact on an exact series, refused on a short one, proved by what came."""

from datetime import date
from math import exp

import numpy as np
import pytest

from jixiao.fund.outlook.festivals import festival_days
from jixiao.fund.outlook.forecast import (
    Method,
    Series,
    TooShort,
    forecast,
    one_month_ahead,
    short_test,
    sum_ahead,
)
from jixiao.fund.outlook.history import shift

FIRST = date(2021, 1, 1)


def exact(months: int, festival: float = -0.03, step: date | None = None) -> Series:
    """A series that grows by 6 % a year, with a season, a festival and a policy step."""
    values = []
    for n in range(months):
        month = shift(FIRST, n)
        log = 18 + 0.06 * n / 12 + 0.05 * (month.month % 5)
        log += festival * festival_days(month)
        log += 0.2 if step and month >= step else 0
        values.append(round(exp(log)))
    return Series("390/住院", FIRST, tuple(values))


def noisy(seed: int, months: int = 60) -> Series:
    rng = np.random.default_rng(seed)
    noise = np.exp(rng.normal(0, 0.03, months))
    values = (round(v * n) for v, n in zip(exact(months).values, noise, strict=True))
    return Series("390/住院", FIRST, tuple(values))


@pytest.mark.parametrize("step", [None, date(2023, 7, 1)])
def test_an_exact_series_is_carried_on_exactly(step):
    steps = [step] if step else []
    whole = exact(72, step=step)

    carried = forecast(whole.until(date(2025, 12, 1)), 12, steps)

    assert Method.REGRESSION is carried.method
    for foreseen, actual in zip(carried.months, whole.values[60:], strict=True):
        assert actual == pytest.approx(foreseen.expected, rel=1e-6)
        assert foreseen.low <= foreseen.expected <= foreseen.high


def test_the_festival_moves_between_months():
    assert (0, 8) == (festival_days(date(2026, 1, 1)), festival_days(date(2026, 2, 1)))
    assert (4, 4) == (festival_days(date(2025, 1, 1)), festival_days(date(2025, 2, 1)))
    assert 8 == festival_days(date(2023, 1, 1))


def test_what_is_too_short_or_lacks_a_month_is_refused():
    with pytest.raises(TooShort, match="390/住院只有 35 个月，少于 36 个月"):
        forecast(exact(35))
    values = exact(40).values
    gap = Series("390/住院", FIRST, (*values[:9], 0, *values[10:]))
    with pytest.raises(TooShort, match="在 2021-10 没有大于零的数"):
        forecast(gap)
    with pytest.raises(TooShort, match="2024-03 起的政策到 2024-04 还不满 3 个月"):
        forecast(exact(40), steps=[date(2024, 3, 1)])


def test_a_series_without_a_season_of_its_own_is_no_better_than_a_year_ago():
    rng = np.random.default_rng(4)
    walk = np.exp(18 + np.cumsum(rng.normal(0, 0.25, 60)))
    carried = forecast(Series("310/生育", FIRST, tuple(int(v) for v in walk)))

    test = carried.back_test
    better = Method.REGRESSION if test.error <= test.naive_error else Method.SEASONAL_NAIVE  # fmt: skip
    assert better is carried.method


def test_the_back_test_is_of_forecasts_made_before():
    test = forecast(noisy(1), 3).back_test

    assert 3 * 34 + 2 + 1 == test.tried
    assert 0.6 < test.covered / test.judged <= 1
    assert test.gain > 1 / 3


def test_a_month_is_judged_by_what_was_known_before_it():
    whole = noisy(2)
    early = one_month_ahead(whole.until(date(2025, 6, 1)))
    later = one_month_ahead(whole)

    assert early == later[: len(early)]
    assert date(2023, 1, 1) == early[0].month


def test_a_month_of_the_third_year_is_judged_by_growth_on_the_year_before():
    whole = exact(36)
    foreseen = one_month_ahead(whole)

    assert date(2023, 1, 1) == foreseen[0].month
    assert 12 == len(foreseen)
    for each, actual in zip(foreseen, whole.values[24:], strict=True):
        assert actual == pytest.approx(each.expected, rel=1e-6)
    with pytest.raises(TooShort, match="只有 23 个月，少于 24 个月"):
        one_month_ahead(whole.first_months(23))


def test_a_jump_in_the_third_year_is_above_what_was_expected_of_it():
    values = noisy(6, 30).values
    jumped = Series("390/住院", FIRST, (*values[:27], *(v * 3 // 2 for v in values[27:])))  # fmt: skip

    foreseen = {each.month: each for each in one_month_ahead(jumped)}

    assert jumped.values[27] > foreseen[date(2023, 4, 1)].high * 1.1
    assert (15, 6) == (short_test(jumped).tried, short_test(jumped).judged)


def test_an_interval_is_as_wide_as_recent_forecasts_were_wrong():
    calm = noisy(5, 60)
    wild_start = tuple(
        v * (3 if n % 2 else 1) if n < 12 else v for n, v in enumerate(calm.values)
    )
    at_ease = forecast(calm, 3).months[0]
    shaken = forecast(Series(calm.name, FIRST, wild_start), 3).months[0]

    assert at_ease.high / at_ease.low < shaken.high / shaken.low


def test_a_sum_ahead_is_held_against_earlier_sums():
    series = noisy(5, 48)

    ahead = sum_ahead(series, 6)

    assert 48 - 24 - 6 + 1 == len(ahead.errors)
    low, high = ahead.interval(0.9)
    least, most = ahead.bounds()
    assert least < low < ahead.expected < high < most


def test_too_few_earlier_sums_say_nothing_of_the_next():
    with pytest.raises(TooShort, match="往后 12 个月的合计只试过 1 次"):
        sum_ahead(noisy(5, 36), 12)
