"""What the bureau noted of its systems, a value for each row."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from jixiao.service.systems.spans import Span


@dataclass(frozen=True, slots=True)
class Incident:
    """An event of a system; `share` is the part of the users it stopped, 1 where nobody wrote it."""

    number: str
    system: str
    reported: datetime
    responded: datetime | None = None
    restored: datetime | None = None
    grade: str = ""
    is_planned: bool = False
    share: Fraction = Fraction(1)

    @property
    def is_reversed(self) -> bool:
        """Whether it is written to have been restored before it was reported."""
        return self.restored is not None and self.restored < self.reported

    def outage(self, until: datetime) -> Span:
        """Return when the system was stopped; one not restored is stopped until then."""
        return self.reported, self.restored or until


@dataclass(frozen=True, slots=True)
class Window:
    """A planned stop that was made known."""

    system: str
    announced: datetime
    begins: datetime
    ends: datetime

    @property
    def counts(self) -> bool:
        """Whether it was announced before it began."""
        return self.announced < self.begins

    @property
    def span(self) -> Span:
        """When it lasts."""
        return self.begins, self.ends


@dataclass(frozen=True, slots=True)
class Probe:
    """A look at a system from outside."""

    system: str
    at: datetime
    is_ok: bool
