"""Rows whose value is words: which check tells of a row, so that no two tell of one."""

from jixiao import chinese
from jixiao.targets import Indicator

_RATES = ("率", "比例", "百分比", "占比")
_NO_RATES = ("效率", "频率")


def is_rate_in_words(row: Indicator) -> bool:
    """Whether a row is called a rate and its value has no number."""
    is_rate = row.name.endswith(_RATES) and not row.name.endswith(_NO_RATES)
    return is_rate and row.target.qualitative and "覆盖" not in row.target.text


def repeats_name(row: Indicator) -> bool:
    """Whether a value in words stands in the name; one character would stand there by chance."""
    if row.not_applicable or not row.target.qualitative:
        return False
    value = chinese.key(row.target.text)
    return len(value) > 1 and value in chinese.key(row.name)
