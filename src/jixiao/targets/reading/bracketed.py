"""Levels in brackets, each above its indicators: 【产出指标-数量指标】, 指标1：名称（值）."""

import re
from collections.abc import Iterator, Sequence

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.reading.outlines import AMOUNT, HEADS, is_name
from jixiao.targets.reading.shape_words import dimension_label, level_label

_FEWEST_ROWS = 2
_BRACKETS = re.compile(
    r"\s*【(?P<first>[^【】\-—－]{2,12})(?:[-—－](?P<second>[^【】]{2,16}))?】[:：]?(?P<rest>.*)"
)
_BRACKETED_ROW = re.compile(
    r"\s*(?:指标\s*\d{1,2}\s*[:：、.])?(?P<name>\S.{1,40}?)[(（](?P<value>[^()（）]{1,30}(?:[(（][^()（）]{1,10}[)）][^()（）]{0,10})?)[)）][;；。]?\s*"
)


def with_levels_in_brackets(lines: Sequence[Line]) -> list[Line]:
    """A form whose levels stand in brackets above the indicators, as rows of cells."""
    restated: list[Line] = []
    levels: tuple[str, str] | None = None
    heads_at = 0
    rows = 0
    for line in lines:
        opening = _BRACKETS.fullmatch(line.text)
        is_level = opening and dimension_label().fullmatch(
            chinese.key(opening["first"])
        )
        row = _BRACKETED_ROW.fullmatch(line.text) if levels else None
        if is_level and opening:
            heads_at = heads_at if rows or levels else len(restated)
            levels = opening["first"], opening["second"] or ""
        elif levels and (second := _second_level(line)):
            levels = levels[0], second
        elif row and levels:
            rows += 1
            cells = (*levels, row["name"], row["value"])
            restated.append(Line(line.number, "\t".join(cells), line.page))
        elif line.text.strip():
            levels = None if opening else levels
            restated.append(_bracketed_objective(line, opening))
    if rows < _FEWEST_ROWS:
        return []
    first = restated[heads_at]
    heads = Line(first.number, HEADS, first.page)
    fields = _project_above(restated[:heads_at])
    return [*fields, *restated[:heads_at], heads, *restated[heads_at:]]


def _second_level(line: Line) -> str:
    """The label of the second level that stands alone on a line below brackets; nothing where none does."""
    text = line.text.strip().rstrip(":：")
    key = chinese.key(text)
    is_second = level_label().fullmatch(key) and not dimension_label().fullmatch(key)
    return text if is_second else ""


def _bracketed_objective(line: Line, opening: re.Match[str] | None) -> Line:
    """A line, the label of an objective without its brackets."""
    if opening is None or "目标" not in opening["first"]:
        return line
    text = f"年度总体目标\t{opening['rest']}".rstrip("\t")
    return Line(line.number, text, line.page)


def _project_above(lines: Sequence[Line]) -> Iterator[Line]:
    """The project's name that stands above its amount, right before what is said of it."""
    for name, amount, below in zip(lines, lines[1:], lines[2:], strict=False):
        if (
            _BRACKETS.match(below.text)
            and AMOUNT.fullmatch(amount.text.strip())
            and is_name(chinese.key(name.text))
        ):
            yield Line(name.number, f"项目名称\t{name.text.strip()}", name.page)
            return
