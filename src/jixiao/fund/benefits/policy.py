"""Benefit policies: dated data that say what is paid to whom. How a file says it: `reading.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.entry import (
    BasicEntry,
    Case,
    Insurance,
    LayerEntry,
    PersonalAccount,
)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: its entries from `valid_from` to `valid_to`, both included.

    `levels` gives the names of each hosp_lv, the finest first; `identities`, `diseases`,
    `cares` and `items` the codes of each name; `codes` those that a claim may bear; `fields` the column that each
    further layer pays into, in their order. `pays_line_again` says whether what goes on of a stay after
    New Year pays a start line of its own.
    """

    code: str
    title: str
    basis: str
    confirmed: bool
    valid_from: date
    valid_to: date
    year_of: str
    pays_line_again: bool
    codes: Mapping[str, frozenset[str]]
    levels: Mapping[str, tuple[str, ...]]
    identities: Mapping[str, Sequence[str]]
    diseases: Mapping[str, Sequence[str]]
    cares: Mapping[str, Sequence[str]]
    items: Mapping[str, Sequence[str]]
    insurance: Insurance | None
    basic: Mapping[str, BasicEntry]
    layers: Mapping[str, LayerEntry]
    fields: Mapping[str, str]
    account: PersonalAccount | None

    @property
    def identity_names(self) -> dict[str, str]:
        """The name of each identity's code, in the policy's order."""
        return {code: name for name, codes in self.identities.items() for code in codes}

    @property
    def named_diseases(self) -> set[str]:
        """The codes of the diseases that entries may speak of."""
        return {code for codes in self.diseases.values() for code in codes}

    def holds_on(self, day: date) -> bool:
        """Whether the policy is in force on a day."""
        return self.valid_from <= day <= self.valid_to

    def basic_of(self, case: Case) -> BasicEntry | None:
        """Return the entry of the basic layer: the last that fits, one of its disease before others."""
        levels = self.levels[case.hosp_lv]
        fitting = [
            entry
            for entry in self.basic.values()
            if entry.conditions.fit(case, levels)
            and any(level in entry.steps for level in levels)
        ]
        of_disease = [entry for entry in fitting if entry.conditions.dise_no]
        return next(reversed(of_disease or fitting), None)

    def layer_of(self, code: str, case: Case) -> LayerEntry | None:
        """Return the entry of a further layer: the last that fits."""
        levels = self.levels[case.hosp_lv]
        fitting = [
            entry
            for entry in self.layers.values()
            if entry.code == code and entry.conditions.fit(case, levels)
        ]
        return next(reversed(fitting), None)


Policies = Sequence[Policy]


def refuse_days_in_common(policies: Policies) -> None:
    """Refuse policies that hold on the same days: nobody knows by which a claim is settled.

    Raises:
        FaultyEntry: two of them do; the message names both and the days.
    """
    for earlier, later in combinations(policies, 2):
        first = max(earlier.valid_from, later.valid_from)
        last = min(earlier.valid_to, later.valid_to)
        if first <= last:
            message = (
                f"政策 {earlier.code} 和 {later.code} 的起止重叠：{first} 至 {last} 两个都有效，"
                "不知道按哪一个结算。请改 valid_from、valid_to 使其前后相接，或只用其中一个。"
            )
            raise FaultyEntry(message)
