"""What the API takes and gives, in the exchange format."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

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


Code = Annotated[str, Meta(min_length=1, max_length=40)]
_MOST_DIAGNOSES, _MOST_OPERATIONS = 60, 60


class AskedCase(Struct, frozen=True, forbid_unknown_fields=True):
    """A discharge to be grouped: codes, the main ones first, cost in yuan, who and how long.

    `place` names the organisation whose catalogue it is grouped by; the first that the key's owner
    reaches where it is left out. `sex` is 1 or 2, `way` how the stay ended, as lists code them.
    """

    diagnoses: Annotated[
        tuple[Code, ...], Meta(min_length=1, max_length=_MOST_DIAGNOSES)
    ]
    operations: Annotated[tuple[Code, ...], Meta(max_length=_MOST_OPERATIONS)] = ()
    cost: Decimal = Decimal(0)
    year: Annotated[int, Meta(ge=FIRST, le=LAST)] | None = None
    place: Annotated[str, Meta(max_length=100)] = ""
    sex: Annotated[int, Meta(ge=1, le=2)] | None = None
    age: Annotated[int, Meta(ge=0, le=200)] | None = None
    age_days: Annotated[int, Meta(ge=0, le=80_000)] | None = None
    birth_weight: Annotated[int, Meta(ge=0, le=20_000)] | None = None
    days: Annotated[int, Meta(ge=0, le=20_000)] | None = None
    way: Annotated[int, Meta(ge=0, le=9)] | None = None
    ventilated: Annotated[int, Meta(ge=0, le=500_000)] | None = None
    icu_days: Annotated[int, Meta(ge=0, le=20_000)] | None = None


class GroupOfCase(Struct, frozen=True):
    """A case's group, what decided on it, and each step in words; `code` is '' where it has none."""

    code: str
    decided_by: str
    steps: tuple[str, ...]


class CaseGroups(Struct, frozen=True):
    """Where a case belongs: by the place's catalogue, and by its DRG scheme, null where it has none.

    `notes` say which parameters are nobody's rule, and what kind the scheme is.
    """

    place: str
    year: int
    dip: GroupOfCase
    drg: GroupOfCase | None
    scheme: str | None
    notes: tuple[str, ...]


Word = Annotated[str, Meta(min_length=1, max_length=100)]
Text = Annotated[str, Meta(max_length=200)]
Moment = Annotated[datetime, Meta(tz=False)]
_MOST_LINES = 500


class OrderLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A charge of an order, under the names of the fee list's columns; amounts in yuan.

    What is left out is not known: a rule that needs it says nothing of the line.
    """

    bkkp_sn: Word
    fee_ocur_time: Moment
    hilist_code: Word
    cnt: Decimal
    pric: Decimal
    det_item_fee_sumamt: Decimal
    inscp_amt: Decimal | None = None
    overlmt_selfpay: Decimal | None = None
    pric_uplmt_amt: Decimal | None = None
    hilist_name: Text | None = None
    list_type: Text | None = None
    med_chrgitm_type: Text | None = None
    chrgitm_lv: Text | None = None
    prd_days: Decimal | None = None
    bilg_dept_name: Text | None = None
    bilg_dr_code: Text | None = None


class OrderDiagnosis(Struct, frozen=True, forbid_unknown_fields=True):
    """A diagnosis of the visit, under the names of the list of settlement."""

    diag_code: Word
    diag_name: Text | None = None
    diag_type: Text | None = None
    maindiag_flag: Literal["0", "1"] | None = None


class OrderOperation(Struct, frozen=True, forbid_unknown_fields=True):
    """An operation of the visit, under the names of the list of settlement."""

    oprn_oprt_code: Word
    oprn_oprt_name: Text | None = None
    main_oprn_flag: Literal["0", "1"] | None = None
    oprn_oprt_date: Moment | None = None
    oper_dr_code: Text | None = None


class AskedOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """What is about to be charged, with what of the same visit already was, and who is charged.

    `place` names the organisation whose knowledge points and limits are asked; the first that the
    key's owner reaches where it is left out. They are those of the latest day of the lines.
    """

    mdtrt_id: Word
    psn_no: Word
    fixmedins_code: Word
    med_type: Word
    lines: Annotated[tuple[OrderLine, ...], Meta(min_length=1, max_length=_MOST_LINES)]
    diagnoses: Annotated[
        tuple[OrderDiagnosis, ...], Meta(max_length=_MOST_DIAGNOSES)
    ] = ()
    operations: Annotated[
        tuple[OrderOperation, ...], Meta(max_length=_MOST_OPERATIONS)
    ] = ()
    place: Annotated[str, Meta(max_length=100)] = ""
    hosp_lv: Text | None = None
    insutype: Text | None = None
    began: date | None = None
    ended: date | None = None
    gend: Literal["1", "2"] | None = None
    brdy: date | None = None


class OrderFinding(Struct, frozen=True):
    """What a rule says: of the line `key`, or of the visit where `about` is 结算.

    `claim` is 明确 where the rule and its limits are sure, 疑似 where a person has to look.
    """

    rule: str
    title: str
    claim: str
    about: str
    key: str
    sentence: str
    basis: str


class RuleUnasked(Struct, frozen=True):
    """A rule that could not be asked of the order, or not of all its lines, and why."""

    rule: str
    title: str
    why: str


class OrderAnswer(Struct, frozen=True):
    """What the rules say of an order, what is sure first, and what could not be asked.

    `notes` say what the order left out that rules may look at.
    """

    place: str
    day: date
    findings: tuple[OrderFinding, ...]
    unasked: tuple[RuleUnasked, ...]
    notes: tuple[str, ...]
