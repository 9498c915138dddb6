"""Rows whose value is words: which check tells of a row, so that no two tell of one."""

import re

from jixiao import chinese
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable

TIMELINESS = "时效指标"
_RATES = ("率", "比例", "百分比", "占比")
_NO_RATES = ("效率", "频率")
_AGAINST_LAST_YEAR = re.compile(
    r"[较比与同](?:上年|去年|前一年|期)度?(?:同期|相比)?(?:有所|略有|稳步|不|持)?(?:下降|降低|减少|上升|提高|提升|增长|增加|平)"
)
"""较上年下降: whether it is reached can be told, as the rates of two years can be counted."""


def is_rate_in_words(row: Indicator) -> bool:
    """Whether a row is called a rate and its value has no number."""
    is_rate = row.name.endswith(_RATES) and not row.name.endswith(_NO_RATES)
    text = row.target.text
    says_which_way = _AGAINST_LAST_YEAR.search(text) is not None
    is_known = "覆盖" in text or says_which_way
    return is_rate and row.target.qualitative and not is_known


def rows_of_time(table: TargetTable) -> list[tuple[int, Indicator]]:
    """The rows of 时效指标 that are to be reached, with their places."""
    return [
        (index, row)
        for index, row in enumerate(table.indicators)
        if row.aspect == TIMELINESS and not row.not_applicable
    ]


def says_when(target: TargetValue) -> bool:
    """A deadline, a number of anything, or words that hold a figure and 年, 月 or 日."""
    if target.deadline or target.number is not None:
        return True
    has_figure = any(character.isdigit() for character in target.text)
    return has_figure and any(mark in target.text for mark in "年月日")


def repeats_name(row: Indicator) -> bool:
    """Whether a value in words stands in the name; one character would stand there by chance."""
    if row.not_applicable or not row.target.qualitative:
        return False
    value = chinese.key(row.target.text)
    return len(value) > 1 and value in chinese.key(row.name)
