"""Make a move: who may, from where, and what must hold; the ledger gets an entry or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jixiao.cycle.brought import BROUGHT
from jixiao.cycle.case import Case
from jixiao.cycle.conditions import CONDITIONS, Condition
from jixiao.cycle.ledger import OPENED, Event, Facts, follow
from jixiao.cycle.procedure import Move, Procedure
from jixiao.cycle.replay import replay
from jixiao.cycle.wish import Attempt, Wish
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
    """Return the roles somebody may act in today, their own first."""
    held = [Standing(role) for role in roles]
    lent = [d for d in delegations if d.taker == person and d.since <= today <= d.until]
    return held + [Standing(delegation.role, delegation.giver) for delegation in lent]


@dataclass(frozen=True, slots=True)
class Choice:
    """A move somebody may make from where a case stands, and in which role."""

    name: str
    move: Move
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Prospect:
    """A move that leads on from where a case stands, in a role of somebody's, and what is against it.

    Only what is asked of the case: what a move must bring is asked when it is made.
    """

    choice: Choice
    against: tuple[tuple[Condition, str], ...]


def choices(
    case: Case,
    person: str,
    held: Sequence[Standing],
    procedure: Procedure,
    at: datetime,
    year: int,
) -> list[Choice]:
    """Return the moves that somebody may make from where a case stands, in the table's order.

    What a move must bring with it (a reason, a score sheet) is asked when it is made.
    """
    offered = []
    for prospects in _prospects(case, person, held, procedure, at, year):
        open_to = [prospect.choice for prospect in prospects if not prospect.against]
        offered += open_to[:1]
    return offered


def held_up(
    case: Case,
    person: str,
    held: Sequence[Standing],
    procedure: Procedure,
    at: datetime,
    year: int,
) -> list[tuple[Move, str]]:
    """Return the moves that only the day, or one's own hands, keep from somebody, and why."""
    waiting = []
    for prospects in _prospects(case, person, held, procedure, at, year):
        first = prospects[0]
        offered = any(not prospect.against for prospect in prospects)
        if not offered and all(condition.explained for condition, _ in first.against):
            reasons = "；".join(words for _, words in first.against)
            waiting.append((first.choice.move, reasons))
    return waiting


def _prospects(
    case: Case,
    person: str,
    held: Sequence[Standing],
    procedure: Procedure,
    at: datetime,
    year: int,
) -> Iterator[list[_Prospect]]:
    """Yield, for each move that starts from where a case stands, somebody's prospects of making it."""
    for name, move in procedure.move.items():
        if case.stages.get(move.track) not in move.start:
            continue
        prospects = []
        for standing in held:
            if standing.role in move.by:
                wish = Wish(
                    name,
                    person,
                    standing.role,
                    at,
                    year,
                    on_behalf_of=standing.on_behalf_of,
                )
                against = tuple(_of_case_against(Attempt(case, wish, move, procedure)))
                prospects.append(_Prospect(Choice(name, move, standing), against))
        if prospects:
            yield prospects


def refusals(case: Case, wish: Wish, procedure: Procedure) -> list[str]:
    """Return everything that speaks against a move; nothing where it may be made."""
    move = procedure.move.get(wish.move)
    if move is None:
        return [f"流程里没有“{wish.move}”这一步"]
    if not move.by:
        return ["本地的流程没有这一步"]
    if wish.role not in move.by:
        return [f"这一步由{'、'.join(procedure.roles[role] for role in move.by)}办理"]
    stage = case.stages.get(move.track, "")
    if stage not in move.start:
        return [f"现在是“{procedure.stage_title(move.track, stage)}”，不能这样做"]
    attempt = Attempt(case, wish, move, procedure)
    of_case = [words for _, words in _of_case_against(attempt)]
    return [*of_case, *_brought_against(attempt)]


def _of_case_against(attempt: Attempt) -> Iterator[tuple[Condition, str]]:
    """Yield the conditions asked of the case that do not hold, and why."""
    for need in attempt.move.needs:
        condition = CONDITIONS[need]
        words = condition.question(attempt) if condition.of_case else None
        if words:
            yield condition, words


def _brought_against(attempt: Attempt) -> Iterator[str]:
    """Yield what is missing or wrong in what a move brings."""
    asked = [BROUGHT[word].fault for word in attempt.move.brings]
    needed = [CONDITIONS[need] for need in attempt.move.needs]
    asked += [condition.question for condition in needed if not condition.of_case]
    for question in asked:
        words = question(attempt) if question else None
        if words:
            yield words


def begin(
    case: str,
    procedure: Procedure,
    actor: str,
    role: str,
    at: datetime,
    on_behalf_of: str = "",
) -> Event:
    """Return the first entry of a case, every track at its first stage, by its actor or for another."""
    facts = Facts(
        stages={name: track.first for name, track in procedure.tracks.items()}
    )
    event = Event(
        case, 0, OPENED, "", "", "", actor, role, at,
        on_behalf_of=on_behalf_of, facts=facts,
    )  # fmt: skip
    return follow((), event)


def make(ledger: Sequence[Event], wish: Wish, procedure: Procedure) -> Event:
    """Return the entry that a move adds to a ledger.

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
        case=case.name,
        number=0,
        move=wish.move,
        track=move.track,
        start=case.stages[move.track],
        end=move.end,
        actor=wish.actor,
        role=wish.role,
        at=wish.at,
        reason=wish.reason.strip(),
        on_behalf_of=wish.on_behalf_of,
        hands_in=move.hands_in,
        facts=_asked_for(move, wish.facts),
        does=move.does,
    )


def _asked_for(move: Move, facts: Facts) -> Facts:
    """Leave out what a move was not asked for: nobody sets a budget by submitting a table."""
    names = [word for word in move.brings if word != "reason"]
    for need in move.needs:
        names += CONDITIONS[need].facts
    return Facts(**{name: getattr(facts, name) for name in names})
