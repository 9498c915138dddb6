"""Lines and points of service: how many are in use, and which of the points uploaded nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

LINE, POINT = "1", "2"
"""What a row of the list is, as SERVICE_POINT codes it."""


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """A line or a point of service, and the institution that it serves."""

    number: str
    name: str
    kind: str
    institution: str
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """The lines and points in use at a month's end, and points that did not upload in it.

    `silent` uploaded nothing; of `untold` no institution is written, or no uploads were loaded.
    """

    lines: int
    points: int
    silent: tuple[ServicePoint, ...]
    untold: tuple[ServicePoint, ...]

    @property
    def uploading(self) -> int:
        """How many points uploaded something."""
        return self.points - len(self.silent) - len(self.untold)


def points_of(
    listed: Iterable[ServicePoint], uploaded: Collection[str] | None, last: date
) -> Points:
    """Count what is in use on the last day, beside the institutions that uploaded."""
    in_use = [each for each in listed if each.closed is None or each.closed >= last]
    points = [each for each in in_use if each.kind == POINT]
    comparable = [each for each in points if each.institution and uploaded is not None]
    silent = [each for each in comparable if each.institution not in (uploaded or ())]
    incomparable = [each for each in points if each not in comparable]
    return Points(
        sum(each.kind == LINE for each in in_use),
        len(points),
        tuple(silent),
        tuple(incomparable),
    )
