"""Every example of the page of the policy language settles as it says, and so do the witness and a batch."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.claim import CLAIM, FACTS, OPTIONAL
from jixiao.fund.benefits.policy import Policies
from jixiao.fund.benefits.words import (
    ABOUT_WORDS,
    BASIC_WORDS,
    ITEM_WORDS,
    LAYER_WORDS,
)
from tests.drawn import drawn
from tests.fund.benefits.claims import Row, claim, settled, settled_one_by_one
from tests.fund.benefits.sequential import settle_slowly

PAGE = Path("src/jixiao/fund/benefits/words.md").read_text("utf-8")
HEAD = """[policy]
code = "example"
title = "例子"
extends = "base"
basis = "无"
confirmed = false
valid_from = 2026-01-01
valid_to = 2026-12-31
"""
HEAD_WORDS = re.findall(r"^\w+", HEAD, re.MULTILINE)
NUMBERS = {n for n, kind in {**CLAIM, **FACTS}.items() if kind == "int64"} | {
    name for name, default in OPTIONAL.items() if isinstance(default, int)
}
COUNTS = {"age", "insured_years", "insured_days"}


class Example(NamedTuple):
    title: str
    toml: str
    claims: list[Row]
    expected: list[dict[str, str]]


def read_value(name: str, text: str) -> Any:
    if name in COUNTS:
        return int(text)
    if name in NUMBERS or name.startswith("item/"):
        return int(Decimal(text) * 100)
    if name in ("began", "care_day"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if name == "setl_time" else text


def examples() -> list[Example]:
    examples = []
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        toml = re.search(r"```toml\n(.*?)```", section, re.DOTALL)
        lines = [line for line in section.splitlines() if line.startswith("|")]
        head, _, *rows = ([cell.strip() for cell in x.split("|")[1:-1]] for x in lines)
        names = [name.replace("items ", "item/") for name in head]
        arrow = names.index("→")
        claims, expected = [], []
        for number, cells in enumerate(rows):
            said = dict(zip(names[:arrow], cells[:arrow], strict=True))
            values = {n: read_value(n, text) for n, text in said.items() if text}
            time = values.pop("setl_time", datetime(2026, 1, 1))
            claims.append(claim(number, time, **values))
            expected.append(
                dict(zip(names[arrow + 1 :], cells[arrow + 1 :], strict=True))
            )
        examples.append(Example(section.splitlines()[0], toml[1], claims, expected))
    return examples


def policies(folder: Path, toml: str) -> Policies:
    (folder / "example.toml").write_text(HEAD + toml, "utf-8")
    return [load_policies(folder)["example"]]


def as_said(row: Row, name: str) -> str | Decimal:
    value = row[name]
    return Decimal(value) / 100 if isinstance(value, int) else value or ""


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_an_example_settles_as_it_says(tmp_path: Path, example: Example):
    known = policies(tmp_path, example.toml)
    rows = settled_one_by_one(example.claims, known)

    for number, expected in enumerate(example.expected):
        row = rows[f"{number:06}"]
        for name, text in expected.items():
            wanted = text if name in ("benefit", "reason") else Decimal(text)
            assert wanted == as_said(row, name), (number, name)
    if not known[0].insurance and "third_party" not in example.claims[0]:
        slow = settle_slowly(example.claims, known)
        assert slow == {n: {k: rows[n][k] for k in paid} for n, paid in slow.items()}


@drawn(one_of=4)
@pytest.mark.parametrize("place", [6, 15, 17, -3])
def test_an_example_settles_alike_in_a_batch(tmp_path: Path, place: int):
    example = examples()[place]
    known = policies(tmp_path, example.toml)

    assert settled_one_by_one(example.claims, known) == settled(example.claims, known)


def test_every_word_of_an_entry_has_an_example():
    said = {
        word
        for example in examples()
        for word in re.findall(r"\w+(?= *=)", example.toml)
    }
    by_another_word = {
        "deductible_filing", "deductible_area", "identity_factor", "area_factor",
    }  # fmt: skip
    lacking = (
        {*ABOUT_WORDS, *BASIC_WORDS, *LAYER_WORDS, *ITEM_WORDS}
        - said
        - {*HEAD_WORDS}
        - by_another_word
    )

    assert {"items"} >= lacking


def test_the_file_that_the_page_begins_with_is_a_policy(tmp_path: Path):
    page = Path("src/jixiao/fund/benefits/from_decree.md").read_text("utf-8")
    toml = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "county_2026.toml").write_text(toml[1], "utf-8")

    policy = load_policies(tmp_path)["county_2026"]

    assert ["major", "aid"] == [*policy.fields]
    assert {30_000_00} == {
        layer.caps.year for layer in policy.layers.values() if layer.code == "aid"
    }
