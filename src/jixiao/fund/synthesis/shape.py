"""The shape of a synthetic bureau: TOML files of shares, rates and means that extend one another."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

import msgspec

from jixiao.errors import FaultyEntry
from jixiao.library import load_tables, load_toml

FOLDER = Path(__file__).with_name("shapes")
Struct = msgspec.Struct
Steps = tuple[tuple[int, float], ...]
"""(from this age on, factor)."""


class ShapeHeading(Struct, frozen=True, forbid_unknown_fields=True):
    """What the shape is called, how many are insured unless said otherwise, until which year.

    `policy` is the code of the policy that settlements follow.
    """

    code: str
    title: str
    last_year: int
    policy: str
    insured: int
    extends: str = ""


class Household(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of household: its share, the head's age, and how far the others' ages are from it."""

    share: float
    head: tuple[int, int]
    others: tuple[int, ...]


class AssistanceIdentity(Struct, frozen=True, forbid_unknown_fields=True):
    """An assistance identity: its code, share of households, and subsidised share of contributions."""

    code: str
    share: float
    subsidy: float


class Inhabitants(Struct, frozen=True, forbid_unknown_fields=True):
    """Who lives there; shares of all."""

    employees: float
    veterans: float
    enrolled: float
    women: float
    households: tuple[Household, ...]
    identities: tuple[AssistanceIdentity, ...]


class Contributions(Struct, frozen=True, forbid_unknown_fields=True):
    """What is paid in, yuan a head and year."""

    resident: Mapping[str, int]
    fiscal_subsidy: Mapping[str, int]
    county_subsidy: int
    subsidised: float
    employee: int
    interest: float
    opening_balance: float
    budgeted_rise: int


class Care(Struct, frozen=True, forbid_unknown_fields=True):
    """How often who goes where; rates a head and year, shares, days."""

    stays_by_age: Steps
    visits_by_age: Steps
    stays_resident: float
    stays_employee: float
    visits_resident: float
    visits_employee: float
    chronic_resident: float
    chronic_employee: float
    chronic_share: float
    frailty: float
    levels: Mapping[str, float]
    days: Mapping[str, float]
    away: float
    filed: float
    dead: float
    referred: float
    cancelled: float
    manual: float
    open_at_year_end: float


class Bills(Struct, frozen=True, forbid_unknown_fields=True):
    """What care costs: mean yuan of a stay and a visit, lines of each, shares of lines."""

    stay_resident: float
    stay_employee: float
    visit_resident: float
    visit_employee: float
    chronic_resident: float
    chronic_employee: float
    level_factor: Mapping[str, float]
    spread: float
    stay_lines: int
    visit_lines: int
    over_limit: float
    restricted: float


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    """How many items there are of each kind, and how the fund pays them."""

    drugs: int
    decoctions: int
    services: int
    consumables: int
    classes: tuple[float, float, float]
    first_shares: tuple[float, ...]
    repriced: float


class Institutions(Struct, frozen=True, forbid_unknown_fields=True):
    """One institution of a kind for so many insured, and how many hospitals there are elsewhere."""

    insured_each: Mapping[str, int]
    away: int


