"""Rows whose value is words: which check tells of a row, so that no two tell of one."""

from jixiao import chinese
from jixiao.quantity import TargetValue
from jixiao.targets import Indicator, TargetTable

TIMELINESS = "时效指标"
_RATES = ("率", "比例", "百分比", "占比")
_NO_RATES = ("效率", "频率")


def is_rate_in_words(row: Indicator) -> bool:
    """Whether a row is called a rate and its value has no number."""
    is_rate = row.name.endswith(_RATES) and not row.name.endswith(_NO_RATES)
    return is_rate and row.target.qualitative and "覆盖" not in row.target.text


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
