"""One table of several projects: columns for the project before those of its indicators."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.shape_words import dimension_label, level_label

_PROJECT_HEADS = {
    "项目名称": "项目名称", "单位名称": "实施单位", "预算单位": "实施单位", "项目单位": "实施单位",
    "主管部门": "主管部门", "部门名称": "主管部门", "预算数": "年度资金总额", "预算金额": "年度资金总额",
    "资金总额": "年度资金总额", "年度预算": "年度资金总额", "项目金额": "年度资金总额", "金额": "年度资金总额",
    "年度目标": "年度总体目标", "绩效目标": "年度总体目标", "年度绩效目标": "年度总体目标",
    "总体目标": "年度总体目标", "年度总体目标": "年度总体目标", "项目绩效目标": "年度总体目标",
}  # fmt: skip
"""What the columns before the levels are called in a form of one project."""


_UNITS_AND_PROJECTS = re.compile(
    r"(?:(?:预算|项目)?(?:单位|部门)(?:名称)?[、/及和(]?)?项目名称\)?|项目名称[、/及和]单位(?:名称)?"
)
_UNIT = re.compile(r"[(（](?:单位[:：])?(亿元|万元|元)[)）]$")


def label_of_column(head: str) -> str | None:
    """What a column of projects is called in a form of one project, with its unit; None for numbers of rows."""
    key = chinese.key(head)
    unit = _UNIT.search(key)
    bare = key[: unit.start()] if unit else key
    if bare in dialects()[BASE].heads["serial"]:
        return None
    label = _PROJECT_HEADS.get(bare, bare)
    return f"{label}（{unit[1]}）" if unit else label


def with_projects_as_forms(lines: Sequence[Line]) -> list[Line]:
    """The lines with each project of a table as a form of its own; nothing where it is no such table."""
    place = next(
        (at for at, line in enumerate(lines) if _heads_projects(line.text)), None
    )
    if place is None:
        return []
    mark = "\t" if "\t" in lines[place].text else " "
    heads = _split(lines[place].text, mark)
    keys = list(map(_head_key, heads))
    first = keys.index("一级指标")
    fields = [key for key in keys[:first] if key]
    restated = list(lines[:place])
    projects = 0
    above: list[str] = []
    """The cells of the row above that names a project over its rows."""
    for line in lines[place + 1 :]:
        cells = _split(line.text, mark)
        level = _first_level(cells)
        if mark == " " and level is None and projects:
            restated.append(line)
            continue
        if level is None and projects and _goes_on_with_project(cells, first):
            restated.append(_part(line, cells, first, mark))
            continue
        before = [cell for cell in cells[:level] if cell.strip()]
        if level is None:
            restated += [] if before else [line]
            above = before or above
            continue
        values = dict(zip(reversed(fields), reversed(before), strict=False))
        if not before and "项目名称" in fields:
            values = dict(zip(fields[fields.index("项目名称") :], above, strict=False))
        if values and len(before) <= len(fields):
            projects += 1
            restated += _project(line, values)
            restated.append(_part(lines[place], heads, first, mark))
        above = []
        restated.append(_part(line, cells, level, mark))
    return restated if projects else []


def _first_level(cells: Sequence[str]) -> int | None:
    """The first cell that is a label of the first level, or of two labels beside each other.

    Where nothing but a second level's label opens a row, the blank before it: that of the first.
    """
    keys = list(map(chinese.key, cells))
    labels = [level_label().fullmatch(key) is not None for key in keys]
    pairs = [*map(all, pairwise(labels)), False]
    firsts = (
        at
        for at, key in enumerate(keys)
        if pairs[at] or dimension_label().fullmatch(key)
    )
    if (level := next(firsts, None)) is not None:
        return level
    opening = next((at for at, key in enumerate(keys) if key), 0)
    return opening - 1 if opening and labels[opening] else None


def _goes_on_with_project(cells: Sequence[str], first: int) -> bool:
    """Whether a row has nothing in the columns of its project and its indicator in those behind."""
    return not any(map(str.strip, cells[:first])) and any(cells[first + 1 : first + 3])


def _heads_projects(text: str) -> bool:
    keys = list(map(_head_key, _split(text, "\t" if "\t" in text else " ")))
    if "项目名称" not in keys or "一级指标" not in keys:
        return False
    return keys.index("项目名称") < keys.index("一级指标")


def _head_key(head: str) -> str:
    """The words of a head; one for units and their projects below them is the projects'."""
    key = chinese.key(head)
    return "项目名称" if _UNITS_AND_PROJECTS.fullmatch(key) else key


def _project(line: Line, values: dict[str, str]) -> Iterator[Line]:
    """The fields of a project, each on a line of its own, its name first."""
    named = sorted(values.items(), key=lambda pair: pair[0] != "项目名称")
    for head, value in named:
        label = _PROJECT_HEADS.get(head, head)
        yield Line(line.number, f"{label}\t{value.strip()}", line.page)


def _part(line: Line, cells: Sequence[str], first: int, mark: str) -> Line:
    """A line from one of its cells on."""
    return Line(line.number, mark.join(cells[first:]), line.page, line.cells[first:])


def _split(text: str, mark: str) -> list[str]:
    """The cells of a line, parted by tabs or by spaces."""
    return text.split() if mark == " " else text.split(mark)
