"""What a bureau decided holds, and is kept with who and when."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.measures.bindings import NOBODY, Decision, keep_decision, load_bindings
from jixiao.measures.matching import State
from tests.measures.tables import table
from tests.measures.test_matching import indicator

NAME = "政策范围内住院报销比例"
DAY = date(2026, 11, 22)


def test_a_decision_is_kept_and_holds(tmp_path: Path):
    path = tmp_path / "bindings.toml"
    keep_decision(
        path,
        Decision(
            NAME, "BE01", "甲", DAY, scope={"scheme": "居民"}, note='按"本局"口径'
        ),
    )

    matched = load_bindings(path).match(table(), indicator(NAME, "≥70%"))

    assert (State.BOUND, "BE01", {"scheme": "居民"}) == (
        matched.state,
        matched.measure,
        matched.scope,
    )
    assert ("甲 2026-11-22", '按"本局"口径') == (matched.decided, matched.why)


def test_the_later_of_two_decisions_holds_and_the_earlier_stays(tmp_path: Path):
    path = tmp_path / "bindings.toml"
    for code in ("BE01", "BE02", NOBODY):
        keep_decision(path, Decision(NAME, code, "甲", DAY))

    known = load_bindings(path)

    assert State.PERSON == known.match(table(), indicator(NAME, "≥70%")).state
    assert ["BE01", "BE02", NOBODY] == [
        decision.measure for decision in known.decisions
    ]


def test_a_decision_may_be_of_one_project(tmp_path: Path):
    path = tmp_path / "bindings.toml"
    keep_decision(path, Decision(NAME, "BE01", "甲", DAY, project="另一个项目"))

    assert (
        State.UNSURE
        == load_bindings(path).match(table(), indicator(NAME, "≥70%")).state
    )


@pytest.mark.parametrize(
    "note", ["第一行\r第二行", "一\n二", "\x00\x0b\x7f", "反斜杠\\u0041", '引"号']
)
def test_a_note_is_kept_as_it_was_written(tmp_path: Path, note: str):
    path = tmp_path / "bindings.toml"
    keep_decision(path, Decision(NAME, "BE01", "甲", DAY, note=note))

    (kept,) = load_bindings(path).decisions

    assert note == kept.note


def test_without_a_file_nothing_is_decided(tmp_path: Path):
    assert () == tuple(load_bindings(tmp_path / "none.toml").decisions)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[[binding]]\nindicator = "a"\n', "缺少"),
        ('[[binding]]\nindicator = "a"\nmeasure = "XX99"\nby = "甲"\non = 2026-01-01\n', "没有口径 XX99"),
        (
            '[[binding]]\nindicator = "a"\nmeasure = "BE01"\nby = "甲"\non = 2026-01-01\nscope = { level = "x" }\n',
            "不能按 level 细分",
        ),
        ('[[binding]]\nindicator = "a"\nmeasure = "BE01"\nby = "甲"\non = 2026-01-01\nwho = 1\n', "who"),
        ("[other]\na = 1\n", "other"),
        ("[limits.SE04]\nwrong = 1\n", "wrong"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_the_users_words(
    tmp_path: Path, text: str, word: str
):
    path = tmp_path / "bindings.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(FaultyEntry, match=word):
        load_bindings(path)


def test_a_decision_that_changes_another_tells_so(tmp_path: Path):
    path = tmp_path / "bindings.toml"
    keep_decision(path, Decision(NAME, "BE01", "甲", DAY))
    keep_decision(
        path, Decision(NAME, "BE02", "乙", DAY, level="质量指标", target="≥70%")
    )

    kept = load_bindings(path)

    assert ("质量指标", "≥70%") == (kept.decisions[1].level, kept.decisions[1].target)
    changed = kept.match(table(), indicator(NAME, "≥70%"))
    assert "BE02" == changed.measure
    assert "此前 甲 2026-11-22 定为 BE01" in changed.why
