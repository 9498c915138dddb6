"""Procedures are data: what a region may say, and what is told when it cannot be."""

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.cycle import Outcome, procedures
from jixiao.errors import FaultyEntry
from tests.cycle.people import BASE


def own(folder: Path, text: str) -> None:
    head = '[procedure]\ncode = "own"\ntitle = "本县"\nextends = "base"\nbasis = "本县定"\n'
    (folder / "own.toml").write_text(head + text, "utf-8")


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
    own(
        tmp_path,
        '[move.recall]\ntitle = "收回"\ntrack = "target"\nby = ["department"]\n'
        'start = ["finance_review"]\nend = "department_review"\nneeds = ["reason"]\n',
    )

    assert "收回" == procedures(tmp_path)["own"].move["recall"].title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[move.submit]\nend = "nowhere"', "没有的阶段“nowhere”"),
        ('[move.submit]\ntrack = "money"', "不存在的 track"),
        ('[move.submit]\nby = ["boss"]', "不存在的角色“boss”"),
        ('[move.submit]\nneeds = ["luck"]', "不认识的条件“luck”"),
        ('[move.submit]\nwho = "x"', "不是能用的流程"),
        ("[deadline.publish]\nuntil = true", "可并写"),
        ('[tracks.target]\naside = ["gone"]', "没有的阶段“gone”"),
        ('[[ratings]]\nname = "优"\nleast = 90\noutcome = "pass"', "从 0 起"),
        ('[[review]]\nname = "完整性"\nitems = []', "应为 100"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, text: str, said: str):
    own(tmp_path, text + "\n")

    with pytest.raises(FaultyEntry, match=said):
        procedures(tmp_path)
