"""What a policy declares: for whom an entry is, and what it pays; amounts in fen, rates exact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from jixiao.fund.benefits.year import BURDEN, NO_LIMIT

Steps = tuple[tuple[int, Fraction], ...]
"""Rates from some fen on: (from, rate), the lowest first."""


class Case(NamedTuple):
    """What of a claim decides what is said of it, as codes; '' stands for none or any other."""

    insutype: str
    psn_type: str
    psn_idet_type: str
    med_type: str
    hosp_lv: str
    filing: str
    dise_no: str
    cvlserv_flag: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """The codes for which an entry is; None where any will do. `levels` are names of levels."""

    insutype: frozenset[str] | None = None
    psn_type: frozenset[str] | None = None
    med_type: frozenset[str] | None = None
    dise_no: frozenset[str] | None = None
    psn_idet_type: frozenset[str] | None = None
    filing: frozenset[str] | None = None
    cvlserv_flag: frozenset[str] | None = None
    levels: frozenset[str] | None = None

    def fit(self, case: Case, levels: tuple[str, ...]) -> bool:
        """Whether the entry is for a case, whose hospital's level has these names."""
        return (
            (self.insutype is None or case.insutype in self.insutype)
            and (self.psn_type is None or case.psn_type in self.psn_type)
            and (self.med_type is None or case.med_type in self.med_type)
            and (self.dise_no is None or case.dise_no in self.dise_no)
            and (self.psn_idet_type is None or case.psn_idet_type in self.psn_idet_type)
            and (self.filing is None or case.filing in self.filing)
            and (self.cvlserv_flag is None or case.cvlserv_flag in self.cvlserv_flag)
            and (self.levels is None or not self.levels.isdisjoint(levels))
        )


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What an entry adds to its rates and multiplies them by, by code of a filing."""

    points: Mapping[str, Fraction] = field(default_factory=dict)
    factors: Mapping[str, Fraction] = field(default_factory=dict)

    def of_filing(self, rate: Fraction, filing: str) -> Fraction:
        """Return the rate as a filing changes it."""
        points = self.points.get(filing, Fraction(0))
        return (rate + points) * self.factors.get(filing, Fraction(1))


@dataclass(frozen=True, slots=True)
class BasicEntry:
    """An entry of the basic layer. What differs by level is a mapping from the level's name.

    `lines` are the start lines of the first visit of a year, the second and so on, the last of them
    for all that follow; `annual_lines` are used up once a year instead. `steps` are the rates of
    what lies above the start line. `accumulator` names what shares the limit and the count of
    visits, `deductible_accumulator` what shares the annual start line; `shared` says what of them
    all insurances share. Who holds an identity of `waived` has no start line; with `transfer` a stay
    after a transfer pays only the difference of start lines. `further` says whether what is left
    goes to the further layers.
    """

    name: str
    conditions: Conditions
    accumulator: str
    deductible_accumulator: str
    shared: frozenset[str]
    lines: Mapping[str, tuple[int, ...]]
    annual_lines: Mapping[str, int]
    waived: frozenset[str]
    transfer: bool
    steps: Mapping[str, Steps]
    adjustment: Adjustment
    case_caps: Mapping[str, int]
    cap: int
    further: bool


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """An entry of a further layer: what its steps pay of the year's burden, within a limit.

    `counts` are the columns outside the benefit scope that it counts as burden too; `shared` says
    what all insurances share.
    """

    name: str
    code: str
    field: str
    conditions: Conditions
    counts: frozenset[str]
    steps: Steps
    cap: int = NO_LIMIT
    shared: frozenset[str] = frozenset()
    base: int = BURDEN


@dataclass(frozen=True, slots=True)
class PersonalAccount:
    """Whose personal account pays of what is left, and whether it pays outside the scope too."""

    insutypes: frozenset[str]
    outside: bool
