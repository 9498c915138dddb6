"""What says the same is one, however it is found; a like title alone is not enough."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.service.opinion.feed_files import FeedItem
from jixiao.service.opinion.near_duplicates import common_share, groups

HALF = Fraction(1, 2)
LONG = "甲县医院今天上午因为系统升级不能结算医保费用下午已经恢复正常请大家放心就医"


def item(title: str, text: str = "", url: str = "") -> FeedItem:
    return FeedItem("源", None, title, text, url)


def test_reposts_are_one_and_others_are_not():
    items = [
        item("升级", LONG),
        item("转：升级", LONG + "（完）"),
        item("升级", LONG[::-1]),
    ]

    assert [[0, 1], [2]] == groups(items, HALF)


def test_one_address_is_one_item():
    assert [[0, 1]] == groups([item("甲", "一", "u"), item("乙", "二", "u")], HALF)


def test_a_like_title_over_another_text_is_another():
    title = "关于举办政策宣讲的通知"
    items = [item(title, LONG), item(title, LONG[::-1]), item(title)]

    assert [[0, 2], [1]] == groups(items, HALF)


@pytest.mark.slow
@given(st.lists(st.text("甲乙丙丁", max_size=12), max_size=8))
def test_every_item_is_in_one_group(texts: list[str]):
    places = [
        n for group in groups([item("", text) for text in texts], HALF) for n in group
    ]

    assert [*range(len(texts))] == sorted(places)


def test_shares_are_of_what_either_has():
    assert Fraction(1, 3) == common_share(frozenset({1, 2}), frozenset({2, 3}))
    assert 0 == common_share(frozenset(), frozenset())
