"""What the API gives of the desks of special settlements and of prices; amounts are whole fen.

Lists are given a page at a time: `count` is how long a list is in all, `next` the next page's number.
`notes` name the parameters that were used, and what could not be computed.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

from msgspec import Struct


class BeingComputed(Struct, frozen=True):
    """What was asked for is being computed: how far the job is; asked again later, it is given.

    `state` is waiting or running, `step` what is being done.
    """

    place: int
    name: str
    year: int
    job: UUID
    state: str
    step: str
    done: int
    total: int


class CareShare(Struct, frozen=True):
    """Care away of one kind: visits settled where it was given, by hand, and where nothing tells."""

    name: str
    direct: int
    by_hand: int
    unclear: int
    rate: Decimal | None


class CareReason(Struct, frozen=True):
    """Why visits to other provinces were not direct, and what is to be done about it."""

    reason: str
    action: str
    visits: int
    fees: int


class CareFlow(Struct, frozen=True):
    """Care from one area to another at hospitals of a level."""

    origin: str
    destination: str
    level: str
    visits: int
    fees: int
    fund: int


class CareAwayYear(Struct, frozen=True):
    """A year's care away; `needed` is how many more visits to other provinces the target takes."""

    place: int
    name: str
    year: int
    target: Decimal
    needed: int
    shares: tuple[CareShare, ...]
    reasons: tuple[CareReason, ...]
    flows: tuple[CareFlow, ...]
    notes: tuple[str, ...]


class ClearedState(Struct, frozen=True):
    """How many lines of a cleared month stand so, with both sides' money."""

    state: str
    lines: int
    own_fund: int
    other_fund: int


class UnlikePair(Struct, frozen=True):
    """Lines of both sides that do not agree; what a side does not have is null."""

    pair: str
    setl_id: str
    other_side: str
    state: str
    why: str
    own_fund: int | None
    other_fund: int | None


class ClearedMonth(Struct, frozen=True):
    """The month of care away that was cleared last, and its lines that do not agree."""

    place: int
    name: str
    month: date
    states: tuple[ClearedState, ...]
    count: int
    next: int | None
    unlike: tuple[UnlikePair, ...]


class BundleMonth(Struct, frozen=True):
    """A centre's closed month."""

    month: date
    centre: str
    persons: int
    days: int
    sessions: int
    beyond: int
    due: int
    used: int
    apart: int
    leaked: int
    opening: int
    carried: int


class BundleLeak(Struct, frozen=True):
    """A charge of an item inside a bundle that was billed besides."""

    charge: str
    month: date
    charged_at: str
    centre: str
    item: str
    amount: int


class BundleRefusal(Struct, frozen=True):
    """Days or sessions of a month that are not paid, and why."""

    month: date
    why: str
    count: int


class BundleYear(Struct, frozen=True):
    """A year's closed months of bundles."""

    place: int
    name: str
    year: int
    months: tuple[BundleMonth, ...]
    refused: tuple[BundleRefusal, ...]
    count: int
    next: int | None
    leaks: tuple[BundleLeak, ...]
    notes: tuple[str, ...]


class StayClosing(Struct, frozen=True):
    """An open stay as it would be closed; a stay apart has a reason and no money."""

    stay: str
    institution: str
    kind: str
    evidence: str
    close_on: date | None
    fund: int | None
    person: int | None
    apart: str


class HospitalAdvance(Struct, frozen=True):
    """What a hospital carries for the stays that nobody settled: before and after the batches."""

    institution: str
    stays: int
    before: int
    after: int


class DischargePreview(Struct, frozen=True):
    """The stays open on a day, settled by a policy as a trial: nothing is kept."""

    place: int
    name: str
    day: date
    policy: str
    in_hospital: int
    fund: int
    count: int
    next: int | None
    stays: tuple[StayClosing, ...]
    advances: tuple[HospitalAdvance, ...]
    notes: tuple[str, ...]


class AgeBucket(Struct, frozen=True):
    """What is overdue for so long."""

    age: str
    overdue: int


class OverdueAgreement(Struct, frozen=True):
    """An agreement with something overdue, since when."""

    agreement: str
    institution: str
    oldest: date | None
    overdue: int
    paid: int
    written_off: int
    to_come: int


class OwedOnDay(Struct, frozen=True):
    """What agreements of treatment before payment come to on a day; `doubts` do not hold together."""

    place: int
    name: str
    day: date
    agreements: int
    ages: tuple[AgeBucket, ...]
    count: int
    next: int | None
    overdue: tuple[OverdueAgreement, ...]
    doubts: tuple[str, ...]
    notes: tuple[str, ...]


class TopUpYear(Struct, frozen=True):
    """A year of a top-up product: what is due by its terms, what was paid, what differs."""

    place: int
    name: str
    year: int
    product: str
    persons: int
    premium: int
    due: int
    paid: int
    bills: dict[str, int]
    count: int
    next: int | None
    differences: tuple[str, ...]


class LinkedProduct(Struct, frozen=True):
    """A product that we list beside the reference of other provinces; prices in yuan."""

    code: str
    generic_name: str
    maker: str
    form: str
    spec: str
    price: Decimal
    state: str
    why: str
    lowest: Decimal | None
    lowest_at: str
    reference: Decimal | None
    new_price: Decimal | None
    flag: str


class OrdersFollowed(Struct, frozen=True):
    """What the year's orders of linked products came to: saved, and paid above the new prices."""

    orders: int
    saved: int
    above: int
    orders_above: int


class PriceLinkage(Struct, frozen=True):
    """The linkage that was calculated last; `orders` is null where none were loaded."""

    place: int
    name: str
    on: date
    states: dict[str, int]
    unread: int
    orders: OrdersFollowed | None
    count: int
    next: int | None
    products: tuple[LinkedProduct, ...]


class FirmEventRated(Struct, frozen=True):
    """An event of a firm with its tier, or why it has none; what its repair still lacks."""

    document: str
    decided_on: date
    tier: str
    why: str
    lacking: str


class FirmRated(Struct, frozen=True):
    """A firm's tier on a day, '' where nothing could be rated, and what follows of it."""

    code: str
    name: str
    tier: str
    consequence: str
    events: tuple[FirmEventRated, ...]


class FirmCredit(Struct, frozen=True):
    """The credit of the firms with events that stand on a day; `scheme` says by which lines."""

    place: int
    name: str
    day: date
    scheme: str
    count: int
    next: int | None
    firms: tuple[FirmRated, ...]
