"""Months are held against last year's: what both years share is no chance."""

import pytest

from jixiao.evaluation.spreads import (
    differences,
    dispersion,
    scatter,
    steps_of_distances,
    steps_of_ratios,
    width,
)


def test_students_width_falls_to_that_of_the_normal():
    assert width(0.8, 1) == width(0.8, 2) == pytest.approx(1.886, abs=1e-3)
    assert width(0.8, 5) == pytest.approx(1.476, abs=1e-2)
    assert width(0.995, 100) == pytest.approx(2.871, abs=1e-2)


def test_a_count_varies_by_chance_at_least():
    assert 1 == dispersion([5.0] * 6, [5.0] * 12)[0]


def test_a_season_adds_only_as_one_month_does():
    waves = [100.0, 900.0] * 6

    shared, _ = dispersion(waves[:6], waves)
    turned, _ = dispersion([900.0, 100.0] * 3, waves)

    assert shared < turned / 3


def test_what_comes_where_nothing_came_last_year_varies_by_itself():
    beside, _ = dispersion([0.0, 8.0, 1.0], [1.0, 0.0, 1.0] * 4)

    assert beside > dispersion([1.0, 0.0, 1.0], [1.0, 0.0, 1.0] * 4)[0]


def test_years_without_anything_to_hold_together_vary_as_their_steps():
    months = [4.0, 0.0, 9.0] * 4

    assert dispersion([0.0] * 3, months)[0] == dispersion([0.0] * 3, months)[0] > 1
    assert dispersion([2.0, 2.0], [0.0] * 12)[0] == 1


def test_a_share_scatters_by_chance_at_least_and_without_a_size_not_at_all():
    always = ([9.0] * 12, [9.0] * 12)

    assert 0 < scatter(([9.0] * 3, [9.0] * 3), always, 0.0)[0] < 0.1
    none = ([0.0] * 3, [0.0] * 3)
    assert scatter(none, (none[0] * 4, none[1] * 4), 0.0)[0] == pytest.approx(0.25)


def test_a_shift_that_lasts_is_no_scatter():
    before = ([40.0] * 12, [100.0] * 12)
    lasting = scatter(([60.0] * 4, [100.0] * 4), before, 0.2)[0]
    wild = scatter(([90.0, 30.0, 90.0, 30.0], [100.0] * 4), before, 0.2)[0]

    assert lasting < wild


def test_steps_of_levels_are_those_of_both_years():
    still, moving = [5.0] * 12, [5.0, 6.0] * 6

    assert 0 == steps_of_ratios(still[:4], still)
    assert 0 < steps_of_ratios(moving[:4], moving)
    assert steps_of_distances([1.0, 5.0, 1.0], still) > 0


def test_differences_are_the_mean_gap_and_how_far_months_are_from_it():
    middle, around, _ = differences([3.0, 5.0, 4.0], [1.0] * 12)

    assert 3 == middle
    assert around > 0
