"""Who goes where for care, and for how long: stays, ordinary visits, visits for chronic diseases."""

from collections.abc import Mapping

import numpy as np

from jixiao.fund.synthesis.people import EMPLOYEE, Array, Columns, ages, day, pick
from jixiao.fund.synthesis.places import AWAY_KIND, KINDS, LEVELS, Places
from jixiao.fund.synthesis.shape import Diagnosis, Shape, Steps, diagnoses

ORDINARY, CHRONIC, STAY = 0, 1, 2
APART = 17
"""Days at least between two stays of one person, so that what is planted closer stands out."""
_MOST_STAYS = 6
_YEAR = 365
_TRIES = 12
_FALLBACK = "J18.9"
_OPENS, _HOURS = 8 * 60, 10 * 60
_EMERGENCIES = 0.03
_LAST_DAYS = 10
_OLD = 75
_VILLAGE = KINDS.index("村卫生室")
BY_ORDER, TRANSFERRED, BY_WILL, DIED = 1, 2, 4, 5
"""How a stay ended: codes of dscg_way."""
_BY_WILL = 0.05


def draw_stays(
    shape: Shape, people: Columns, year: int, places: Places, rng: np.random.Generator
) -> Columns:
    """Draw the stays of a year, no two of a person closer than `APART` days.

    Marks who dies in a stay in `people["died"]`. `person` is an index into people; `days` counts
    nights; `open` stays are not discharged at the year's end.
    """
    care = shape.care
    rate = np.where(people["scheme"] == EMPLOYEE, care.stays_employee, care.stays_resident)
    expected = rate * _by_age(care.stays_by_age, people, year) * people["frailty"]
    alive = people["died"] >= day(year)
    count = np.minimum(rng.poisson(expected * alive), _MOST_STAYS)
    person, nth = _repeated(count)
    level = rng.choice(len(LEVELS), len(person), p=_shares(care.levels))
    diagnosis = _diagnosed(people, person, year, rng)
    entries = diagnoses()
    usual = np.array([care.days[name] for name in LEVELS])[level]
    usual = usual * np.array([entry.days for entry in entries])[diagnosis]
    slot = _YEAR / count[person]
    apart = np.where(nth > 0, APART, 0)
    days = np.clip(rng.gamma(2.5, usual / 2.5), 1, slot - apart - 1).astype(np.int64)
    begin = nth * slot + apart + rng.random(len(person)) * (slot - apart - days)
    begin = day(year) + np.minimum(begin.astype(np.int64), _YEAR - days - 1)
    end = begin + days
    last = nth == count[person] - 1
    old = ages(people, day(year))[person] >= _OLD
    dies = last & old & (rng.random(len(person)) < care.dead)
    people["died"][person[dies]] = end[dies]
    late = (end >= day(year, 12, 31) - _LAST_DAYS) & ~dies
    way = np.where(rng.random(len(person)) < _BY_WILL, BY_WILL, BY_ORDER)
    operated = np.array([entry.operated for entry in entries])[diagnosis]
    return {
        "person": person,
        "kind": np.full(len(person), STAY),
        "begin": begin,
        "minute": _OPENS + rng.integers(0, _HOURS, len(person)),
        "days": days,
        "level": level,
        "place": _hospital(shape, people, person, level, places, rng),
        "diagnosis": diagnosis,
        "operated": rng.random(len(person)) < operated,
        "emergency": rng.random(len(person)) < _EMERGENCIES,
        "open": late & (rng.random(len(person)) < care.open_at_year_end),
        "way": np.where(dies, DIED, way),
        "plant": np.zeros(len(person), np.int64),
    }


