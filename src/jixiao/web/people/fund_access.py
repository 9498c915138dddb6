"""Whose fund somebody may look at: places with records, by the roles held at, above or below them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.web.models import Organisation, User
from jixiao.web.people.access import offices
from jixiao.web.rooms import ROOMS, Room

_ABOVE = ("leader", "auditor", "department")
"""Roles that see the fund of every organisation below theirs, as they see its cases."""


@dataclass(frozen=True, slots=True)
class FundPlace:
    """An organisation whose fund's records stand in a folder, and the roles somebody has before it."""

    organisation: Organisation
    folder: Path
    roles: frozenset[str]

    def allows(self, roles: Iterable[str]) -> bool:
        """Whether one of some roles is held before it."""
        return not self.roles.isdisjoint(roles)


def fund_places(user: User) -> Sequence[FundPlace]:
    """Return the places whose fund somebody's roles reach, from the top down."""
    roles: dict[int, set[str]] = {}
    places: dict[int, Organisation] = {}
    for role, office in offices(user):
        for place in _reached(role, office):
            places[place.pk] = place
            roles.setdefault(place.pk, set()).add(role)
    ordered = sorted(places.values(), key=lambda place: place.path)
    return [
        FundPlace(place, Path(place.records), frozenset(roles[place.pk]))
        for place in ordered
    ]


def _reached(role: str, office: Organisation) -> Iterator[Organisation]:
    """Yield the place whose records an office goes by, and for some roles those below it."""
    above = Organisation.objects.filter(pk__in=office.line).exclude(records="")
    nearest = above.order_by("-path").first()
    if nearest is not None:
        yield nearest
    if role in _ABOVE:
        below = Organisation.objects.filter(path__startswith=office.path)
        yield from below.exclude(records="")


def rooms_of(places: Iterable[FundPlace]) -> Sequence[Room]:
    """Return the rooms that may be entered in one of some places."""
    held = frozenset(role for place in places for role in place.roles)
    return [room for room in ROOMS if not held.isdisjoint(room.roles)]
