"""Where a project's year stands: what its ledger says when it is read from the beginning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from jixiao.cycle.ledger import OPENED, BrokenLedger, Event

# What these moves do to a case is the law's, not a region's; a procedure may not name them anew.
_APPROVE, _PUBLISH, _CUT, _ADJUST, _MENDED, _CONFIRM, _EVALUATED, _RESULT = (
    "approve", "publish", "cut", "adjust", "mended", "confirm_monitoring", "confirm_evaluation",
    "publish_result",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the table that was submitted: its digest, by whom, when, and why."""

    digest: str
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """A version that was approved with its budget, in yuan; nothing changes it afterwards."""

    digest: str
    at: datetime
    by: str
    budget: Decimal | None
    document: str
    embargo: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """A project's year, by its ledger.

    `stages` has a stage for each track; `hands` are the people who handled what now stands on each
    track since it was last handed in. `version` is the one under way, `in_force` the last approved;
    `evaluated` is the self-evaluation that was confirmed, `result` the one that was published.
    `checked` are the points that a spot check gave it, none before one or after it is confirmed anew.
    `ordered` is set while the finance bureau has cut the budget and the target must follow;
    `mended` once the unit has mended what was rated 良.
    """

    name: str
    stages: Mapping[str, str] = field(default_factory=dict)
    hands: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last: Mapping[str, Event] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    approvals: tuple[Approval, ...] = ()
    published: str | None = None
    evaluated: str | None = None
    result: str | None = None
    checked: Decimal | None = None
    sheet: Mapping[str, Decimal] | None = None
    forms: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    budget: Decimal | None = None
    mended: bool = False
    ordered: bool = False
    monitored: int = 0
    months: int | None = None
    until: date | None = None
    number: int = 0

    @property
    def version(self) -> Version | None:
        """The version last submitted."""
        return self.versions[-1] if self.versions else None

    @property
    def in_force(self) -> Approval | None:
        """The version that was approved last."""
        return self.approvals[-1] if self.approvals else None


def replay(ledger: Iterable[Event]) -> Case:
    """Read a ledger from its beginning; the same ledger gives the same case.

    Raises:
        BrokenLedger: an entry starts from a stage that the case was not in.
    """
    case = Case("")
    for event in ledger:
        case = apply(case, event)
    return case


def apply(case: Case, event: Event) -> Case:
    """Give the case after an entry.

    The entry says from where to where it led, so that a ledger is read as it was written even
    when the procedure has changed since.

    Raises:
        BrokenLedger: it starts from a stage that the case is not in.
    """
    if event.move == OPENED:
        stages = event.facts.stages or {}
        return Case(event.case, stages, number=event.number)
    if case.stages.get(event.track) != event.start:
        message = f"{event.case} 的第 {event.number} 条记录接不上前一条，请从备份核对。"
        raise BrokenLedger(message)
    people = {event.actor, event.on_behalf_of} - {""}
    hands = frozenset(
        people if event.hands_in else case.hands.get(event.track, frozenset()) | people
    )
    moved = replace(
        case,
        stages={**case.stages, event.track: event.end},
        hands={**case.hands, event.track: hands},
        last={**case.last, event.move: event},
        number=event.number,
    )
    return _with_facts(moved, event)


def _with_facts(case: Case, event: Event) -> Case:
    facts = event.facts
    if facts.version is not None:
        reason = event.reason or case.why
        version = Version(facts.version, event.actor, event.at, reason)
        case = replace(case, versions=(*case.versions, version), mended=event.move == _MENDED)
    if facts.form is not None:
        case = replace(case, forms={**case.forms, event.track: facts.form})
    if facts.sheet is not None:
        case = replace(case, sheet=facts.sheet)
    if event.move in (_ADJUST, _CUT):
        case = replace(case, why=event.reason, ordered=event.move == _CUT)
    if facts.budget is not None:
        case = replace(case, budget=facts.budget)
    if event.move == _APPROVE and case.version:
        approval = Approval(
            case.version.digest, event.at, event.actor, case.budget, facts.document, facts.embargo
        )
        case = replace(case, approvals=(*case.approvals, approval), ordered=False)
    if event.move == _PUBLISH and case.in_force:
        case = replace(case, published=case.in_force.digest)
    if event.move == _EVALUATED:
        case = replace(case, evaluated=case.forms.get(event.track), checked=None)
    if facts.points is not None:
        case = replace(case, checked=facts.points)
    if event.move == _RESULT:
        case = replace(case, result=case.evaluated)
    if event.move == _CONFIRM:
        case = replace(case, monitored=case.monitored + 1)
    return replace(case, months=facts.months or case.months, until=facts.until or case.until)
