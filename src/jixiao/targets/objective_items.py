"""The numbered parts of an objective's prose: 目标1：, 1., 2、, （3）, 一、."""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.targets.table import ObjectiveItem

_FIGURE_MARK = re.compile(
    r"(?:(?:目标|任务|子目标)(?P<goal>\d{1,2})[:：;；、.．]"
    r"|(?<![\d.．])(?P<digit>\d{1,2})[、.．](?![\d])"
    r"|(?<![\d.．(（])(?P<half>\d{1,2})[)）]"
    r"|[(（](?P<bracket>\d{1,2})[)）])"
)
_NUMERAL_MARK = re.compile(
    r"(?:^|(?<=[。；;：:\s]))[(（]?(?P<numeral>[一二三四五六七八九十]{1,3})[)）、](?![\d])"
)
_WIDEST_GAP = 3
"""How far a number may stand above the one before it; a larger leap is a figure in a sentence."""


def find_items(text: str) -> tuple[ObjectiveItem, ...]:
    """Cut an objective at its numbers: 目标1：, 1., 2、, （3）, else 一、; gaps stay gaps.

    Numbers must rise; one that does not is part of a sentence.
    """
    marks = _item_marks(text)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return tuple(
        ObjectiveItem(number=_number(mark), text=text[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=False)
    )


def _item_marks(text: str) -> list[re.Match[str]]:
    """Choose between figures and numerals; a single mark numbers nothing."""
    figures = list(_rising(_FIGURE_MARK.finditer(text)))
    numerals = list(_rising(_NUMERAL_MARK.finditer(text)))
    if len(numerals) <= 1:
        return figures if len(figures) > 1 else []
    if len(figures) <= 1:
        return numerals
    # （一）…（二）其中：1.…2.…（三）…: figures that end before the numerals do are inside them.
    return numerals if numerals[-1].start() > figures[-1].start() else figures


def _number(mark: re.Match[str]) -> str:
    return next(group for group in mark.groups() if group)


def _rising(marks: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    last = 0
    for mark in marks:
        printed = _number(mark)
        number = (
            int(printed) if printed.isdecimal() else chinese.read_numeral(printed) or 0
        )
        if last < number <= last + _WIDEST_GAP:
            last = number
            yield mark
