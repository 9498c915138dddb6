"""What the API takes and gives, in the exchange format."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from jixiao.findings import Finding
from jixiao.targets import TargetTable
from jixiao.web.models import FIRST, LAST
from jixiao.web.work.proofs import Proof


class CaseSummary(Struct, frozen=True):
    """A case in a list."""

    key: uuid.UUID
    name: str
    year: int
    unit: str
    stages: dict[str, str]
    budget: Decimal | None
    errors: int
    warnings: int
    moved_at: datetime


class CasePage(Struct, frozen=True):
    """A page of cases; `next` is the number of the next page."""

    count: int
    next: int | None
    cases: tuple[CaseSummary, ...]


class Step(Struct, frozen=True):
    """An entry of a case's ledger."""

    number: int
    move: str
    actor: str
    role: str
    at: datetime
    reason: str
    seal: str


class CaseRecord(Struct, frozen=True):
    """A case with its table and its ledger; `revision` counts the changes of what is typed."""

    case: CaseSummary
    table: TargetTable | None
    revision: int | None
    ledger: tuple[Step, ...]


class DraftKept(Struct, frozen=True):
    """A case whose table was put in place of what was typed, and the revision that it is now."""

    case: CaseSummary
    revision: int


class NewCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A case to begin: a unit one is clerk of, a year, and a table in the exchange format."""

    unit: str
    year: Annotated[int, Meta(ge=FIRST, le=LAST)]
    table: TargetTable


class Checked(Struct, frozen=True):
    """What the checks find in a table."""

    findings: tuple[Finding, ...]


class Published(Struct, frozen=True):
    """A disclosed table."""

    key: uuid.UUID
    unit: str
    year: int
    table: TargetTable


class PublishedPage(Struct, frozen=True):
    """A page of what was disclosed, and how many tables were in all; `next` is the next page's number."""

    count: int
    next: int | None
    tables: tuple[Published, ...]


class Fault(Struct, frozen=True):
    """What went wrong: a code for programs, and what to do in words."""

    code: str
    message: str


class Failure(Struct, frozen=True):
    """The one shape of errors."""

    error: Fault


class NewMove(Struct, frozen=True, forbid_unknown_fields=True):
    """A move of the procedure, by its name, and what it brings with it: see the procedure's page.

    `seen` is the number of the ledger's last entry that the caller knows: a case that somebody else
    moved since is not moved. `budget` is in yuan; `sheet` has the review's points by item.
    """

    move: str
    reason: Annotated[str, Meta(max_length=2000)] = ""
    seen: int | None = None
    sheet: dict[str, Decimal] | None = None
    budget: Decimal | None = None
    document: Annotated[str, Meta(max_length=100)] = ""
    embargo: date | None = None
    months: int | None = None
    until: date | None = None
    points: Decimal | None = None
    use: str = ""


class CaseProofs(Struct, frozen=True):
    """What the records say of a case's rows up to a day, and when they were asked."""

    until: date
    at: datetime
    proofs: tuple[Proof, ...]


class FundSignal(Struct, frozen=True):
    """A signal that stands in a month: where, since when, how loud, what it compares, whence."""

    code: str
    place: str
    since: date
    level: str
    says: str
    comes_from: str


class FundValue(Struct, frozen=True):
    """An indicator's value of a place and month, and what stands above and below in it (fen or counts)."""

    code: str
    by: str
    place: str
    month: date
    above: int
    below: int
    value: Decimal | None


class FundForecast(Struct, frozen=True):
    """A month of a series, in fen: what was paid, or what is expected, within its interval."""

    place: str
    month: date
    actual: int | None
    expected: int | None
    low: int | None
    high: int | None


class FundMonth(Struct, frozen=True):
    """A month of a place's fund as it was last looked at; `stale`: something was loaded since."""

    place: int
    name: str
    month: date
    stale: bool
    signals: tuple[FundSignal, ...]
    values: tuple[FundValue, ...]
    forecasts: tuple[FundForecast, ...]
    unknown: tuple[str, ...]
