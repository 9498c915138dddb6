"""What the API gives of a bureau's own house and of the tree; rates are shares of one, amounts whole fen.

Lists are given a page at a time: `count` is how long a list is in all, `next` the next page's number.
`notes` name the parameters that were used, and what could not be told. What nobody counted is null, and
persons are left out.
"""

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct


class SystemOutage(Struct, frozen=True):
    """A time that probes saw a system stopped, and nobody reported."""

    begins: datetime
    ends: datetime


class SystemRun(Struct, frozen=True):
    """A system's month: the shares it ran by its log, and with what probes saw; times in seconds."""

    name: str
    listed: bool
    share: Decimal | None
    share_with_probes: Decimal | None
    too_low: bool
    service: int | None
    down: int | None
    announced: int | None
    watched: int
    still_down: int
    unreported: tuple[SystemOutage, ...]


class AnswerRate(Struct, frozen=True):
    """How fast events of a grade were answered (响应) or mended (恢复); blank is every grade."""

    grade: str
    what: str
    rate: Decimal | None
    outcomes: dict[str, int]
    percentile: int | None
    worst: int | None


class LatePoint(Struct, frozen=True):
    """A point of service that uploaded nothing in the month."""

    point: str
    name: str
    institution: str


class ServicePoints(Struct, frozen=True):
    """Lines and points in use at the month's end; of `untold` nobody can say whether they uploaded."""

    lines: int
    points: int
    uploading: int
    untold: int
    silent: tuple[LatePoint, ...]


class SystemsMonth(Struct, frozen=True):
    """A month of a place's systems up to a moment; `points` is null where no list was loaded."""

    place: int
    name: str
    month: date
    until: datetime
    least_share: Decimal
    systems: tuple[SystemRun, ...]
    answers: tuple[AnswerRate, ...]
    points: ServicePoints | None
    notes: tuple[str, ...]


class SiteIndicator(Struct, frozen=True):
    """A veto or a deduction of a score sheet; `sure` is null where nobody looked."""

    code: str
    title: str
    standing: str
    points: Decimal | None
    sure: int | None
    unsure: int
    confirmed: bool


class SiteColumn(Struct, frozen=True):
    """A column of a site: its last date, and since when it had to be kept up."""

    name: str
    url: str
    kind: str
    entries: int
    last: date | None
    since: date | None
    state: str


class SiteFault(Struct, frozen=True):
    """Something of a site to be put right; what is not sure waits for a person."""

    kind: str
    where: str
    says: str
    sure: bool


class SiteInspected(Struct, frozen=True):
    """An inspection of a site; `score` is at most while something is `unchecked`."""

    place: int
    name: str
    kept: str
    inspections: tuple[str, ...]
    day: date
    home: str
    pages: int
    attachments: int
    verdict: str
    score: Decimal
    unchecked: tuple[str, ...]
    indicators: tuple[SiteIndicator, ...]
    columns: tuple[SiteColumn, ...]
    count: int
    next: int | None
    faults: tuple[SiteFault, ...]
    notes: tuple[str, ...]


class OpinionStory(Struct, frozen=True):
    """What several items say alike, by the first of them; persons are taken out of its title."""

    title: str
    at: datetime
    items: int
    sources: tuple[str, ...]
    places: tuple[str, ...]
    organs: tuple[str, ...]
    topics: tuple[str, ...]


class OpinionBurst(Struct, frozen=True):
    """A day on which a topic was told far more often than usual on that weekday."""

    topic: str
    day: date
    items: int
    usual: Decimal


class OpinionClock(Struct, frozen=True):
    """What an opinion's grade asks for, until when, and whether it was done."""

    step: str
    due: datetime
    done: datetime | None
    pace: str
    confirmed: bool


class OpinionCase(Struct, frozen=True):
    """An opinion that became a case; without a grade it has no clocks."""

    code: str
    title: str
    state: str
    grade: str
    clocks: tuple[OpinionClock, ...]


class OpinionSpan(Struct, frozen=True):
    """A span of days: stories, the loudest first; on `unjudged` days too little came before to judge."""

    place: int
    name: str
    first: date
    last: date
    items: int
    undated: int
    unjudged: int
    topics: dict[str, int]
    bursts: tuple[OpinionBurst, ...]
    cases: tuple[OpinionCase, ...]
    count: int
    next: int | None
    stories: tuple[OpinionStory, ...]
    notes: tuple[str, ...]


