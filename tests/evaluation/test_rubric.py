"""Rubrics are data; a bureau may have its own."""

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.evaluation import rubrics

LOCAL_RUBRIC = '[rubric]\ncode = "own"\ntitle = "本局办法"\nbasis = "本局"\nconfirmed = true\nextends = "mof_2020"\n'


@pytest.mark.parametrize(
    ("total", "rating"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("89.5", "良"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_ratings_begin_at_their_lowest_total(total: str, rating: str):
    assert rating == rubrics()["mof_2020"].rating(Decimal(total))


def test_a_bureaus_own_rubric_says_what_differs(tmp_path: Path):
    names = "".join(
        f'[[ratings]]\nname = "{n}"\nfrom = {f}\n'
        for n, f in (("一等", 85), ("二等", 0))
    )
    (tmp_path / "own.toml").write_text(LOCAL_RUBRIC + names, "utf-8")

    local = rubrics(tmp_path)["own"]

    assert "一等" == local.rating(Decimal(86))
    assert rubrics()["mof_2020"].schemes == local.schemes


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (
            '[[schemes]]\ncost = false\nsatisfaction = true\nweights = { "产出指标" = 60 }\n',
            "合计",
        ),
        ('[[ratings]]\nname = "优"\nfrom = 90\n', "ratings"),
        ("[execution]\npoints = 10\nwrong = 1\n", "不是能用的评分办法"),
    ],
)
def test_a_rubric_that_cannot_be_is_refused(tmp_path: Path, more: str, word: str):
    (tmp_path / "own.toml").write_text(LOCAL_RUBRIC + more, "utf-8")

    with pytest.raises(FaultyEntry, match=word):
        rubrics(tmp_path)
