"""Who goes where for care, and for how long: stays, ordinary visits, visits for chronic diseases."""

from collections.abc import Mapping

import numpy as np

from jixiao.fund.synthesis.people import EMPLOYEE, Array, Columns, ages, day, pick
from jixiao.fund.synthesis.places import AWAY_KIND, KINDS, LEVELS, Places
from jixiao.fund.synthesis.shape import Shape, Steps, diagnoses, diagnosis_place

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
_IN_HOSPITAL = 0.3
"""Share of ordinary visits that are to a hospital of any level."""
_IN_VILLAGE = 0.6
"""Share of the other ordinary visits that are to the village's room; the rest to the township."""
_LEVELS_OF_CHRONIC = (0.1, 0.4, 0.5)
_LEVELS_OF_VISITS = (0.15, 0.45, 0.4)
_TOWNSHIP = LEVELS.index("一级")


def draw_stays(
    shape: Shape, people: Columns, year: int, places: Places, rng: np.random.Generator
) -> Columns:
    """Draw the stays of a year, no two of a person closer than `APART` days.

    Marks who dies in a stay in `people["died"]`. `person` is an index into people; `days` counts
    nights; `open` stays are not discharged at the year's end.
    """
    care = shape.care
    rate = np.where(
        people["scheme"] == EMPLOYEE, care.stays_employee, care.stays_resident
    )
    expected = rate * _by_age(care.stays_by_age, people, year) * people["frailty"]
    alive = people["died"] >= day(year)
    count = np.minimum(rng.poisson(expected * alive), _MOST_STAYS)
    person, nth = _repeated(count)
    size = len(person)
    level = rng.choice(len(LEVELS), size, p=_shares(care.levels))
    diagnosis = _diagnosed(people, person, year, rng)
    usual_days = np.array([care.days[name] for name in LEVELS])[level]
    usual_days = usual_days * np.array([entry.days for entry in diagnoses()])[diagnosis]
    begin, days = _placed_in_year(usual_days, count[person], nth, rng)
    begin += day(year)
    end = begin + days
    last = nth == count[person] - 1
    old = ages(people, day(year))[person] >= _OLD
    dies = last & old & (rng.random(size) < care.dead)
    people["died"][person[dies]] = end[dies]
    late = (end >= day(year, 12, 31) - _LAST_DAYS) & ~dies
    way = np.where(rng.random(size) < _BY_WILL, BY_WILL, BY_ORDER)
    operated = np.array([entry.operated for entry in diagnoses()])[diagnosis]
    return {
        "person": person,
        "kind": np.full(size, STAY),
        "begin": begin,
        "minute": _OPENS + rng.integers(0, _HOURS, size),
        "days": days,
        "level": level,
        "place": _hospital(shape, people, person, level, places, rng),
        "diagnosis": diagnosis,
        "operated": rng.random(size) < operated,
        "emergency": rng.random(size) < _EMERGENCIES,
        "open": late & (rng.random(size) < care.open_at_year_end),
        "way": np.where(dies, DIED, way),
        "plant": np.zeros(size, np.int64),
    }


