"""What a synthetic bureau is, and its years drawn as numbers, chunk by chunk of its people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from jixiao.fund.benefits import Policies
from jixiao.fund.synthesis.bills import draw_lines
from jixiao.fund.synthesis.care import STAY, draw_stays, draw_visits, keep_possible
from jixiao.fund.synthesis.people import (
    RESIDENT,
    SCHEMES,
    Columns,
    day,
    draw_people,
    person_types,
    pick,
    stack,
)
from jixiao.fund.synthesis.places import AWAY_KIND, Places
from jixiao.fund.synthesis.plants import Plant, plant_stays, plant_visits
from jixiao.fund.synthesis.printing import arrow
from jixiao.fund.synthesis.shape import Shape, diagnoses

CHUNK = 40_000
"""Persons drawn at once: what a year of them needs fits in a gigabyte."""
_MOST_DIAGNOSES = 8
_LIVING_AWAY = 5
"""One in so many of those treated away lives there."""
_OCCASION = 180
"""Days that a filing for a single occasion holds."""
_OPERATED_TWICE = 0.5
_TRAVEL = 60
"""Minutes from one institution to another, at least."""
"""Share of the stays with an operation that have two."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """What is drawn: how many are insured, in which years, from which seed, paid by which policies."""

    shape: Shape
    insured: int
    years: range
    seed: int
    policies: Policies
    chunk: int = CHUNK

    def rng(self, *path: int) -> np.random.Generator:
        """Return the random numbers of a part, the same whatever is drawn before."""
        return np.random.default_rng([self.seed, self.insured, *path])

    @property
    def chunks(self) -> range:
        """The numbers of the first person of each chunk."""
        return range(0, self.insured, self.chunk)


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """A year of a chunk of people: the drawn rows by name.

    Ids of its visits and lines start at `first_id`. `suffix` keeps the chunks' files apart, `last`
    marks the last year.
    """

    year: int
    chunk: int
    suffix: str
    last: bool
    first_id: int
    tables: Mapping[str, pa.Table]


def draw_years(bureau: Bureau, places: Places) -> Iterator[DrawnYear]:
    """Draw the people chunk by chunk, and their care year by year."""
    for chunk, first in enumerate(bureau.chunks):
        suffix = f"-{chunk + 1:03}" if len(bureau.chunks) > 1 else ""
        count = min(bureau.chunk, bureau.insured - first)
        people = draw_people(
            bureau.shape, count, first, bureau.years, bureau.rng(1, chunk)
        )
        for year in bureau.years:
            first_id = (year % 100 * 10_000 + chunk + 1) * 100_000_000
            tables = _draw(
                bureau, people, places, year, first_id, bureau.rng(2, chunk, year)
            )
            last = year == bureau.years[-1]
            yield DrawnYear(year, chunk, suffix, last, first_id, tables)


def _draw(
    bureau: Bureau,
    people: Columns,
    places: Places,
    year: int,
    first_id: int,
    rng: np.random.Generator,
) -> dict[str, pa.Table]:
    """Draw a year; who dies in it is marked in the people."""
    enrolled = _enrolled(bureau, people, year, rng)
    stays = draw_stays(bureau.shape, people, year, places, rng)
    stays = plant_stays(bureau.shape, people, stays, places, rng)
    visits = draw_visits(bureau.shape, people, year, places, rng)
    visits = keep_possible(people, stays, visits)
    visits = plant_visits(bureau.shape, visits, stays, places, rng)
    visits = stack(stays, visits)
    visits = pick(
        visits, np.lexsort((visits["minute"], visits["begin"], visits["person"]))
    )
    _leave_time_to_travel(visits)
    lines = draw_lines(bureau.shape, people, visits, places, rng)
    lines["line"] = first_id + np.arange(len(lines["visit"]))
    listed_diagnoses, operations = _diagnoses(visits, rng)
    return {
        # Copied, for the next year marks who dies in it while this one is printed.
        "drawn_people": arrow({name: values.copy() for name, values in people.items()}),
        "enrolled": enrolled,
        "drawn_visits": _visits(bureau, people, visits, year, first_id, rng),
        "drawn_filings": _filings(bureau, people, visits, places, year, rng),
        "drawn_lines": arrow(lines),
        "drawn_diagnoses": listed_diagnoses,
        "drawn_operations": operations,
    }


def _leave_time_to_travel(visits: Columns) -> None:
    """Let who goes to two institutions on a day take a while from one to the other.

    Two places at once are planted, never drawn. Visits come ordered by person, day and minute.
    """
    person, day, place = visits["person"], visits["begin"], visits["place"]
    is_visit, minute = visits["kind"] != STAY, visits["minute"]
    is_next = (person[1:] == person[:-1]) & (day[1:] == day[:-1])
    is_next &= (place[1:] != place[:-1]) & is_visit[1:] & is_visit[:-1]
    for at in np.flatnonzero(is_next):
        minute[at + 1] = max(minute[at + 1], minute[at] + _TRAVEL)


def _enrolled(
    bureau: Bureau, people: Columns, year: int, rng: np.random.Generator
) -> pa.Table:
    """Return who is enrolled in a year, what they pay, and what is paid for them, in yuan."""
    shape = bureau.shape
    alive = people["died"] >= day(year)
    resident = people["scheme"] == RESIDENT
    enrolled = alive & (~resident | (rng.random(len(alive)) < shape.people.enrolled))
    subsidised_shares = np.array(
        [0, *(entry.subsidy for entry in shape.people.identities)]
    )
    entitled = (
        (people["identity"] > 0) & (people["identity_from"] <= day(year)) & resident
    )
    granted = entitled & (rng.random(len(alive)) < shape.contributions.subsidised)
    due = _of_year(shape.contributions.resident, year)
    full_subsidy = (subsidised_shares[people["identity"]] * due).astype(np.int64)
    subsidy = np.where(granted, full_subsidy, 0)
    columns = {
        "number": people["number"],
        "insutype": np.array(SCHEMES)[people["scheme"]],
        "psn_type": person_types(people, day(year)),
        "begndate": np.full(len(alive), day(year)),
        "enddate": np.minimum(people["died"], day(year, 12, 31)),
        "paid": np.where(resident, due - subsidy, 0),
        "subsidy": subsidy,
    }
    return arrow(pick(columns, enrolled))


def _of_year(by_year: Mapping[str, int], year: int) -> int:
    """The amount of a year, or of the nearest year that is known."""
    nearest = min(by_year, key=lambda known: abs(int(known) - year))
    return int(by_year[nearest])


def _visits(
    bureau: Bureau,
    people: Columns,
    visits: Columns,
    year: int,
    first: int,
    rng: np.random.Generator,
) -> pa.Table:
    """Return the visits with all that is printed of them."""
    person, size = visits["person"], len(visits["person"])
    stay = visits["kind"] == STAY
    births = np.array([entry.code.startswith("O8") for entry in diagnoses()])
    leaves = np.where(stay, 9 * 60 + rng.integers(0, 480, size), visits["minute"] + 25)
    short = stay & (visits["days"] == 0)
    leaves = np.where(short, np.maximum(leaves, visits["minute"] + 60), leaves)
    columns = visits | {
        "visit": np.arange(size),
        "id": first + np.arange(size),
        "number": people["number"][person],
        "insutype": np.array(SCHEMES)[people["scheme"][person]],
        "psn_type": person_types(people, day(year))[person],
        "delivery": births[visits["diagnosis"]] & (visits["plant"] != Plant.WRONG_SEX),
        "leaves": leaves,
        "cancelled": rng.random(size) < bureau.shape.care.cancelled,
    }
    return arrow(columns)


def _filings(
    bureau: Bureau,
    people: Columns,
    visits: Columns,
    places: Places,
    year: int,
    rng: np.random.Generator,
) -> pa.Table:
    """Return the filings of stays away: those who live there for the year, others for the occasion."""
    away = (visits["kind"] == STAY) & (places.kinds[visits["place"]] == AWAY_KIND)
    away &= rng.random(len(away)) < bureau.shape.care.filed
    person, begin = visits["person"][away], visits["begin"][away]
    lives = people["number"][person] % _LIVING_AWAY == 0
    rows = np.stack(
        [
            people["number"][person],
            np.where(lives, 1, 2),
            np.where(lives, day(year), begin - rng.integers(0, 4, len(begin))),
            np.where(lives, day(year, 12, 31), begin + _OCCASION),
        ]
    )
    number, kind, begins, ends = np.unique(rows, axis=1)
    return arrow({"number": number, "kind": kind, "begins": begins, "ends": ends})


def _diagnoses(visits: Columns, rng: np.random.Generator) -> tuple[pa.Table, pa.Table]:
    """Draw one to eight diagnoses of each stay, its main diagnosis first, and operations."""
    stays = np.flatnonzero(visits["kind"] == STAY)
    counts = np.clip(1 + rng.poisson(2.5, len(stays)), 1, _MOST_DIAGNOSES)
    visit = np.repeat(stays, counts)
    nth = np.arange(len(visit)) - np.repeat(np.cumsum(counts) - counts, counts)
    entries = diagnoses()
    usual = np.array([place for place, entry in enumerate(entries) if not entry.sex])
    diagnosis = np.where(
        nth == 0, visits["diagnosis"][visit], rng.choice(usual, len(visit))
    )
    operated = stays[visits["operated"][stays]]
    operations = 1 + (rng.random(len(operated)) < _OPERATED_TWICE).astype(np.int64)
    operation = np.repeat(operated, operations)
    is_second = np.zeros(len(operation), bool)
    is_second[1:] = operation[1:] == operation[:-1]
    return (
        arrow({"visit": visit, "nth": nth, "also": diagnosis}),
        arrow({"visit": operation, "nth": 1 + is_second.astype(np.int64)}),
    )
