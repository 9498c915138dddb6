"""The effects that moves may have: what they use and what they rest on is there."""

import pytest

from jixiao.cycle import BROUGHT, EFFECTS, Case, procedures, replay
from jixiao.cycle.effects import approve, publish_target
from tests.cycle.people import APPROVED, BASE, a_case

DONE = {name for move in BASE.move.values() for name in move.does}


def test_every_effect_but_one_is_had_by_a_move_of_the_shipped_procedure():
    assert set(EFFECTS) - DONE == {"set_budget"}


@pytest.mark.parametrize("name", EFFECTS)
def test_what_an_effect_uses_and_rests_on_is_known(name: str):
    effect = EFFECTS[name]

    assert set(effect.uses) | set(effect.may_use) <= set(BROUGHT)
    assert set(effect.after) <= set(EFFECTS)
    assert {effect.track} <= {"", *BASE.tracks}
    assert {effect.opens} <= {"", *BASE.tracks}


def test_what_is_published_is_what_is_in_force():
    case = replay(a_case(*APPROVED))

    assert publish_target.publishes is not None
    assert "a" * 64 == publish_target.publishes(case)
    assert approve.publishes is None


def test_what_the_law_demands_is_had_in_every_procedure_of_the_package():
    for rules in procedures().values():
        done = {name for move in rules.move.values() if move.by for name in move.does}

        assert set(BASE.demands) <= done


def test_an_approval_without_a_version_leaves_nothing_in_force():
    (*_, approved) = a_case(*APPROVED)

    case = approve.change(Case("1"), approved)

    assert (None, 100000) == (case.in_force, case.budget)