class ControlPart(Struct, frozen=True):
    """A part of internal control; its score is at most where it was not tested enough."""

    part: str
    weight: Decimal
    score: Decimal
    points: int
    sound: int
    whole: bool


class ControlPointTold(Struct, frozen=True):
    """A control point with its tests; `at_most` is the share of exceptions that they leave possible."""

    point: str
    title: str
    part: str
    needed: int
    done: int
    exceptions: int
    at_most: Decimal | None
    result: str


class ControlMark(Struct, frozen=True):
    """Something that logs or money show; a lead is a question, and no finding yet."""

    kind: str
    part: str
    subject: str
    says: str
    lead: bool
    amount: int
    rows: tuple[str, ...]


class ControlFindings(Struct, frozen=True):
    """How far the findings are that were opened in the year."""

    opened: int
    upheld: int
    mended: int
    passed: int
    closed: int
    late: int


class ControlYearTold(Struct, frozen=True):
    """A year of internal control: its five parts, its points, and what is marked."""

    place: int
    name: str
    year: int
    steps: int
    payments: int
    parts: tuple[ControlPart, ...]
    points: tuple[ControlPointTold, ...]
    findings: ControlFindings
    count: int
    next: int | None
    marks: tuple[ControlMark, ...]
    notes: tuple[str, ...]


class ArchivedPaper(Struct, frozen=True):
    """A paper of the archive; `kept_until` is null for what is kept for ever."""

    number: str
    title: str
    of_class: str
    kind: str
    year: int
    term: str
    kept_until: date | None
    box: str
    pages: int
    made_on: date
    digest: str


class ArchiveLoan(Struct, frozen=True):
    """A paper that is lent."""

    number: str
    lent_on: date
    due_on: date
    overdue: bool


class ArchiveFault(Struct, frozen=True):
    """Something in the register that is not as it must be."""

    title: str
    about: str
    why: str


class ArchiveRegister(Struct, frozen=True):
    """The archive on a day: papers, what is lent, wrong, and may be proposed for destruction."""

    place: int
    name: str
    day: date
    fonds: str
    due: tuple[str, ...]
    loans: tuple[ArchiveLoan, ...]
    faults: tuple[ArchiveFault, ...]
    count: int
    next: int | None
    papers: tuple[ArchivedPaper, ...]
    notes: tuple[str, ...]


class IdentityDay(Struct, frozen=True):
    """A day of checks by what came of them: who was checked stays in the place.

    `error_rates` is null: nobody measured them on the people of the place.
    """

    place: int
    name: str
    day: date
    results: dict[str, int]
    consents: int
    enrolled: int
    to_file: bool
    deleted: int
    error_rates: None
    notes: tuple[str, ...]


class TreeValue(Struct, frozen=True):
    """An indicator of a division: a rate with its two sums; `missing` are who is not in it."""

    division: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    wording: str
    missing: tuple[str, ...]
    notes: tuple[str, ...]


class TreeIndicator(Struct, frozen=True):
    """An indicator of a division beside those of its children."""

    indicator: str
    unit: str
    whole: TreeValue
    children: tuple[TreeValue, ...]


class TreeChild(Struct, frozen=True):
    """A child and its package of the day; nulls where it handed up none."""

    division: str
    name: str
    came_on: date | None
    days_late: int | None


class TreeAccount(Struct, frozen=True):
    """A division's account of one fund of one budget year."""

    division: str
    year: int
    fund: str
    received: int
    provided: int
    allocated: int
    spent: int
    left: int
    stated_left: int | None


class TreeGap(Struct, frozen=True):
    """Something that a division must look into."""

    division: str
    title: str
    why: str


class TreeOverview(Struct, frozen=True):
    """A division and its children on a day."""

    place: int
    name: str
    day: date
    year: int
    division: str
    children: tuple[TreeChild, ...]
    indicators: tuple[TreeIndicator, ...]
    accounts: tuple[TreeAccount, ...]
    count: int
    next: int | None
    gaps: tuple[TreeGap, ...]
    notes: tuple[str, ...]
