"""Indicators told label by label: 三级指标：改造处数, 指标值：≥18处, each under its own head."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.listed_items import MARKS
from jixiao.targets.reading.paired_levels import parts_of_pair
from jixiao.targets.reading.shape_words import dimension_label, level_label

_ROLES = {
    "dimension": "一级指标", "aspect": "二级指标", "name": "三级指标", "sign": "指标性质",
    "value": "指标值", "unit": "计量单位", "actual": "实际完成值", "weight": "分值",
    "score": "得分", "reason": "偏差原因分析及改进措施",
}  # fmt: skip
"""The columns of a row, and the heads they are given."""
_FEWEST = 2
_CARRIED = ("dimension", "aspect")
_MARKS = f"{MARKS}】] "


class _ToldPart(NamedTuple):
    """One label with what is told behind it."""

    role: str
    text: str
    line: Line


def with_records_as_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with indicators that are told label by label as rows below heads; nothing where none are."""
    parts_of_lines = [list(_parts_of(line)) for line in lines]
    parts_of_lines = [list(_with_pairs_apart(parts)) for parts in parts_of_lines]
    roles = [part.role for parts in parts_of_lines for part in parts]
    if roles.count("name") < _FEWEST or roles.count("value") < _FEWEST:
        return []
    used = [role for role in _ROLES if role in roles]
    first = next(at for at, parts in enumerate(parts_of_lines) if parts)
    heads = "\t".join(_ROLES[role] for role in used)
    every = [part for parts in parts_of_lines for part in parts]
    rows = list(
        _rows_by_name(every, used) if _opens_with_name(roles) else _rows(every, used)
    )
    others = [
        line
        for line, parts in zip(lines[first:], parts_of_lines[first:], strict=True)
        if not parts
    ]
    number, page = lines[first].number, lines[first].page
    return [*lines[:first], Line(number, heads, page), *rows, *others]


def _parts_of(line: Line) -> Iterator[_ToldPart]:
    """The labels of a line and what stands behind each; none unless the line opens with one."""
    if line.cells or "\t" in line.text:
        return
    if level := _level(line.text):
        yield _ToldPart(*level, line)
        return
    openings = list(_label().finditer(line.text))
    if not openings or line.text[: openings[0].start()].strip():
        return
    stops = [opening.start() for opening in openings[1:]] + [len(line.text)]
    for opening, stop in zip(openings, stops, strict=True):
        role = _role_of()[chinese.key(opening["label"])]
        text = line.text[opening.end() : stop].strip().rstrip("；;，,。")
        yield _ToldPart(role, text, line)


def _level(text: str) -> tuple[str, str] | None:
    """The level of a label that stands alone on a line, marked or not, and the label: 【产出指标】."""
    label = text.strip().strip(_MARKS).rstrip(":：")
    if level_label().fullmatch(chinese.key(label)) is None:
        return None
    is_first = dimension_label().fullmatch(chinese.key(label)) is not None
    return "dimension" if is_first else "aspect", label


def _with_pairs_apart(parts: Sequence[_ToldPart]) -> Iterator[_ToldPart]:
    """The labels of a line, both levels told behind one label apart: 产出指标-数量指标."""
    for part in parts:
        pair = parts_of_pair(part.text) if part.role in _CARRIED else None
        if pair is None:
            yield part
            continue
        for role, text in zip(_CARRIED, pair, strict=True):
            yield _ToldPart(role, text, part.line)


def _opens_with_name(roles: Sequence[str]) -> bool:
    """Whether each indicator opens with its name, and tells its levels behind it."""
    first, *others = roles
    if first != "name" or "name" not in others:
        return False
    return bool({*others[: others.index("name")]} & {*_CARRIED})


def _rows_by_name(
    told_parts: Sequence[_ToldPart], used: Sequence[str]
) -> Iterator[Line]:
    """A row for each name, with what is told behind it; levels that it leaves out stay the same."""
    levels: dict[str, str] = {}
    row: dict[str, str] = {}
    at = told_parts[0].line
    for part in told_parts:
        if part.role == "name" and row:
            levels |= {role: row[role] for role in _CARRIED if role in row}
            yield _row({**levels, **row}, used, at)
            row = {}
        at = part.line if part.role == "name" else at
        row.setdefault(part.role, part.text)
    yield _row({**levels, **row}, used, at)


def _rows(told_parts: Sequence[_ToldPart], used: Sequence[str]) -> Iterator[Line]:
    """A row for each name, below the levels that were told last before it."""
    levels: dict[str, str] = {}
    row: dict[str, str] = {}
    at = told_parts[0].line
    for part in told_parts:
        opens_next = part.role in row or part.role in _CARRIED
        if row and opens_next and "name" in row:
            yield _row({**levels, **row}, used, at)
            row = {}
        if part.role == "dimension":
            levels = {}
        if part.role in _CARRIED:
            levels[part.role] = part.text
        else:
            at = part.line if part.role == "name" or not row else at
            row[part.role] = part.text
    if row:
        yield _row({**levels, **row}, used, at)


def _row(row: dict[str, str], used: Sequence[str], at: Line) -> Line:
    return Line(at.number, "\t".join(row.get(role, "") for role in used), at.page)


@cache
def _role_of() -> dict[str, str]:
    heads = dialects()[BASE].heads
    return {word: role for role in reversed(_ROLES) for word in heads.get(role, ())}


@cache
def _label() -> re.Pattern[str]:
    words = any_of(word for word in _role_of() if len(word) > 1)
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s；;，,。]))\s*(?:[(（]?\d{{1,2}}[)）.、．]\s*)?(?P<label>{words})\s*[:：]"
    )
