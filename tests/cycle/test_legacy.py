"""Ledgers written before moves declared their effects are read as they were read then."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import UNSET

from jixiao.cycle import EFFECTS, BrokenLedger, Case, Event, dues, make, replay, verify
from jixiao.cycle.legacy import LEGACY
from tests.cycle.people import BASE, wish

BEFORE: dict[str, dict[str, Any]] = msgspec.json.decode(
    Path(__file__).with_name("ledgers_before_effects.json").read_bytes()
)
"""Ledgers with the cases and deadlines that the code before wrote and read of them."""


def ledger_of(name: str) -> list[Event]:
    return msgspec.convert(BEFORE[name]["ledger"], list[Event], strict=False)


def in_words(case: Case) -> dict[str, Any]:
    """What the code before knew of a case."""
    known = {
        name: getattr(case, name)
        for name in Case.__dataclass_fields__
        if name != "done"
    }
    known["last"] = {move: event.number for move, event in case.last.items()}
    known["hands"] = {track: sorted(people) for track, people in case.hands.items()}
    known["versions"] = [[v.digest, v.by, v.at, v.reason] for v in case.versions]
    known["approvals"] = [
        [a.digest, a.by, a.at, a.budget, a.document, a.embargo] for a in case.approvals
    ]
    return msgspec.to_builtins(known)


def test_every_name_that_meant_something_stands_in_one_of_the_ledgers():
    moves = {event.move for name in BEFORE for event in ledger_of(name)}

    assert {*LEGACY, "mended"} <= moves


@pytest.mark.parametrize("name", BEFORE)
def test_a_ledger_of_before_gives_the_case_of_before(name: str):
    assert BEFORE[name]["case"] == in_words(replay(ledger_of(name)))


@pytest.mark.parametrize("name", BEFORE)
def test_what_was_due_is_due(name: str):
    case = replay(ledger_of(name))

    assert BEFORE[name]["dues"] == [
        [due.name, due.on.isoformat()] for due in dues(case, BASE, 2026)
    ]


@pytest.mark.parametrize("name", BEFORE)
def test_a_ledger_of_before_is_sealed_as_it_was(name: str):
    ledger = ledger_of(name)

    verify(ledger)
    assert BEFORE[name]["ledger"] == msgspec.to_builtins(ledger)


@pytest.mark.parametrize("name", BEFORE)
def test_an_effect_put_into_an_entry_of_before_shows(name: str):
    ledger = ledger_of(name)
    ledger[-1] = msgspec.structs.replace(ledger[-1], does=("approve",))

    with pytest.raises(BrokenLedger, match=f"第 {len(ledger)} 条"):
        verify(ledger)


def test_a_case_of_before_goes_on_with_entries_of_now():
    ledger = ledger_of("cut")
    ledger.append(make(ledger, wish("submit", ledger[-1].at, version="c" * 64), BASE))
    case = replay(ledger)

    verify(ledger)
    assert (UNSET, ("submit_version",)) == (ledger[-2].does, ledger[-1].does)
    assert (True, "因故cut", "c" * 64) == (case.ordered, case.why, case.version.digest)


def test_what_an_entry_of_before_brought_was_taken_whatever_its_move_was_called():
    case = replay(ledger_of("a county's own moves"))

    assert (Decimal("100000.5"), 7, date(2027, 6, 30)) == (
        case.budget,
        case.months,
        case.until,
    )
    assert case.in_force is None  # the county's grant approved nothing


def test_names_of_before_stand_for_effects_there_are():
    assert {name for names in LEGACY.values() for name in names} <= set(EFFECTS)