def _placed_in_year(
    usual_days: Array, stays: Array, nth: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Draw the first day (from 0) and the nights of each stay, the nth of its person's `stays`."""
    slot = _YEAR / stays
    apart = np.where(nth > 0, APART, 0)
    days = np.clip(rng.gamma(2.5, usual_days / 2.5), 1, slot - apart - 1).astype(
        np.int64
    )
    begin = nth * slot + apart + rng.random(len(nth)) * (slot - apart - days)
    return np.minimum(begin.astype(np.int64), _YEAR - days - 1), days


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
    of_ordinary = rng.poisson(ordinary)
    of_chronic = rng.poisson(chronic * (people["died"] >= day(year)))
    parts = _repeated(of_ordinary)[0], _repeated(of_chronic)[0]
    person = np.concatenate(parts)
    kind = np.repeat([ORDINARY, CHRONIC], [len(part) for part in parts])
    size = len(person)
    level = np.where(kind == CHRONIC, rng.choice(3, size, p=_LEVELS_OF_CHRONIC), 2)
    in_hospital = (kind == ORDINARY) & (rng.random(size) < _IN_HOSPITAL)
    level = np.where(in_hospital, rng.choice(3, size, p=_LEVELS_OF_VISITS), level)
    place = _hospital(shape, people, person, level, places, rng, away=0)
    in_village = (kind == ORDINARY) & ~in_hospital & (rng.random(size) < _IN_VILLAGE)
    villages = places.of_kind(_VILLAGE)
    place = np.where(
        in_village, villages[people["household"][person] % len(villages)], place
    )
    entries = list(enumerate(diagnoses()))
    usual = [n for n, entry in entries if not entry.sex and entry.ages == (0, 120)]
    lasting = [n for n, entry in entries if entry.chronic]
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
    dead = visits["begin"] > people["died"][visits["person"]]
    if not len(stays["person"]):
        return pick(visits, ~dead)
    span = 100_000
    starts = stays["person"] * span + stays["begin"]
    # A stay within another ends before it: what counts is the latest end so far of the person.
    ends = np.maximum.accumulate(starts + stays["days"])
    moment = visits["person"] * span + visits["begin"]
    stay_before = np.searchsorted(starts, moment, side="right") - 1
    inside = (stay_before >= 0) & (ends[np.maximum(stay_before, 0)] >= moment)
    return pick(visits, ~inside & ~dead)


def _by_age(steps: Steps, people: Columns, year: int) -> Array:
    """Return each person's factor by age; the factors' mean over the people is one."""
    starts = np.array([start for start, _ in steps])
    factors = np.array([factor for _, factor in steps])
    age = np.maximum(ages(people, day(year)), 0)
    factor = factors[np.searchsorted(starts, age, side="right") - 1]
    return factor / max(float(factor.mean()), 1e-9)


def _repeated(count: Array) -> tuple[Array, Array]:
    """Return the person of each of `count` visits a person, and its number among them from 0."""
    person = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(person)) - (np.cumsum(count) - count)[person]
    return person, nth


def _shares(named: Mapping[str, float]) -> Array:
    values = np.array([named[name] for name in LEVELS])
    return np.asarray(values / values.sum())


def _diagnosed(
    people: Columns, person: Array, year: int, rng: np.random.Generator
) -> Array:
    """Draw diagnoses by their weights, anew for whom they cannot befall."""
    entries = diagnoses()
    weights = np.array([entry.weight for entry in entries])
    cumulated = np.cumsum(weights / weights.sum())
    youngest = np.array([entry.ages[0] for entry in entries])
    oldest = np.array([entry.ages[1] for entry in entries])
    sex = np.array([entry.sex for entry in entries])
    age_of = np.maximum(ages(people, day(year)), 0)[person]
    sex_of = np.where(people["female"][person], 2, 1)
    diagnosis = np.full(len(person), diagnosis_place(_FALLBACK))
    left = np.arange(len(person))
    for _ in range(_TRIES):
        drawn = np.searchsorted(cumulated, rng.random(len(left)), side="right")
        drawn = np.minimum(drawn, len(entries) - 1)
        fits = (age_of[left] >= youngest[drawn]) & (age_of[left] <= oldest[drawn])
        fits &= (sex[drawn] == 0) | (sex[drawn] == sex_of[left])
        diagnosis[left[fits]] = drawn[fits]
        left = left[~fits]
    return diagnosis


def _hospital(
    shape: Shape,
    people: Columns,
    person: Array,
    level: Array,
    places: Places,
    rng: np.random.Generator,
    away: float | None = None,
) -> Array:
    """Draw the hospital of each: that of the township on the first level, any on the others."""
    share_away = shape.care.away if away is None else away
    hospital = np.zeros(len(person), np.int64)
    for kind in range(len(LEVELS)):
        of_level = level == kind
        hospital[of_level] = rng.choice(places.of_kind(kind), int(of_level.sum()))
    townships = places.of_kind(_TOWNSHIP)
    nearest = townships[people["household"][person] % len(townships)]
    hospital = np.where(level == _TOWNSHIP, nearest, hospital)
    goes_away = (level == 0) & (rng.random(len(person)) < share_away)
    return np.where(
        goes_away, rng.choice(places.of_kind(AWAY_KIND), len(person)), hospital
    )
