"""Make a move: who may, from where, and what must hold; the ledger gets an entry or nothing."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jixiao.cycle.case import Case, replay
from jixiao.cycle.conditions import CONDITIONS, OF_CASE, Wish
from jixiao.cycle.ledger import OPENED, Event, Facts, follow
from jixiao.cycle.procedure import Move, Procedure
from jixiao.errors import JixiaoError


class NotAllowed(JixiaoError, PermissionError):
    """The move may not be made now, or not by this person; `reasons` say why, nothing was done."""

    def __init__(self, title: str, reasons: Sequence[str]) -> None:
        super().__init__(f"不能{title}：{'；'.join(reasons)}。")
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Delegation:
    """Somebody's role lent to another for some days, both ends included."""

    giver: str
    taker: str
    role: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Standing:
    """A role somebody acts in: their own, or on behalf of who lent it."""

    role: str
    on_behalf_of: str = ""


def standings(
    person: str, roles: Iterable[str], delegations: Iterable[Delegation], today: date
) -> list[Standing]:
    """Give the roles somebody may act in today, their own first."""
    lent = (d for d in delegations if d.taker == person and d.since <= today <= d.until)
    return [*map(Standing, roles), *(Standing(d.role, d.giver) for d in lent)]


@dataclass(frozen=True, slots=True)
class Choice:
    """A move somebody may make from where a case stands, and in which role."""

    name: str
    move: Move
    standing: Standing


def choices(
    case: Case, person: str, held: Sequence[Standing], procedure: Procedure, at: datetime, year: int
) -> list[Choice]:
    """Give the moves that somebody may make from where a case stands, in the table's order.

    What a move must bring with it (a reason, a score sheet) is asked when it is made.
    """
    return [
        Choice(name, move, standing)
        for name, move in procedure.move.items()
        if case.stages.get(move.track) in move.start
        for standing in [_standing(case, person, held, name, procedure, at, year)]
        if standing
    ]


_EXPLAINED = ("year_over", "embargo_over", "not_ones_own")
"""What people wonder at when a move they may make is not offered."""


def held_up(
    case: Case, person: str, held: Sequence[Standing], procedure: Procedure, at: datetime, year: int
) -> list[tuple[Move, str]]:
    """Give the moves that only the day, or one's own hands, keep from somebody, and why."""
    found = []
    for name, move in procedure.move.items():
        own = [one for one in held if one.role in move.by]
        if not own or case.stages.get(move.track) not in move.start:
            continue
        wish = Wish(name, person, own[0].role, at, year, on_behalf_of=own[0].on_behalf_of)
        told = _against(case, wish, move, procedure, OF_CASE)
        if told and set(told) <= set(_EXPLAINED):
            found.append((move, "；".join(told.values())))
    return found


def _standing(
    case: Case, person: str, held: Sequence[Standing], name: str, procedure: Procedure,
    at: datetime, year: int,
) -> Standing | None:  # fmt: skip
    """Give the first role in which nothing about the case speaks against a move."""
    move = procedure.move[name]
    for standing in held:
        if standing.role in move.by:
            wish = Wish(name, person, standing.role, at, year, on_behalf_of=standing.on_behalf_of)
            if not _against(case, wish, move, procedure, OF_CASE):
                return standing
    return None


def refusals(case: Case, wish: Wish, procedure: Procedure) -> list[str]:
    """Say everything that speaks against a move; nothing where it may be made."""
    move = procedure.move.get(wish.move)
    if move is None:
        return [f"流程里没有“{wish.move}”这一步"]
    if wish.role not in move.by:
        who = "、".join(procedure.roles[role] for role in move.by) or "谁也不能"
        return [f"这一步由{who}办理" if move.by else "本地的流程没有这一步"]
    stage = case.stages.get(move.track, "")
    if stage not in move.start:
        return [f"现在是“{procedure.stage_title(move.track, stage)}”，不能这样做"]
    return list(_against(case, wish, move, procedure, CONDITIONS).values())


def _against(
    case: Case, wish: Wish, move: Move, procedure: Procedure, asked: Container[str]
) -> dict[str, str]:
    """Give which of a move's conditions do not hold, of those that are asked, and why."""
    return {
        need: said
        for need in move.needs
        if need in asked and (said := CONDITIONS[need](case, wish, move, procedure))
    }


def begin(case: str, procedure: Procedure, actor: str, role: str, at: datetime) -> Event:
    """Give the first entry of a case: every track at its first stage."""
    facts = Facts(stages={name: track.first for name, track in procedure.tracks.items()})
    event = Event(case, 0, OPENED, "", "", "", actor, role, at, facts=facts)
    return follow((), event)


def make(ledger: Sequence[Event], wish: Wish, procedure: Procedure) -> Event:
    """Give the entry that a move adds to a ledger.

    Raises:
        NotAllowed: it may not be made; the message says all that speaks against it.
        BrokenLedger: the ledger cannot be read.
    """
    case = replay(ledger)
    move = procedure.move.get(wish.move)
    reasons = refusals(case, wish, procedure)
    if reasons or move is None:
        raise NotAllowed(move.title if move else wish.move, reasons)
    return follow(ledger, _entry(case, wish, move))


def _entry(case: Case, wish: Wish, move: Move) -> Event:
    return Event(
        case.name, 0, wish.move, move.track, case.stages[move.track], move.end, wish.actor,
        wish.role, wish.at, wish.reason.strip(), wish.on_behalf_of, move.hands_in,
        _asked_for(move, wish.facts),
    )  # fmt: skip


_BRINGS: Mapping[str, tuple[str, ...]] = {
    "version": ("version",), "form": ("form",), "no_open_errors": ("open_errors",),
    "compared": ("unsure",), "sheet": ("sheet",), "budget": ("budget", "document", "embargo"),
    "months": ("months",), "until": ("until",), "scored": ("total",), "proven": ("unproven",),
    "points": ("points",), "use": ("use",),
}  # fmt: skip
"""What a move may bring with it, by what it needs."""


def _asked_for(move: Move, facts: Facts) -> Facts:
    """Leave out what a move was not asked for: nobody sets a budget by submitting a table."""
    return Facts(
        **{name: getattr(facts, name) for need in move.needs for name in _BRINGS.get(need, ())}
    )
