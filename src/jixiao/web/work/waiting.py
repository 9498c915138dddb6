"""What waits for somebody: the cases that cannot rest where they are without their role."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F, Q

from jixiao.web.models import User, rules_of
from jixiao.web.people.access import PLACES, offices


def waiting_for(user: User) -> Q:
    """What waits for somebody: cases that cannot rest where they are without their role."""
    waiting = Q(pk__in=())
    for role, organisation in offices(user):
        if role not in PLACES:
            continue
        of_organisation = Q(**{f"{PLACES[role]}_id": organisation})
        for track, stages in _stages_to_leave(role).items():
            at_stage = Q(**{f"{track}__in": sorted(stages)}) & _OF_TRACK.get(track, Q())
            waiting |= of_organisation & at_stage
    return waiting


def reviews_of(user: User, rests: Iterable[str]) -> set[tuple[str, int, str]]:
    """Where the tables stand that somebody has to review: at which place, of whom, at which stage.

    At the stages of `rests` nobody reviews a table.
    """
    return {
        (PLACES[role], organisation.pk, stage)
        for role, organisation in offices(user)
        if role in PLACES
        for stage in _stages_to_leave(role).get("target", set()) - set(rests)
    }


_OF_TRACK = {"publication": Q(in_force__isnull=False) & ~Q(published=F("in_force"))}
"""Only what was approved and is not out yet waits for being published."""


def _stages_to_leave(role: str) -> dict[str, set[str]]:
    """The stages of each track at which a role has to do something, not only may."""
    stages: dict[str, set[str]] = {}
    for move in rules_of(settings.OFFICE.procedure).move.values():
        if role in move.by and not move.optional:
            stages.setdefault(move.track, set()).update(move.start)
    return stages
