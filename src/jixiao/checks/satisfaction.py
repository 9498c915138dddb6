"""Rows that measure how satisfied people are."""

import re

from jixiao import chinese
from jixiao.targets import Indicator

_ENDS = re.compile(r"满意(?:度|率|程度)(?:提[高升]|上升|增强)?$")


def measures_satisfaction(row: Indicator) -> bool:
    """Whether a row's name ends in 满意度 or the like, risen or not."""
    return _ENDS.search(chinese.key(row.name)) is not None
