"""Discharged cases as arrays: codes by number, diagnoses and operations one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
UNKNOWN = -1
"""Stands for a number that a case does not give, and for no code."""
NUMBERS = (
    "sex",
    "age",
    "age_days",
    "birth_weight",
    "days",
    "way",
    "ventilated",
    "icu_days",
)
"""What rules ask of a case besides its codes: sex as coded, age in years and in days, grams, days of
the stay, how it ended as coded, hours of ventilation, days in intensive care."""
SEX, AGE, AGE_DAYS, BIRTH_WEIGHT, DAYS, WAY, VENTILATED, ICU_DAYS = range(len(NUMBERS))


@dataclass(frozen=True, slots=True)
class CaseCodes:
    """Codes of cases, of one kind: case n has `codes[starts[n]:starts[n + 1]]`, the main one first.

    A code is its place in `names`. `has_main` says of each case whether its first is marked as main.
    """

    names: Sequence[str]
    starts: Array
    codes: Array
    has_main: Array

    @property
    def main(self) -> Array:
        """The first code of each case, UNKNOWN where it has none."""
        some = self.starts[1:] > self.starts[:-1]
        first = np.full(len(some), UNKNOWN, np.int64)
        first[some] = self.codes[self.starts[:-1][some]]
        return first

    @property
    def counts(self) -> Array:
        """How many codes each case has."""
        return self.starts[1:] - self.starts[:-1]

    def of(self, case: int) -> list[str]:
        """Return the codes of a case as they are written."""
        of_case = self.codes[self.starts[case] : self.starts[case + 1]]
        return [self.names[code] for code in of_case]

    def without(self, unwanted: Array) -> "CaseCodes":
        """Return the codes without those that `unwanted` (a flag by code) leaves out."""
        kept = ~unwanted[self.codes] if len(self.codes) else np.zeros(0, bool)
        owners = np.repeat(np.arange(len(self.counts)), self.counts)[kept]
        counts = np.bincount(owners, minlength=len(self.counts))
        starts = np.concatenate(([0], np.cumsum(counts)))
        return CaseCodes(self.names, starts, self.codes[kept], self.has_main)


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases in an order: `keys` name them, `costs` are fen, `numbers` one row of NUMBERS a case."""

    keys: Sequence[str]
    years: Array
    costs: Array
    numbers: Array
    diagnoses: CaseCodes
    operations: CaseCodes

    def __len__(self) -> int:
        return len(self.costs)

    def take(self, kept: Array) -> "Cases":
        """Return some of the cases: `kept` flags them."""
        places = np.flatnonzero(kept)
        return Cases(
            [self.keys[n] for n in places.tolist()],
            self.years[kept],
            self.costs[kept],
            self.numbers[kept],
            _taken(self.diagnoses, places),
            _taken(self.operations, places),
        )


def _taken(codes: CaseCodes, places: Array) -> CaseCodes:
    counts = codes.counts[places]
    starts = np.concatenate(([0], np.cumsum(counts)))
    inside = np.arange(starts[-1]) - np.repeat(starts[:-1], counts)
    taken = codes.codes[np.repeat(codes.starts[:-1][places], counts) + inside]
    return CaseCodes(codes.names, starts, taken, codes.has_main[places])


@dataclass(frozen=True, slots=True)
class Case:
    """One case as a person writes it: the first diagnosis and operation are the main ones."""

    diagnoses: Sequence[str]
    operations: Sequence[str] = ()
    cost: int = 0
    year: int = 0
    key: str = "1"
    numbers: Mapping[str, int] | None = None


def cases_of(written: Sequence[Case]) -> Cases:
    """Return written cases as arrays; what is said of none of NUMBERS is UNKNOWN.

    Raises:
        KeyError: a number is none of NUMBERS.
    """
    numbers = np.full((len(written), len(NUMBERS)), UNKNOWN, np.int64)
    for row, case in enumerate(written):
        for name, value in (case.numbers or {}).items():
            numbers[row, {each: n for n, each in enumerate(NUMBERS)}[name]] = value
    return Cases(
        [case.key for case in written],
        np.array([case.year for case in written], np.int64),
        np.array([case.cost for case in written], np.int64),
        numbers,
        _coded([case.diagnoses for case in written]),
        _coded([case.operations for case in written]),
    )


def _coded(lists: Sequence[Sequence[str]]) -> CaseCodes:
    names = sorted({code for codes in lists for code in codes})
    places = {name: n for n, name in enumerate(names)}
    counts = np.array([len(codes) for codes in lists], np.int64)
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    codes = np.array([places[c] for codes in lists for c in codes], np.int64)
    return CaseCodes(names, starts, codes, counts > 0)
