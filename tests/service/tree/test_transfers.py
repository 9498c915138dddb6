"""Accounts of divisions go together to the fen, and each break names what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from jixiao.service.tree.divisions import Division, tree_on
from jixiao.service.tree.transfers import Break, Step, accounts, breaks, placed
from tests.service.tree.bookings import (
    BEGIN,
    CITY,
    DAY,
    DIVISIONS,
    EAST,
    TREE,
    WEST,
    booking,
    known_answer,
)


def only_break(bookings) -> Break:
    [broken] = breaks(TREE, bookings)
    return broken


def test_a_hundred_less_sixty_and_thirty_leaves_ten():
    by_division = {each.division: each for each in accounts(known_answer())}

    assert 10 == by_division[CITY].left
    assert (60, 30) == (by_division[EAST].left, by_division[WEST].left)
    assert [] == breaks(TREE, known_answer())


def test_all_that_is_left_is_what_was_provided_less_what_was_spent():
    bookings = [*known_answer(), booking(EAST, Step.SPENT, 7, source="市1")]
    booked = accounts(bookings)

    assert 100 - 7 == sum(each.left for each in booked)


@pytest.mark.parametrize(
    ("dropped", "division", "amount", "words"),
    [
        (5, EAST, 60, "990101 东县 的账上没有这份文件"),
        (1, "990000", 100, "990000 示例区 的账上没有下达它的这份文件"),
    ],
)
def test_a_document_that_one_side_lacks_is_named(dropped, division, amount, words):
    bookings = known_answer()
    gone = bookings.pop(dropped)
    broken = only_break(bookings)

    assert (division, gone.document, amount) == (
        broken.division, broken.document, broken.amount,
    )  # fmt: skip
    assert words in broken.why


def test_one_fen_between_the_sides_is_told():
    bookings = known_answer()
    bookings[5] = replace(bookings[5], amount=59)

    assert 1 == only_break(bookings).amount


def test_brackets_and_spaces_of_a_document_do_not_matter():
    bookings = known_answer()
    bookings[3] = replace(bookings[3], document="示财〔2026〕 5号")
    bookings[5] = replace(bookings[5], document="示财[2026]5号")

    assert [] == breaks(TREE, bookings)


def test_a_fund_named_otherwise_below_is_told():
    bookings = known_answer()
    bookings[5] = replace(bookings[5], fund="能力提升")

    assert "资金名称两边不同" in only_break(bookings).why


def test_what_has_no_document_is_not_compared_in_silence():
    bookings = [*known_answer(), booking(EAST, Step.RECEIVED, 5, other=CITY)]

    assert "没有写文号" in only_break(bookings).why


def test_a_sender_that_is_not_in_the_tree_is_told_except_above_the_top():
    top = booking("990000", Step.RECEIVED, 5, "中1", other="100000")
    lost = booking(EAST, Step.RECEIVED, 5, "某1", other="990199")

    assert [] == breaks(TREE, [*known_answer(), top])
    assert "990199 的账上没有下达" in only_break([*known_answer(), lost]).why


def test_more_out_of_a_document_than_came_by_it_is_told():
    spent = booking(EAST, Step.SPENT, 61, source="市1")
    unknown = booking(WEST, Step.SPENT, 1, source="市9")
    over, short = breaks(TREE, [*known_answer(), spent])

    assert (1, -1) == (over.amount, short.amount)
    assert "缺收到或安排的文件" in short.why
    assert "没有收到或安排这份文件" in only_break([*known_answer(), unknown]).why


def test_a_stated_rest_is_compared_on_its_own_day():
    stated = booking(EAST, Step.LEFT, 60, on="2026-06-30")
    later = booking(EAST, Step.SPENT, 20, source="市1", on="2026-07-01")
    wrong = booking(EAST, Step.LEFT, 50, on="2026-09-30")

    assert [] == breaks(TREE, [*known_answer(), stated, later])
    broken = only_break([*known_answer(), stated, later, wrong])
    assert (-10, True) == (broken.amount, "缺收到或安排的文件" in broken.why)


def test_money_taken_back_is_booked_by_both_sides():
    back = [
        booking(CITY, Step.ALLOCATED, -20, "市9", source="区1", other=EAST),
        booking(EAST, Step.RECEIVED, -20, "市9", source="市1", other=CITY),
    ]
    spent = booking(EAST, Step.SPENT, 50, source="市1")

    assert [] == breaks(TREE, [*known_answer(), *back])
    assert 10 == breaks(TREE, [*known_answer(), *back, spent])[0].amount


def test_bookings_of_a_merged_county_are_the_others():
    old = Division("990109", "老县", CITY, BEGIN, date(2026, 5, 1), EAST)
    tree = tree_on(DAY, [*DIVISIONS, old])
    bookings = known_answer()
    bookings[5] = replace(bookings[5], division="990109")
    kept, unplaced = placed(tree, bookings)

    assert ([], []) == (breaks(tree, kept), unplaced)


def test_bookings_of_unknown_codes_and_later_days_are_listed():
    unknown = booking("880000", Step.SPENT, 1)
    later = booking(EAST, Step.SPENT, 1, on="2027-01-01")
    kept, unplaced = placed(TREE, [unknown, later])

    assert [] == kept
    assert "880000 不在用" in unplaced[0].why
    assert "2027-01-01 在 2026-12-31 以后" in unplaced[1].why