def draw_visits(
    shape: Shape, people: Columns, year: int, places: Places, rng: np.random.Generator
) -> Columns:
    """Draw ordinary visits and those for chronic diseases, any day of the year."""
    care = shape.care
    employee = people["scheme"] == EMPLOYEE
    factor = _by_age(care.visits_by_age, people, year) * people["frailty"]
    factor = factor * (people["died"] >= day(year))
    ordinary = np.where(employee, care.visits_employee, care.visits_resident) * factor
    held = people["chronic"] / max(float(people["chronic"].mean()), 1e-9)
    chronic = np.where(employee, care.chronic_employee, care.chronic_resident) * held
    counts = rng.poisson(ordinary), rng.poisson(chronic * (people["died"] >= day(year)))
    person = np.concatenate([_repeated(count)[0] for count in counts])
    kind = np.repeat([ORDINARY, CHRONIC], [len(_repeated(count)[0]) for count in counts])
    size = len(person)
    level = np.where(kind == CHRONIC, rng.choice(3, size, p=[0.1, 0.4, 0.5]), 2)
    hospital = (kind == ORDINARY) & (rng.random(size) < 0.3)  # noqa: PLR2004 — the rest at home
    level = np.where(hospital, rng.choice(3, size, p=[0.15, 0.45, 0.4]), level)
    place = _hospital(shape, people, person, level, places, rng, away=0)
    village = (kind == ORDINARY) & ~hospital & (rng.random(size) < 0.6)  # noqa: PLR2004
    homes = places.of_kind(_VILLAGE)
    place = np.where(village, homes[people["household"][person] % len(homes)], place)
    usual = [n for n, entry in enumerate(diagnoses()) if not entry.sex and entry.ages == (0, 120)]
    lasting = [n for n, entry in enumerate(diagnoses()) if entry.chronic]
    steady = np.array(lasting)[people["number"][person] % len(lasting)]
    return {
        "person": person,
        "kind": kind,
        "begin": day(year) + rng.integers(0, _YEAR, size),
        "minute": _OPENS + rng.integers(0, _HOURS, size),
        "days": np.zeros(size, np.int64),
        "level": level,
        "place": place,
        "diagnosis": np.where(kind == CHRONIC, steady, rng.choice(usual, size)),
        "operated": np.zeros(size, bool),
        "emergency": (kind == ORDINARY) & (rng.random(size) < _EMERGENCIES),
        "open": np.zeros(size, bool),
        "way": np.zeros(size, np.int64),
        "plant": np.zeros(size, np.int64),
    }


def keep_possible(people: Columns, stays: Columns, visits: Columns) -> Columns:
    """Leave out visits on a day that their person spends in hospital, or after their death.

    `stays` must be ordered by person and begin.
    """
    span = 100_000
    starts = stays["person"] * span + stays["begin"]
    # A stay within another ends before it: what counts is the latest end so far of the person.
    ends = np.maximum.accumulate(starts + stays["days"])
    wanted = visits["person"] * span + visits["begin"]
    at = np.searchsorted(starts, wanted, side="right") - 1
    inside = (at >= 0) & (ends[np.maximum(at, 0)] >= wanted)
    dead = visits["begin"] > people["died"][visits["person"]]
    return pick(visits, ~inside & ~dead)


def _by_age(steps: Steps, people: Columns, year: int) -> Array:
    """Give each person's factor by age; the factors' mean over the people is one."""
    starts, factors = (np.array([step[n] for step in steps]) for n in (0, 1))
    age = np.maximum(ages(people, day(year)), 0)
    factor = factors[np.searchsorted(starts, age, side="right") - 1]
    return factor / max(float(factor.mean()), 1e-9)


def _repeated(count: Array) -> tuple[Array, Array]:
    """Give an index for each of `count` things of everyone, and its number among them."""
    person = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(person)) - (np.cumsum(count) - count)[person]
    return person, nth


def _shares(named: Mapping[str, float]) -> Array:
    values = np.array([named[name] for name in LEVELS])
    return np.asarray(values / values.sum())


def _diagnosed(people: Columns, person: Array, year: int, rng: np.random.Generator) -> Array:
    """Draw diagnoses by their weights, anew for whom they cannot befall."""
    entries = diagnoses()
    weights = np.array([entry.weight for entry in entries])
    cumulated = np.cumsum(weights / weights.sum())
    low, high = (np.array([entry.ages[n] for entry in entries]) for n in (0, 1))
    sex = np.array([entry.sex for entry in entries])
    age = np.maximum(ages(people, day(year)), 0)[person]
    own = np.where(people["female"][person], 2, 1)
    found = np.full(len(person), _place_of(entries, _FALLBACK))
    left = np.arange(len(person))
    for _ in range(_TRIES):
        drawn = np.searchsorted(cumulated, rng.random(len(left)), side="right")
        drawn = np.minimum(drawn, len(entries) - 1)
        fits = (age[left] >= low[drawn]) & (age[left] <= high[drawn])
        fits &= (sex[drawn] == 0) | (sex[drawn] == own[left])
        found[left[fits]] = drawn[fits]
        left = left[~fits]
    return found


def _place_of(entries: tuple[Diagnosis, ...], code: str) -> int:
    return next(n for n, entry in enumerate(entries) if entry.code == code)


def _hospital(
    shape: Shape, people: Columns, person: Array, level: Array, places: Places,
    rng: np.random.Generator, away: float | None = None,
) -> Array:  # fmt: skip
    """Give the hospital of each: the township's own on the first level, any on the others."""
    elsewhere = shape.care.away if away is None else away
    found = np.zeros(len(person), np.int64)
    for kind in range(len(LEVELS)):
        there, here = level == kind, places.of_kind(kind)
        found[there] = rng.choice(here, int(there.sum()))
    homes = places.of_kind(2)
    found = np.where(level == 2, homes[people["household"][person] % len(homes)], found)  # noqa: PLR2004
    gone = (level == 0) & (rng.random(len(person)) < elsewhere)
    return np.where(gone, rng.choice(places.of_kind(AWAY_KIND), len(person)), found)
