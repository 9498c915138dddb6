"""Names and numbers as an adversary wrote them, without having seen how they are sought."""

import re
import time

import pytest

from jixiao.masking import persons_in, without_persons
from tests.masking.planted import INNOCENT, PLANTED

_SIGNS = re.compile("〔[^〕]*已隐去〕")


def left_of(text: str) -> str:
    """Give what stays of a text; what was taken out holds a place of its own."""
    return _SIGNS.sub("◆", without_persons(text))


def test_nothing_planted_stays():
    stays = [
        (text, part)
        for text, parts in PLANTED
        for part in parts
        if part in left_of(text)
    ]

    assert [] == stays
    assert len(PLANTED) > 200


@pytest.mark.parametrize("around", ["本年已完成，{}。", "1、{}\n2、其他", "“{}”"])
def test_nothing_planted_stays_in_other_company(around: str):
    stays = {
        text
        for text, parts in PLANTED
        for part in parts
        if part in left_of(around.format(text))
    }

    assert set() == stays


def test_what_points_at_nobody_stays():
    assert [] == [text for text in INNOCENT if persons_in(text)]
    assert len(INNOCENT) > 60


def test_what_is_hidden_once_stays_as_it_is():
    for text, _ in PLANTED:
        once = without_persons(text)
        assert once == without_persons(once)


@pytest.mark.slow
def test_a_long_text_takes_no_longer_for_each_sign():
    text = "张" * 50_000 + "1" * 50_000 + "姓名：" * 10_000
    began = time.monotonic()
    without_persons(text)

    assert time.monotonic() - began < 10
