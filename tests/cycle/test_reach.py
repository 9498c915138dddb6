"""How far the moves of a procedure lead."""

import pytest

from jixiao.cycle import procedures, way_to
from jixiao.cycle.reach import reach
from tests.cycle.people import APPROVED, BASE


def test_every_move_of_the_base_can_be_made():
    reached = reach(BASE)

    assert set(BASE.move) == reached.moves
    assert len(reached.stages) == sum(
        len(track.stages) for track in BASE.tracks.values()
    )


def test_without_an_approval_nothing_that_rests_on_one_is_reached():
    around = reach(BASE, without=["approve"])

    assert {
        "approve",
        "publish_target",
        "open_monitoring",
        "allow_adjustment",
    }.isdisjoint(around.effects)
    assert {"abandon_change", "resume", "open_evaluation"}.isdisjoint(around.moves)
    assert ("target", "ready") in around.stages
    assert ("target", "approved") not in around.stages


def test_the_shortest_way_to_an_effect_is_a_row_of_moves():
    assert list(APPROVED) == way_to(BASE, "approve")
    assert ["publish"] == way_to(BASE, "publish_target", before=["approve"])


def test_a_procedure_of_two_steps_has_a_shorter_way():
    assert ["submit", "unit_pass", "finance_pass", "approve"] == way_to(
        procedures()["two_steps"], "approve"
    )


def test_where_there_is_no_way_nothing_is_made_up():
    with pytest.raises(LookupError, match="publish_target"):
        way_to(BASE, "publish_target")
