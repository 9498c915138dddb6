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
    """Give a date as days since 1970."""
    return int(np.datetime64(f"{year:04}-{month:02}-{date:02}", "D").astype(int))


def pick(columns: Columns, index: Array) -> Columns:
    """Give the rows that an index or a mask names."""
    return {name: values[index] for name, values in columns.items()}


def stack(*parts: Columns) -> Columns:
    """Put the rows of parts with the same columns under one another."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def draw_people(
    shape: Shape, count: int, first: int, years: range, rng: np.random.Generator
) -> Columns:
    """Draw `count` persons, numbered from `first` on, as they are before the first of the years.

    Gives number, household, female, birth, scheme, chronic (holds a qualification for outpatient
    chronic diseases), frailty, identity (index from 1, 0 for none), identity_from, died (a day,
    or one that never comes).
    """
    people = shape.people
    kinds = len(people.households)
    shares = np.array([kind.share for kind in people.households])
    sizes = np.array([1 + len(kind.others) for kind in people.households])
    households = int(count / (sizes * shares / shares.sum()).sum() * 1.2) + 10
    drawn = rng.choice(kinds, households, p=shares / shares.sum())
    while sizes[drawn].sum() < count:
        drawn = np.concatenate([drawn, rng.choice(kinds, households, p=shares / shares.sum())])
    low, high = (np.array([kind.head[n] for kind in people.households])[drawn] for n in (0, 1))
    head = low + rng.random(len(drawn)) * (high - low + 1)
    offsets = np.zeros((kinds, sizes.max()))
    for place, kind in enumerate(people.households):
        offsets[place, 1 : sizes[place]] = kind.others
    size = sizes[drawn]
    household = np.repeat(np.arange(len(drawn)), size)[:count]
    member = np.arange(len(household)) - (np.cumsum(size) - size)[household]
    age = head[household] + offsets[drawn[household], member]
    age = np.clip(age + np.where(member > 0, rng.normal(0, _AGEING, count), 0), 0.01, 99)
    birth = (day(years[0]) - age * 365.25).astype(np.int64)
    grown = (age >= _GROWN) & ~((age < _STUDENT) & (rng.random(count) < _STUDYING))
    employee = grown & (rng.random(count) < people.employees / max(grown.mean(), 0.01))
    scheme = np.where(employee, EMPLOYEE, RESIDENT)
    old = age >= _OLD
    veteran = old & (rng.random(count) < people.veterans / max(old.mean(), 0.01))
    scheme[veteran] = VETERAN
    holders = shape.care.chronic_share / max(float((age >= _LIFELONG).mean()), 0.01)
    identity, begun = _identities(shape, len(drawn), years, rng)
    return {
        "number": first + np.arange(count),
        "household": first + household,
        "female": rng.random(count) < people.women,
        "birth": birth,
        "scheme": scheme,
        "chronic": (age >= _LIFELONG)
        & (rng.random(count) < holders * (age >= _LIFELONG).mean() * 2),
        "frailty": rng.gamma(shape.care.frailty, 1 / shape.care.frailty, count),
        "identity": np.where(scheme == RESIDENT, identity[household], 0),
        "identity_from": begun[household],
        "died": np.full(count, day(9999)),
    }


def _identities(
    shape: Shape, households: int, years: range, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Give each household an identity, or none, and the day from which it holds."""
    shares = [entry.share for entry in shape.people.identities]
    drawn = rng.choice(len(shares) + 1, households, p=[1 - sum(shares), *shares])
    before = day(years[0] - 2) + rng.integers(0, 700, households)
    within = day(years[0]) + rng.integers(0, 365 * len(years), households)
    return drawn, np.where(rng.random(households) < _MID_YEAR, within, before)


def ages(people: Columns, on: int) -> Array:
    """Give whole years of age on a day."""
    return ((on - people["birth"]) // 365.25).astype(np.int64)


def person_types(people: Columns, on: int) -> Array:
    """Give psn_type by scheme and age: codes of the national dictionary."""
    age = ages(people, on)
    resident = np.select(
        [age < _SCHOOL, age < _GROWN, (age < _STUDENT) & (people["number"] % 3 == 0), age < _OLD],
        ["41", "42", "43", "50"],
        "60",
    )
    return np.select(
        [people["scheme"] == EMPLOYEE, people["scheme"] == VETERAN],
        [np.where(age < _OLD, "11", "21"), np.full(len(age), "31")],
        resident,
    )
