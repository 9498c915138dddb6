"""Parts of a change add up to the fen, whatever changes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.fund.outlook.change import (
    FRESH,
    MIX,
    NO_VOLUME,
    PRICE,
    VOLUME,
    WITHIN,
    ChangePart,
    Counted,
    by_price_and_volume,
    by_structure,
    explaining,
)

AMOUNTS = st.integers(-(10**12), 10**12)
COUNTED = st.builds(Counted, st.integers(0, 10**6), AMOUNTS)
GROUPS = st.dictionaries(st.sampled_from("abcdef"), COUNTED)


@given(COUNTED, COUNTED)
def test_price_volume_and_cross_add_up(before: Counted, after: Counted):
    parts = by_price_and_volume(before, after)

    assert (parts is None) == (before.volume == 0 or after.volume == 0)
    if parts is not None:
        assert after.amount - before.amount == sum(part.fen for part in parts)


@pytest.mark.slow
@given(GROUPS, GROUPS)
def test_volume_mix_and_means_within_groups_add_up(before, after):
    parts = by_structure(before, after)
    if parts is not None:
        change = sum(c.amount for c in after.values())
        change -= sum(c.amount for c in before.values())
        assert change == sum(part.fen for part in parts)


def test_only_more_cases_are_volume_and_only_dearer_ones_price():
    twice = by_price_and_volume(Counted(10, 1000), Counted(20, 2000))
    dearer = by_price_and_volume(Counted(10, 1000), Counted(10, 1500))

    assert {VOLUME: 1000} == {p.title: p.fen for p in twice or [] if p.fen}
    assert {PRICE: 500} == {p.title: p.fen for p in dearer or [] if p.fen}


def test_a_shift_to_dear_groups_is_mix_and_a_new_group_is_named():
    before = {"cheap": Counted(10, 1000), "dear": Counted(10, 9000)}
    shifted = {"cheap": Counted(5, 500), "dear": Counted(15, 13_500)}
    with_fresh = before | {"fresh": Counted(5, 5000), "bare": Counted(0, 7)}

    assert {MIX: 4000} == parts_of(by_structure(before, shifted))
    assert {VOLUME: 2500, FRESH: 2500, NO_VOLUME: 7} == parts_of(
        by_structure(before, with_fresh)
    )
    dearer = {"cheap": Counted(10, 1100), "dear": Counted(10, 9000)}
    assert {WITHIN: 100} == parts_of(by_structure(before, dearer))


def parts_of(parts: list[ChangePart] | None) -> dict[str, int]:
    return {part.title: part.fen for part in parts or [] if part.fen}


def test_contributors_are_the_fewest_that_explain_four_fifths():
    changes = {("a",): 60, ("b",): 20, ("c",): 15, ("d",): 10, ("e",): -5}
    share = Fraction(4, 5)

    assert [("a",), ("b",)] == [name for name, _ in explaining(changes, share)]
    assert [] == explaining({("a",): 5, ("b",): -5}, share)
    falling = {("a",): -79, ("b",): -21}
    assert [("a",), ("b",)] == [name for name, _ in explaining(falling, share)]


@pytest.mark.slow
@given(st.dictionaries(st.tuples(st.text("甲乙丙丁", max_size=2)), AMOUNTS, max_size=8))
def test_contributors_explain_at_least_four_fifths(changes):
    whole = sum(changes.values())
    reached = sum(fen for _, fen in explaining(changes, Fraction(4, 5)))

    assert whole == 0 or abs(reached) * 5 >= abs(whole) * 4
