"""What is wrong with a register."""

from dataclasses import replace
from datetime import date

import pytest

from jixiao.service.archives.register import (
    Destruction,
    Item,
    Loan,
    Register,
    destruction_faults,
    faults,
    gaps,
    item_faults,
    mixed_boxes,
)
from jixiao.service.archives.retention import schedules_of

ITEM = Item(
    "A1", "月报", "tj", "月度统计报表", 2009, "D", 1, "1", 12, 12, is_signed=True
)
EXPIRED = date(2020, 1, 1)
SCHEDULE = schedules_of()


def register(*items: Item, **more: list) -> Register:
    usual = {"loans": [], "destructions": []} | more
    return Register(items, counts_from="次年", **usual)


def test_a_missing_number_is_a_gap():
    items = [replace(ITEM, place=n) for n in range(1, 11) if n != 7]

    assert ["缺 7"] == [fault.why for fault in gaps(items)]
    assert [] == [*gaps([*items, replace(ITEM, place=7)])]


def test_a_number_far_off_is_one_gap():
    items = [replace(ITEM, place=n) for n in (1, 20_260_001)]

    assert ["缺 2–20260000"] == [fault.why for fault in gaps(items)]


def test_a_number_used_twice_is_told():
    assert ["件号重复"] == [fault.title for fault in gaps([ITEM, ITEM])]


def test_a_box_holds_one_term():
    other = replace(ITEM, number="A2", term="Z")

    assert ["一盒装了几种"] == [each.title for each in mixed_boxes([ITEM, other])]
    assert [] == [*mixed_boxes([ITEM, replace(other, box="2")])]
    assert [] == [*mixed_boxes([replace(ITEM, box=""), replace(other, box="")])]


@pytest.mark.parametrize(
    ("item", "titles"),
    [
        (ITEM, []),
        (replace(ITEM, term="Z"), ["保管期限不对"]),
        (replace(ITEM, kind=""), ["保管期限没有核对"]),
        (replace(ITEM, kind="食堂菜单"), ["保管期限没有核对"]),
        (replace(ITEM, counted=11), ["页数不符"]),
        (replace(ITEM, counted=None), []),
        (replace(ITEM, is_signed=False), ["签字"]),
        (replace(ITEM, is_signed=None), ["签字"]),
    ],
)
def test_a_paper_is_looked_at(item: Item, titles: list[str]):
    assert titles == [fault.title for fault in item_faults(item, SCHEDULE)]


def test_what_has_expired_is_proposed_from_the_day_after():
    kept = register(ITEM, replace(ITEM, number="A2", term="Y"))

    assert ["A1"] == [each.number for each in kept.due(EXPIRED)]
    assert [] == kept.due(date(2019, 12, 31))


def test_what_is_lent_is_not_proposed_but_told():
    lent = register(ITEM, loans=[Loan("A1", date(2018, 1, 1), None)])
    back = register(ITEM, loans=[Loan("A1", date(2018, 1, 1), date(2018, 2, 1))])

    assert [] == lent.due(EXPIRED)
    assert ["已到期仍借出"] == [f.title for f in faults(lent, SCHEDULE, EXPIRED, 2)]
    assert [ITEM] == back.due(EXPIRED)


@pytest.mark.parametrize(
    ("destruction", "titles"),
    [
        (Destruction("A1", EXPIRED, "甲、乙", "丙"), []),
        (Destruction("A1", date(2019, 12, 31), "甲、乙", "丙"), ["未到期销毁"]),
        (Destruction("A1", EXPIRED, "甲、甲", "丙"), ["销毁批准的人不够"]),
        (Destruction("A1", EXPIRED, "甲 乙", " "), ["销毁没有监销人"]),
        (Destruction("A9", EXPIRED, "甲，乙", "丙"), ["销毁了没有登记的"]),
    ],
)
def test_a_destruction_is_looked_at(destruction: Destruction, titles: list[str]):
    kept = register(ITEM, destructions=[destruction])

    assert titles == [fault.title for fault in destruction_faults(kept, 2)]


def test_what_was_destroyed_is_not_proposed_again():
    gone = [Destruction("A1", EXPIRED, "甲、乙", "丙")]

    assert [] == register(ITEM, destructions=gone).due(EXPIRED)
