"""A year is foreseen by the way its measure moves, from the months that are over."""

from datetime import date

import pytest

from jixiao.evaluation.forecasting import Claim
from jixiao.measures import Period, library
from jixiao.measures.foreseeing import (
    Months,
    before_of,
    forecast_by,
    forecast_year,
    months_of,
    shape_of,
    width_of,
)
from jixiao.measures.last_year import LastCourse
from jixiao.measures.measuring import Measured, PartOfValue

YEAR_BEFORE = Months((3.0,) * 12, (6.0,) * 12)
SO_FAR = Months((3.0, 4.0, 3.0, 4.0), (6.0,) * 4)


def measured(code: str, *parts: tuple[str, int, int]) -> Measured:
    months = tuple(PartOfValue(name, above, below, 1) for name, above, below in parts)
    return Measured(code, {}, None, None, 0, 0, 1, months, "", "")


@pytest.mark.parametrize(
    ("code", "kind"),
    [("AC02", "total"), ("BE16", "total"), ("BE01", "share"), ("FU01", "level")],
)
def test_a_measure_moves_as_a_sum_a_share_or_a_level(code: str, kind: str):
    assert kind == shape_of(library()[code])


def test_a_share_of_amounts_has_a_width_of_its_own():
    kinds = [width_of(library()[code]) for code in ("BE01", "BE05", "BE13", "BE29")]

    assert ["amounts", "amounts", "share", "total"] == kinds


def test_what_grows_over_a_whole_is_a_sum_divided_once():
    claim = Claim(0.8)

    total = forecast_by(claim, library()["AC02"], SO_FAR, YEAR_BEFORE)
    share = forecast_by(claim, library()["BE16"], SO_FAR, YEAR_BEFORE)

    assert total is not None
    assert share is not None
    assert share.value == pytest.approx(total.value / 24)


def test_a_level_needs_last_years():
    standing = library()["FU01"]

    assert forecast_year(standing, Months(levels=(9.0,) * 4), None) is None
    forecast = forecast_year(
        standing, Months(levels=(9.0,) * 4), Months(levels=(8.0,) * 12)
    )
    assert forecast is not None
    assert pytest.approx(9) == forecast.value


def test_without_last_year_the_months_so_far_go_on():
    forecast = forecast_year(library()["AC02"], SO_FAR, None)

    assert forecast is not None
    assert (42, False) == (forecast.value, forecast.by_last_year)


def test_what_stood_before_a_year_belongs_to_its_first_month():
    counted = measured("BE16", ("2025-12", 0, 90), ("2026-02", 3, 1))
    period = Period(date(2026, 1, 1), date(2026, 2, 28))

    months = months_of(counted, period)

    assert ((0, 3), (90, 1)) == (months.above, months.below)


def test_last_years_levels_stand_beside_this_years():
    last = LastCourse(
        measured("FU01"),
        Period(date(2025, 1, 1), date(2025, 12, 31)),
        (1.0,) * 12,
        (2.0,) * 2,
    )
    period = Period(date(2026, 1, 1), date(2026, 2, 28))

    assert (1.0,) * 12 == before_of(last).levels
    assert (2.0, 2.0) == months_of(measured("FU01"), period, last).levels
