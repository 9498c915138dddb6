"""What a policy declares: for whom an entry is, and what it pays; amounts in fen, rates exact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from jixiao.fund.benefits.year import NO_LIMIT

Steps = tuple[tuple[int, Fraction], ...]
"""Rates from some fen on: (from, rate), the lowest first."""


class Case(NamedTuple):
    """What of a claim decides what is said of it, as texts; '' stands for none or any other.

    `age`, `insured_years` and `insured_days` are whole numbers, or the lowest of those for which
    policies say the same; `insured_days` is -1 for who is not insured; '' where it is not known.
    `carried` is '1' for what goes on of a stay after New Year, '2' for a stay over New Year that was
    not parted, '0' for care of one year.
    """

    insutype: str
    psn_type: str
    psn_idet_type: str
    med_type: str
    hosp_lv: str
    filing: str
    dise_no: str = ""
    cvlserv_flag: str = "0"
    area: str = ""
    age: str = ""
    insured_years: str = ""
    insured_days: str = ""
    third_party: str = "0"
    carried: str = ""


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
    area: frozenset[str] | None = None
    age: range | None = None
    insured_years: range | None = None

    def fit(self, case: Case, levels: tuple[str, ...]) -> bool:
        """Whether the entry is for a case, whose hospital's level has these names."""
        return self._fit_codes(case, levels) and all(
            wanted is None or (value != "" and self._holds(wanted, value))
            for wanted, value in self._facts(case)
        )

    def missing(self, case: Case, levels: tuple[str, ...]) -> str | None:
        """Return what must be known of a case before anybody can say whether the entry is for it."""
        if not self._fit_codes(case, levels):
            return None
        facts = zip(("area", "age", "insured_years"), self._facts(case), strict=True)
        return next((n for n, (w, value) in facts if w is not None and not value), None)

    def _facts(
        self, case: Case
    ) -> tuple[tuple[frozenset[str] | range | None, str], ...]:
        return (
            (self.area, case.area),
            (self.age, case.age),
            (self.insured_years, case.insured_years),
        )

    @staticmethod
    def _holds(wanted: frozenset[str] | range, value: str) -> bool:
        return int(value) in wanted if isinstance(wanted, range) else value in wanted

    def _fit_codes(self, case: Case, levels: tuple[str, ...]) -> bool:
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


Dimension = Literal["psn_idet_type", "filing", "area"]
"""By which of a case's codes an entry is adjusted."""
DIMENSIONS: tuple[Dimension, ...] = ("psn_idet_type", "filing", "area")
ByCode = Mapping[Dimension, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What an entry adds to its rates and multiplies them by, by code of each dimension.

    Points are added before factors multiply. `line_factors` multiply the start lines; `lines` hold
    instead of the entry's own: by dimension and code, the lines of each level. `first_paid` is what part
    of the cost within the scope the person pays before anything else; of several the highest holds.
    """

    points: ByCode
    factors: ByCode
    first_paid: ByCode
    line_factors: ByCode
    lines: Mapping[Dimension, Mapping[str, Mapping[str, tuple[int, ...]]]]

    def rate(self, rate: Fraction, case: Case) -> Fraction:
        """Return a rate as a case changes it."""
        for dimension, points in self.points.items():
            rate += points.get(getattr(case, dimension), Fraction(0))
        for dimension, factors in self.factors.items():
            rate *= factors.get(getattr(case, dimension), Fraction(1))
        return rate

    def start_lines(
        self, lines: tuple[int, ...], level: str, case: Case
    ) -> tuple[int, ...]:
        """Return start lines as a case changes them, in fen."""
        for dimension, by_code in self.lines.items():
            if by_level := by_code.get(getattr(case, dimension)):
                lines = by_level[level]
                break
        for dimension, factors in self.line_factors.items():
            factor = factors.get(getattr(case, dimension), Fraction(1))
            lines = tuple(int(line * factor + Fraction(1, 2)) for line in lines)
        return lines

    def first_share(self, case: Case) -> Fraction:
        """Return what part of the cost within the scope a person pays first."""
        parts = (
            by_code.get(getattr(case, dimension), Fraction(0))
            for dimension, by_code in self.first_paid.items()
        )
        return max(parts, default=Fraction(0))

    def codes(self) -> tuple[set[str], ...]:
        """Return the codes that change rates, for each dimension."""
        return tuple(
            {*self.points.get(dimension, ()), *self.factors.get(dimension, ())}
            for dimension in DIMENSIONS
        )

    def missing(self, case: Case) -> str | None:
        """Return what must be known of a case before anybody can say how it is adjusted."""
        by_area = (
            self.points,
            self.factors,
            self.line_factors,
            self.lines,
            self.first_paid,
        )
        asks = any(by_code.get("area") for by_code in by_area)
        return "area" if asks and not case.area else None


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that is paid in fen: of a year, a quarter, a month, a day; and of a year with others, by name."""

    year: int = NO_LIMIT
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    within: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """What an entry pays of costs of one kind, at a rate of their own and within caps of their own.

    With `deducted` they bear the start line too, after the other costs.
    """

    name: str
    rate: Fraction
    case_cap: int
    caps: Caps
    deducted: bool


@dataclass(frozen=True, slots=True)
class BasicEntry:
    """An entry of the basic layer. What differs by level is a mapping from the level's name.

    `lines` are the start lines of the first visit of a year, the second and so on, the last of them
    for all that follow; `annual_lines` are used up once a year instead. `steps` are the rates of
    what lies above the start line, counted from it or, `from_first_yuan`, from nothing; `of_year`
    they go on with the year's costs from claim to claim. `accumulator` names what shares the limit and the count of
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
    caps: Caps
    further: bool
    from_first_yuan: bool = False
    of_year: bool = False
    items: tuple[ItemEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """An entry of a further layer: what its steps pay of the year's burden, within a limit.

    `counts` are the columns outside the benefit scope that it counts as burden too; `shared` says
    what all insurances share, `base` what the steps climb by, `of_year` whether they go on from
    claim to claim; `before_identity` is one of BEFORE_IDENTITY.
    """

    name: str
    code: str
    field: str
    conditions: Conditions
    counts: frozenset[str]
    steps: Steps
    caps: Caps
    case_cap: int
    shared: frozenset[str]
    base: int
    of_year: bool
    before_identity: str


@dataclass(frozen=True, slots=True)
class Insurance:
    """What of care while not insured, and in the first days of an insurance, by insutype."""

    pays_lapsed: bool
    waiting_days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PersonalAccount:
    """Whose personal account pays of what is left, and whether it pays outside the scope too."""

    insutypes: frozenset[str]
    outside: bool