class Goods(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a project buys, goods or services: how much of it is accepted, and in which month."""

    item: str
    quantity: int
    unit: str
    amount: int = 0
    rejected: int = 0
    month: int = 11


class FundedProject(Struct, frozen=True, forbid_unknown_fields=True):
    """A project that the budget pays for: yuan in a year by purpose, and what is bought."""

    name: str
    purposes: Mapping[str, int]
    last_month: int = 12
    goods: tuple[Goods, ...] = ()


class Activity(Struct, frozen=True, forbid_unknown_fields=True):
    """Events of one kind: how often, how many persons each, how many of them pass an examination."""

    kind: str
    times: int
    participants: int = 0
    passed: float | None = None
    printed: int = 0
    cost: int = 0
    away: bool = False
    subject: str = ""
    project: str = ""


class Survey(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom a survey asks, how many, what, and which share of the answers is content."""

    group: str
    answers: int
    satisfied: float
    questions: tuple[str, ...]


class Work(Struct, frozen=True, forbid_unknown_fields=True):
    """The bureau's own work in a year; shares unless said otherwise."""

    projects: tuple[FundedProject, ...]
    activities: tuple[Activity, ...]
    surveys: tuple[Survey, ...]
    late_payments: float
    inspected: float
    inspections_twice: float
    problems: float
    incidents: int
    minutes_to_answer: int
    grave: float
    uploaded: float
    on_time: float
    changes: int
    changed_on_time: float


class Plants(Struct, frozen=True, forbid_unknown_fields=True):
    """What is planted for an audit to find; shares of stays."""

    hanging_bed: float
    split_stay: float
    duplicate: float
    wrong_sex: float
    over_price: float
    too_often: float
    overlap: float
    after_death: float


class Decoys(Struct, frozen=True, forbid_unknown_fields=True):
    """What looks like a plant and is none; shares of stays, of deliveries for twins."""

    chemotherapy: float
    staged: float
    transfer: float
    refund: float
    twins: float


class Shock(Struct, frozen=True, forbid_unknown_fields=True):
    """From a day on, visits of a kind cost so many times as much: a truth that signals are to warn of.

    Of one scheme and of hospitals of one level, or of all where these are left out.
    """

    since: date
    care: str
    factor: float
    scheme: str = ""
    level: str = ""


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that a synthetic bureau is drawn from."""

    shape: ShapeHeading
    people: Inhabitants
    contributions: Contributions
    care: Care
    bills: Bills
    catalogue: Catalogue
    institutions: Institutions
    work: Work
    plants: Plants
    decoys: Decoys
    shocks: tuple[Shock, ...] = ()


class Diagnosis(Struct, frozen=True, forbid_unknown_fields=True):
    """A diagnosis: its weight among stays, how its cost and days compare, and whom it befalls."""

    code: str
    name: str
    weight: float
    cost: float = 1.0
    days: float = 1.0
    operated: float = 0.0
    ages: tuple[int, int] = (0, 120)
    sex: int = 0
    chronic: bool = False


@cache
def shapes() -> Mapping[str, Shape]:
    """Return the shapes of the package by their codes."""
    tables = load_tables([FOLDER], "shape")
    return {
        code: _shape(table, code) for code, table in tables.items() if code != "base"
    }


def load_shape(path: Path) -> Shape:
    """Read a shape from a file, which extends a shape of the package.

    Raises:
        FaultyEntry: it is no TOML, or says what shapes do not know.
    """
    if load_toml(path).get("shape", {}).get("code") != path.stem:
        message = f'{path.name} 的 [shape] 应写明 code = "{path.stem}"。'
        raise FaultyEntry(message)
    return _shape(load_tables([FOLDER, path.parent], "shape")[path.stem], path.stem)


@cache
def diagnoses() -> tuple[Diagnosis, ...]:
    """Return the diagnoses: a head by hand, and a long tail that stands for the rest."""
    content = load_toml(Path(__file__).with_name("diagnoses.toml"))
    head = [
        msgspec.convert(entry, Diagnosis, strict=False)
        for entry in content["diagnosis"]
    ]
    by_hand = {entry.code for entry in head}
    tail = (entry for entry in _tail(content["tail"]) if entry.code not in by_hand)
    return (*head, *tail)


@cache
def diagnosis_place(code: str) -> int:
    """The place of a diagnosis among `diagnoses`."""
    return next(place for place, entry in enumerate(diagnoses()) if entry.code == code)


def _tail(content: Mapping[str, Any]) -> Iterator[Diagnosis]:
    """Yield the diagnoses of the tail, each rarer than the diagnosis before it."""
    operated = content["operated"]
    for rank, code in enumerate(_tail_codes(content["codes"])):
        yield Diagnosis(
            code=code,
            name=f"示例诊断 {code}",
            weight=float(content["weight"]) / (rank + 10),
            operated=float(operated.get(code[0], operated["other"])),
        )


def _tail_codes(count: int) -> Iterator[str]:
    digits, groups, letters = range(9), range(0, 90, 3), "ABDEGHIJKLMNRST"
    codes = product(digits, groups, letters)
    for digit, group, letter in islice(codes, count):
        yield f"{letter}{group:02}.{digit}"


def _shape(table: dict[str, Any], code: str) -> Shape:
    try:
        return msgspec.convert(table, Shape, strict=False)
    except msgspec.ValidationError as error:
        message = f"{code}.toml 不是能用的规模参数：{error}。可比照 base.toml 改正。"
        raise FaultyEntry(message) from error
