"""A ledger read from its beginning gives the case; nothing else is the case."""

from collections.abc import Iterable
from dataclasses import replace

from msgspec import UNSET

from jixiao.cycle.case import Case
from jixiao.cycle.effects import EFFECTS, Effect
from jixiao.cycle.ledger import OPENED, BrokenLedger, Event
from jixiao.cycle.legacy import effects_of_before


def replay(ledger: Iterable[Event]) -> Case:
    """Read a ledger from its beginning; the same ledger gives the same case.

    Raises:
        BrokenLedger: an entry starts from a stage that the case was not in, or did what is not known.
    """
    case = Case("")
    for event in ledger:
        case = apply(case, event)
    return case


def effects_of(event: Event) -> tuple[Effect, ...]:
    """Return what an entry did, in the order in which it is applied.

    The entry says so itself, so that it is read as it was written even when the procedure has
    changed since.

    Raises:
        BrokenLedger: it did something that this version does not know.
    """
    names = effects_of_before(event) if event.does is UNSET else event.does
    if unknown := [name for name in names if name not in EFFECTS]:
        message = (
            f"{event.case} 的第 {event.number} 条记录做了这个版本不认识的“{unknown[0]}”。"
            "请用写它的版本或更新的版本打开。"
        )
        raise BrokenLedger(message)
    return tuple(effect for name, effect in EFFECTS.items() if name in names)


def apply(case: Case, event: Event) -> Case:
    """Return the case after an entry, which says from where to where it led and what it did.

    Raises:
        BrokenLedger: it starts from a stage that the case is not in, or did what is not known.
    """
    if event.move == OPENED:
        return Case(event.case, event.facts.stages or {}, number=event.number)
    if case.stages.get(event.track) != event.start:
        message = f"{event.case} 的第 {event.number} 条记录接不上前一条，请从备份核对。"
        raise BrokenLedger(message)
    effects = effects_of(event)
    moved = replace(
        case,
        stages={**case.stages, event.track: event.end},
        hands={**case.hands, event.track: _hands(case, event)},
        last={**case.last, event.move: event},
        done={**case.done, **{effect.name: event for effect in effects}},
        number=event.number,
    )
    for effect in effects:
        moved = effect.change(moved, event)
    return moved


def _hands(case: Case, event: Event) -> frozenset[str]:
    """Return who handled what stands on the entry's track now; handing in begins anew."""
    people = frozenset({event.actor, event.on_behalf_of} - {""})
    if event.hands_in:
        return people
    return people | case.hands.get(event.track, frozenset())
