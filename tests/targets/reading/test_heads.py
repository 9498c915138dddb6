"""The words that announce columns, as one pattern."""

import re

from jixiao.targets.dialect import MONTHS_SO_FAR
from jixiao.targets.reading.heads import any_of


def test_a_head_of_the_months_so_far_is_one_alternative():
    pattern = re.compile(any_of(f"{months}月完成值" for months in MONTHS_SO_FAR))

    assert all(pattern.fullmatch(f"{months}月完成值") for months in MONTHS_SO_FAR)
    assert pattern.fullmatch("1-1月完成值") is None
    assert pattern.fullmatch("1-13月完成值") is None
    assert len(pattern.pattern) < 40


def test_a_head_of_one_month_is_that_head_alone():
    pattern = re.compile(any_of(["1-7月完成值", "完成值"]))

    assert pattern.fullmatch("1-7月完成值")
    assert pattern.fullmatch("1-8月完成值") is None


def test_the_longest_head_comes_first():
    assert (
        "偏差原因分析"
        == re.match(any_of(["偏差原因", "偏差原因分析"]), "偏差原因分析表")[0]
    )
