"""The share of its service time that a system ran."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from jixiao.service.systems.spans import Span, common, seconds, union, without

Weighted = tuple[Span, Fraction]
"""An outage and the share of the users it stopped."""


@dataclass(frozen=True, slots=True)
class Running:
    """The seconds of a system's service, of its outages, and of outages by the users they stopped.

    Announced windows are in none of them; `planned` are their seconds.
    """

    service: int
    planned: int
    down: int
    weighted_down: Fraction

    @property
    def share(self) -> Fraction | None:
        """The share of the service time without an outage; none where there was no service."""
        return self._left(Fraction(self.down))

    @property
    def weighted_share(self) -> Fraction | None:
        """The same, an outage of some users counted by their share."""
        return self._left(self.weighted_down)

    def _left(self, lost: Fraction) -> Fraction | None:
        return 1 - lost / self.service if self.service else None


def running(
    service: Iterable[Span], outages: Sequence[Weighted], windows: Iterable[Span]
) -> Running:
    """Count a system's service and its outages; overlapping outages count once.

    Where outages of some users overlap, the widest counts: they may be the same users.
    """
    service = union(service)
    planned = common(service, windows)
    due = without(service, planned)
    down = common((span for span, _ in outages), due)
    return Running(
        seconds(due), seconds(planned), seconds(down), _weighted(outages, due)
    )


def _weighted(outages: Sequence[Weighted], due: Sequence[Span]) -> Fraction:
    lost = Fraction(0)
    counted: list[Span] = []
    for share in sorted({share for _, share in outages}, reverse=True):
        spans = [span for span, each in outages if each == share]
        fresh = without(common(spans, due), counted)
        lost += share * seconds(fresh)
        counted = union((*counted, *fresh))
    return lost


def unannounced(outage: Span, windows: Iterable[Span], slack: timedelta) -> bool:
    """Whether more of a planned stop than the slack lies outside what was announced."""
    return seconds(without([outage], windows)) > slack.total_seconds()
