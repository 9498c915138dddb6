"""An entry says what it did, and a ledger is read by what its entries say."""

import msgspec
import pytest

from jixiao.cycle import BrokenLedger, effects_of, replay, verify
from tests.cycle.people import APPROVED, a_case


def test_an_entry_says_what_it_did():
    (*_, approved) = a_case(*APPROVED)

    assert ("approve",) == approved.does
    assert ["approve"] == [effect.name for effect in effects_of(approved)]


def test_an_entry_is_read_by_what_it_did_and_not_by_its_name():
    ledger = a_case(*APPROVED)
    renamed = msgspec.structs.replace(ledger[-1], move="grant").sealed()
    emptied = msgspec.structs.replace(ledger[-1], does=()).sealed()

    assert "a" * 64 == replay([*ledger[:-1], renamed]).approved
    assert replay([*ledger[:-1], emptied]).approved is None


@pytest.mark.parametrize("does", [(), ("set_budget",), msgspec.UNSET])
def test_a_changed_effect_shows(does: tuple[str, ...]):
    ledger = a_case(*APPROVED)
    ledger[-1] = msgspec.structs.replace(ledger[-1], does=does)

    with pytest.raises(BrokenLedger, match="第 6 条"):
        verify(ledger)


def test_an_effect_of_a_later_version_is_told():
    ledger = a_case(*APPROVED)
    ledger[-1] = msgspec.structs.replace(ledger[-1], does=("bless",))

    with pytest.raises(
        BrokenLedger, match=r"第 6 条记录做了这个版本不认识的“bless”.*更新的版本"
    ):
        replay(ledger)


def test_effects_of_one_move_are_applied_in_one_order():
    ledger = a_case(*APPROVED[:-1])
    (*_, approved) = a_case(*APPROVED)
    both = msgspec.structs.replace(approved, does=("approve", "set_budget"))
    other = msgspec.structs.replace(approved, does=("set_budget", "approve"))

    assert replay([*ledger, both]).approvals == replay([*ledger, other]).approvals


def test_a_case_knows_the_last_entry_of_each_effect():
    case = replay(a_case(*APPROVED, "adjust", *APPROVED))

    assert 12 == case.done["approve"].number
    assert case.done["approve"] is case.last["approve"]
