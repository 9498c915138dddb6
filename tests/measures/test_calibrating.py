"""Factors of widths come from years that are over, and indicators at rest tell nothing of them."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from jixiao.evaluation.forecasting import Claim
from jixiao.fund.store.opening import open_engine
from jixiao.measures import Period, library
from jixiao.measures.backtest import try_out
from jixiao.measures.calibrating import (
    GROUPS,
    Courses,
    Tried,
    counted,
    courses_of,
    fit,
    is_at_rest,
    try_courses,
)
from jixiao.measures.foreseeing import Months
from tests.evaluation.tables import table
from tests.measures.ledgers import PROJECT, a_bureau

PLAIN = Claim(0.8)


def drawn(seed: int, counties: int = 1) -> list[Courses]:
    """Draw courses of a sum, a share and a level that move by chance alone."""
    random = Random(seed)

    def months(whole: int) -> tuple[float, ...]:
        return tuple(
            float(sum(random.random() < 0.5 for _ in range(whole))) for _ in range(12)
        )

    def level() -> tuple[float, ...]:
        at, levels = 100.0, []
        for _ in range(12):
            at *= 1 + random.gauss(0, 0.02)
            levels.append(at)
        return tuple(levels)

    return [
        {("AC02", year): Months(months(60), (1.0,) * 12) for year in (2024, 2025, 2026)}
        | {
            ("BE13", year): Months(months(80), (80.0,) * 12)
            for year in (2024, 2025, 2026)
        }
        | {("FU01", year): Months(levels=level()) for year in (2024, 2025, 2026)}
        for _ in range(counties)
    ]


def a_trial(
    *,
    kind: str = "total",
    by_last_year: bool = True,
    months: int,
    needed: float,
    sure: float = 0.1,
) -> Tried:
    return Tried("AC02", kind, kind, months, by_last_year, needed, sure, 0, 0)


@pytest.mark.slow
def test_factors_of_some_counties_hold_on_others():
    factors = {
        (each.kind, each.by_last_year, each.months): each.by
        for each in fit(t for c in drawn(1, 40) for t in try_courses(c, PLAIN))
    }

    tried = [t for c in drawn(2, 40) for t in try_courses(c, PLAIN)]

    for kind, known in {(t.kind, t.by_last_year) for t in tried}:
        some = [t for t in tried if (t.kind, t.by_last_year) == (kind, known)]
        holds = [t.needed <= factors[t.width, t.by_last_year, t.group] for t in some]
        assert 0.73 <= sum(holds) / len(holds) <= 0.87, (kind, known)


def test_a_factor_is_what_so_many_of_its_trials_needed():
    tried = [a_trial(months=4, needed=float(n), sure=2.0 * n) for n in range(1, 10)]

    (width,) = fit(tried)

    assert ("total", True, GROUPS[0], 8, 18, 9) == (
        width.kind,
        width.by_last_year,
        width.months,
        width.by,
        width.sure,
        width.tried,
    )


def test_trials_are_counted_by_kind_way_and_months():
    tried = [
        a_trial(months=4, needed=0.5),
        a_trial(months=5, needed=1.5),
        a_trial(kind="share", by_last_year=False, months=9, needed=1.0),
    ]

    assert {
        ("total", True, (3, 5)): (1, 2),
        ("share", False, (9, 11)): (1, 1),
    } == counted(tried)


@pytest.mark.parametrize(
    ("code", "now", "before", "rests"),
    [
        ("BE13", Months((9.0,) * 3, (9.0,) * 3), Months((5.0,) * 12, (5.0,) * 12), True),
        ("BE13", Months((9.0,) * 3, (9.0,) * 3), Months((4.0,) * 12, (5.0,) * 12), False),
        ("AC02", Months((0.0,) * 3, (0.0,) * 3), Months((0.0,) * 12, (0.0,) * 12), True),
        ("AC02", Months((0.0,) * 3, (0.0,) * 3), Months((2.0,) * 12, (1.0,) * 12), False),
        ("FU01", Months(levels=(7.01,) * 3), Months(levels=(7.02,) * 12), True),
        ("FU01", Months(levels=(7.0, 8.0)), Months(levels=(7.0,) * 12), False),
    ],
)  # fmt: skip
def test_what_prints_the_same_every_month_is_at_rest(
    code: str, now: Months, before: Months, rests: bool
):
    assert rests is is_at_rest(library()[code], now, before)


def test_what_is_at_rest_is_not_tried():
    rest = {("BE13", year): Months((9.0,) * 12, (9.0,) * 12) for year in (2025, 2026)}

    assert not list(try_courses(rest, PLAIN))


def test_a_contrary_verdict_is_counted():
    steady = {("AC02", 2025): Months((100.0, 110.0) * 6, (1.0,) * 12)}
    stopped = Months((100.0, 110.0) * 3 + (0.0,) * 6, (1.0,) * 12)

    tried = [
        t for t in try_courses({**steady, ("AC02", 2026): stopped}) if t.by_last_year
    ]

    at_six = next(t for t in tried if t.months == 6)
    assert at_six.needed > 1
    assert not at_six.holds
    assert 0 < at_six.contrary <= at_six.verdicts


@pytest.mark.slow
def test_a_cut_course_tells_what_the_records_told_by_then(tmp_path: Path):
    promised = table(
        ("产出指标", "数量指标", "印发宣传折页", "≥100份", None), project=PROJECT
    )
    store = a_bureau(tmp_path / "bureau", range(2025, 2027))

    with open_engine(store) as engine:
        trials = try_out(engine, promised, Period(date(2026, 1, 1), date(2026, 12, 31)))
        code = trials[0].code
        courses = courses_of(engine, [library()[code]], range(2025, 2027))

    tried = [each for each in try_courses(courses) if each.by_last_year]
    assert {t.months: t.holds for t in trials if t.holds is not None} == {
        t.months: t.holds for t in tried
    }
