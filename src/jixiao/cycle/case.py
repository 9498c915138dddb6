"""Where a project's year stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from jixiao.cycle.ledger import Event


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
    track since it was last handed in. `last` has the last entry of each move, `done` of each effect.
    `version` is the one under way, `in_force` the last approved; `evaluated` is the self-evaluation
    that was confirmed, `result` the one that was published. `checked` are the points that a spot
    check gave it, none before one or after it is confirmed anew. `ordered` is set while the finance
    bureau has cut the budget and the target must follow; `mended` once the unit has mended what was
    rated 良.
    """

    name: str
    stages: Mapping[str, str] = field(default_factory=dict)
    hands: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last: Mapping[str, Event] = field(default_factory=dict)
    done: Mapping[str, Event] = field(default_factory=dict)
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

    @property
    def approved(self) -> str | None:
        """The digest of the version in force."""
        return self.in_force.digest if self.in_force else None
