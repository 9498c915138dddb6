"""Procedures are data: what a region may say, and what is told when it cannot be."""

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.cycle import Outcome, way_to
from jixiao.errors import FaultyEntry
from tests.cycle.people import APPROVED, BASE, a_county


@pytest.mark.parametrize(
    ("points", "name", "outcome"),
    [
        ("90", "优", "pass"),
        ("89.9", "良", "mend"),
        ("80", "良", "mend"),
        ("60", "中", "return"),
        ("59.9", "差", "refuse"),
    ],
)
def test_a_rating_begins_at_its_least(points: str, name: str, outcome: str):
    rating = BASE.rating(Decimal(points))

    assert (name, Outcome(outcome)) == (rating.name, rating.outcome)


def test_the_four_dimensions_are_those_of_the_decree():
    assert [("完整性", 20), ("相关性", 30), ("适当性", 30), ("可行性", 20)] == [
        (head.name, head.points) for head in BASE.review
    ]


def test_a_region_may_add_a_move_of_its_own(tmp_path: Path):
    county = a_county(
        tmp_path,
        """
        [move.recall]
        title  = "收回"
        track  = "target"
        by     = ["department"]
        start  = ["finance_review"]
        end    = "department_review"
        brings = ["reason"]
        """,
    )

    assert "收回" == county.move["recall"].title


def test_a_step_of_its_own_takes_eight_lines(tmp_path: Path):
    county = a_county(
        tmp_path,
        """
        [tracks.target.stages]
        council = "党组审定"
        [move.to_council]
        title = "报党组审定"
        track = "target"
        by    = ["finance_reviewer"]
        start = ["ready"]
        end   = "council"
        [move.approve]
        start = ["council"]
        """,
    )

    assert [*APPROVED[:4], "to_council", "approve"] == way_to(county, "approve")


def test_what_is_no_procedure_is_told(tmp_path: Path):
    with pytest.raises(FaultyEntry, match=r"county.toml 不是能用的流程"):
        a_county(tmp_path, '[move.submit]\nwho = "x"\n')


def test_a_procedure_that_does_not_hold_together_is_refused(tmp_path: Path):
    with pytest.raises(FaultyEntry, match=r"county.toml .*谁也不能办"):
        a_county(tmp_path, "[move.approve]\nby = []\n")
