"""One table of projects whose columns are kinds of indicators: 数量指标, 质量指标, … behind the project's name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.project_rows import label_of_column

_FEWEST = 2
_NOTHING = frozenset(("", "/", "-", "—", "无", "不涉及"))
_SHORTEST = 4
_ENDS = re.compile(r"[；;。\n]\s*")


def with_kinds_as_forms(lines: Sequence[Line]) -> list[Line]:
    """The lines with each row of such a table as a form that tells its indicators; nothing without one."""
    place = next((at for at, line in enumerate(lines) if _heads_kinds(line)), None)
    if place is None:
        return []
    heads = lines[place].text.split("\t")
    restated = list(lines[:place])
    projects = 0
    for line in lines[place + 1 :]:
        cells = line.text.split("\t")
        pairs = list(zip(heads, cells, strict=False))
        filled = [pair for pair in pairs if _is_kind(pair[0]) and _tells(pair[1])]
        if len(cells) < len(heads) - 1 or not filled:
            restated.append(line)
            continue
        projects += 1
        restated += _fields(line, [pair for pair in pairs if not _is_kind(pair[0])])
        restated += [
            Line(line.number, f"{kind}：{_sentence(cell)}", line.page)
            for kind, cell in filled
        ]
    return restated if projects else []


def _heads_kinds(line: Line) -> bool:
    """Whether a line heads a project's name and kinds of indicators, and no names or values of their own."""
    if "项目" not in line.text or "\t" not in line.text:
        return False
    keys = [chinese.key(cell) for cell in line.text.split("\t")]
    if "项目名称" not in keys or sum("指标" in key for key in keys) < _FEWEST:
        return False
    kinds = sum(map(_is_kind, keys))
    others = {*dialects()[BASE].heads["name"], *dialects()[BASE].heads["value"]}
    return kinds >= _FEWEST and others.isdisjoint(keys)


def _is_kind(head: str) -> bool:
    return _kind().fullmatch(chinese.key(head)) is not None


def _tells(cell: str) -> bool:
    return chinese.key(cell) not in _NOTHING


def _sentence(cell: str) -> str:
    """What a cell tells, its items parted by semicolons."""
    return "；".join(part for part in _ENDS.split(cell.strip()) if part) + "。"


def _fields(line: Line, pairs: Sequence[tuple[str, str]]) -> Iterator[Line]:
    """The fields of a project, its name first."""
    named = sorted(pairs, key=lambda pair: chinese.key(pair[0]) != "项目名称")
    for head, value in named:
        if _tells(value) and (label := label_of_column(head)):
            yield Line(line.number, f"{label}\t{value.strip()}", line.page)


@cache
def _kind() -> re.Pattern[str]:
    framework = dialects()[BASE].framework
    words = (*framework.aspect_words, *framework.dimension_words)
    return re.compile(any_of(word for word in words if len(word) >= _SHORTEST))
