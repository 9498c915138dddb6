"""Who lives in a synthetic bureau's area: households, ages, schemes, assistance identities."""

from typing import Any

import numpy as np
import numpy.typing as npt

from jixiao.fund.synthesis.shape import Shape

Array = npt.NDArray[Any]
Columns = dict[str, Array]
"""Columns of one length, by name: days since 1970, minutes of a day, fen, indexes, flags."""
RESIDENT, EMPLOYEE, VETERAN = 0, 1, 2
SCHEMES = ("390", "310", "340")
_AGEING = 3.0
"""Spread of the ages of a household's members around what its kind says, in years."""
_SCHOOL, _GROWN, _STUDENT, _OLD = 7, 18, 23, 60
_STUDYING = 0.3
_LIFELONG = 45
_MID_YEAR = 0.04
"""Share of identities that were recognised within the years, not before."""


def day(year: int, month: int = 1, date: int = 1) -> int:
    """Return a date as days since 1970."""
    return int(np.datetime64(f"{year:04}-{month:02}-{date:02}", "D").astype(int))


NEVER = day(9999)
"""The day of what does not happen within the years."""


def pick(columns: Columns, index: Array) -> Columns:
    """Return the rows that an index or a mask names."""
    return {name: values[index] for name, values in columns.items()}


def stack(*parts: Columns) -> Columns:
    """Put the rows of parts with the same columns under one another."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def draw_people(
    shape: Shape, count: int, first: int, years: range, rng: np.random.Generator
) -> Columns:
    """Draw `count` persons, numbered from `first` on, as they are before the first of the years.

    The columns are number, household, female, birth, scheme, chronic (holds a qualification for
    outpatient chronic diseases), frailty, identity (index from 1, 0 for none), identity_from, died
    (a day, or `NEVER`).
    """
    drawn = _draw_households(shape, count, rng)
    household, age = _draw_ages(shape, drawn, count, rng)
    scheme = _draw_schemes(shape, age, rng)
    identity, identity_from = _draw_identities(shape, len(drawn), years, rng)
    lifelong = age >= _LIFELONG
    holders = shape.care.chronic_share / max(float(lifelong.mean()), 0.01)
    return {
        "number": first + np.arange(count),
        "household": first + household,
        "female": rng.random(count) < shape.people.women,
        "birth": (day(years[0]) - age * 365.25).astype(np.int64),
        "scheme": scheme,
        "chronic": lifelong & (rng.random(count) < holders * lifelong.mean() * 2),
        "frailty": rng.gamma(shape.care.frailty, 1 / shape.care.frailty, count),
        "identity": np.where(scheme == RESIDENT, identity[household], 0),
        "identity_from": identity_from[household],
        "died": np.full(count, NEVER),
    }


def _draw_households(shape: Shape, count: int, rng: np.random.Generator) -> Array:
    """Draw the kind of each household, enough of them for `count` persons."""
    kinds = shape.people.households
    shares = np.array([kind.share for kind in kinds])
    shares = shares / shares.sum()
    sizes = np.array([1 + len(kind.others) for kind in kinds])
    households = int(count / (sizes * shares).sum() * 1.2) + 10
    drawn = rng.choice(len(kinds), households, p=shares)
    while sizes[drawn].sum() < count:
        drawn = np.concatenate([drawn, rng.choice(len(kinds), households, p=shares)])
    return drawn


def _draw_ages(
    shape: Shape, drawn: Array, count: int, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Draw the members of households; returns the household of each person, and the age in years."""
    kinds = shape.people.households
    sizes = np.array([1 + len(kind.others) for kind in kinds])
    youngest = np.array([kind.head[0] for kind in kinds])[drawn]
    oldest = np.array([kind.head[1] for kind in kinds])[drawn]
    head_age = youngest + rng.random(len(drawn)) * (oldest - youngest + 1)
    offsets = np.zeros((len(kinds), sizes.max()))
    for place, kind in enumerate(kinds):
        offsets[place, 1 : sizes[place]] = kind.others
    size = sizes[drawn]
    household = np.repeat(np.arange(len(drawn)), size)[:count]
    member = np.arange(len(household)) - (np.cumsum(size) - size)[household]
    age = head_age[household] + offsets[drawn[household], member]
    spread = np.where(member > 0, rng.normal(0, _AGEING, count), 0)
    return household, np.clip(age + spread, 0.01, 99)


def _draw_schemes(shape: Shape, age: Array, rng: np.random.Generator) -> Array:
    """Draw the scheme of each person: employees among the grown, veterans among the old."""
    count = len(age)
    studies = (age < _STUDENT) & (rng.random(count) < _STUDYING)
    grown = (age >= _GROWN) & ~studies
    employee = grown & (
        rng.random(count) < shape.people.employees / max(grown.mean(), 0.01)
    )
    scheme = np.where(employee, EMPLOYEE, RESIDENT)
    old = age >= _OLD
    veteran = old & (rng.random(count) < shape.people.veterans / max(old.mean(), 0.01))
    scheme[veteran] = VETERAN
    return scheme


def _draw_identities(
    shape: Shape, households: int, years: range, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Draw the identity of each household, or none, and the day from which it holds."""
    shares = [entry.share for entry in shape.people.identities]
    drawn = rng.choice(len(shares) + 1, households, p=[1 - sum(shares), *shares])
    before = day(years[0] - 2) + rng.integers(0, 700, households)
    within = day(years[0]) + rng.integers(0, 365 * len(years), households)
    return drawn, np.where(rng.random(households) < _MID_YEAR, within, before)


def ages(people: Columns, on: int) -> Array:
    """Return whole years of age on a day."""
    return ((on - people["birth"]) // 365.25).astype(np.int64)


def person_types(people: Columns, on: int) -> Array:
    """Return psn_type by scheme and age: codes of the national dictionary."""
    age = ages(people, on)
    resident = np.select(
        [
            age < _SCHOOL,
            age < _GROWN,
            (age < _STUDENT) & (people["number"] % 3 == 0),
            age < _OLD,
        ],
        ["41", "42", "43", "50"],
        "60",
    )
    return np.select(
        [people["scheme"] == EMPLOYEE, people["scheme"] == VETERAN],
        [np.where(age < _OLD, "11", "21"), np.full(len(age), "31")],
        resident,
    )
