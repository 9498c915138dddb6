"""Points in columns of their own behind both levels: 决策 | 15 | 项目立项 | 8 | …, put into the labels."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import LEVELS, SUM

_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,2})?分?")
_TWO = 2


def with_points_of_levels_in_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines of a form that prints points behind each level with them in the labels: 决策(15分)."""
    restated: list[Line] = []
    is_below = False
    for line in lines:
        cells = _cells(line)
        heads = _without_points(cells)
        if len(heads) < len(cells):
            is_below = True
            restated.append(_line(line, heads))
        elif is_below and len(cells) > _TWO and not SUM.match(chinese.key(cells[0])):
            restated.append(_line(line, list(_row(cells))))
        else:
            restated.append(line)
    return restated


def _without_points(cells: Sequence[str]) -> list[str]:
    """Heads without those of points right behind a level's; all of them where not both levels have one."""
    roles = [_roles().get(chinese.key(cell), "") for cell in cells]
    behind = [
        at
        for at, role in enumerate(roles)
        if at and role == "weight" and roles[at - 1] in LEVELS
    ]
    if len(behind) < _TWO or "name" not in roles:
        return list(cells)
    return [cell for at, cell in enumerate(cells) if at not in behind]


def _row(cells: Sequence[str]) -> Iterator[str]:
    """A row with the points of its levels behind them in brackets; levels that it leaves out are blank."""
    filled = [cell for cell in cells if cell]
    pairs: list[tuple[str, str]] = []
    while len(filled) > _TWO and not _is_points(filled[0]) and _is_points(filled[1]):
        pairs.append((filled[0], filled[1]))
        filled = filled[_TWO:]
    *levels, (name, weight) = pairs or [("", "")]
    labels = [f"{text}({points.rstrip('分')}分)" for text, points in levels[-_TWO:]]
    yield from ([""] * _TWO + labels)[-_TWO:]
    yield name
    yield weight
    yield from filled


def _is_points(cell: str) -> bool:
    return _POINTS.fullmatch(chinese.key(cell)) is not None


def _cells(line: Line) -> list[str]:
    if line.cells or "\t" not in line.text:
        return []
    return [cell.strip() for cell in line.text.split("\t")]


def _line(line: Line, cells: Sequence[str]) -> Line:
    return Line(line.number, "\t".join(cells), line.page)


@cache
def _roles() -> dict[str, str]:
    heads = dialects()[BASE].heads
    return {word: role for role, words in heads.items() for word in words}
