"""Indicators told in prose with their names in quotation marks: 一是“调解成功率”≥97%, as rows below heads."""

import re
from collections.abc import Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.outlines import HEADS

_QUOTED = re.compile(
    r"[“\"](?P<name>[^“”\"]{3,30})[”\"](?:要?达到|为|是)?(?P<value>(?:[≥≤＝=<>＜＞]|不[低高少多]于|\d)[^,，。;；]{0,20})"
)
"""A name in quotation marks with a target right behind it."""
_FEWEST = 3


def with_quoted_names_as_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with such indicators as rows behind them; nothing where fewer than three are told so.

    A row stands under the labels of levels that were printed last before it.
    """
    rows: list[Line] = []
    first = second = ""
    for line in lines:
        if line.cells or "\t" in line.text:
            return []
        text = chinese.squeeze(line.text)
        for match in _label_or_told().finditer(text):
            if match["name"]:
                cells = (first, second, match["name"], match["value"])
                rows.append(Line(line.number, "\t".join(cells), line.page))
            elif match["first"]:
                first, second = match["first"], ""
            else:
                second = match["second"]
    if len(rows) < _FEWEST:
        return []
    heads = Line(rows[0].number, HEADS, rows[0].page)
    row_numbers = {row.number for row in rows}
    others = [line for line in lines if line.number not in row_numbers]
    return [*others, heads, *rows]


@cache
def _label_or_told() -> re.Pattern[str]:
    framework = dialects()[BASE].framework
    firsts, seconds = (
        any_of(word for word in words if word.endswith("指标"))
        for words in (framework.dimension_words, framework.aspect_words)
    )
    return re.compile(rf"{_QUOTED.pattern}|(?P<second>{seconds})|(?P<first>{firsts})")
