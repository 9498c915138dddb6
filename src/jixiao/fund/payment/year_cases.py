"""The cases of a year as arrays, as they are paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from jixiao.fund.payment.case_points import Array

TENTHS = 10_000
UNKNOWN = -1
"""Stands for no group."""


@dataclass(frozen=True, slots=True)
class YearCases:
    """The cases of a year, a number each: hospital and group (UNKNOWN: none) by their places.

    `costs` and `booked` (what the fund was booked to pay) are fen, `months` from 1. `types` are what
    cases are paid by besides, with the factors `auxiliary`; `added` what new technology adds; both
    ten-thousandths. `units` are how often a group's points count: the days of a group paid by day.
    `by_cost` flags what passed a special review: its points are what its cost is worth. `marked` are
    all the types of each case, as one text.
    """

    keys: Sequence[str]
    hospital_codes: Sequence[str]
    hospitals: Array
    group_codes: Sequence[str]
    groups: Array
    costs: Array
    booked: Array
    months: Array
    types: Sequence[str] | None = None
    auxiliary: Array | None = None
    added: Array | None = None
    units: Array | None = None
    by_cost: Array | None = None
    marked: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.costs)

    def take(self, places: Array) -> "YearCases":
        """Return the cases at some places, in that order."""

        def taken(column: Array | None) -> Array | None:
            return None if column is None else column[places]

        listed = places.tolist()
        return replace(
            self,
            keys=[self.keys[n] for n in listed],
            hospitals=self.hospitals[places],
            groups=self.groups[places],
            costs=self.costs[places],
            booked=self.booked[places],
            months=self.months[places],
            types=None if self.types is None else [self.types[n] for n in listed],
            auxiliary=taken(self.auxiliary),
            added=taken(self.added),
            units=taken(self.units),
            by_cost=taken(self.by_cost),
            marked=None if self.marked is None else [self.marked[n] for n in listed],
        )

    def of_hospital(self, code: str) -> Array:
        """Flag the cases of a hospital."""
        if code not in self.hospital_codes:
            return np.zeros(len(self), bool)
        return np.equal(self.hospitals, list(self.hospital_codes).index(code))
