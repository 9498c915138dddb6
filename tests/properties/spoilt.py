"""Drawn forms spoilt in ways that no list names: heads in other words, codes, marks between rows, columns added.

Each way takes a form printed with tabs and leaves what its rows say as it was.
"""

import re
from collections.abc import Callable

Spoil = Callable[[str], str]
_NAME = re.compile(r"三级指标(?:内容)?|指标内容|指标名称")
_VALUE = re.compile(r"^(?:年度|年初|当年度|计划)?(?:目标|指标)+值(?:\(A\))?$")
_MARK = "仅供内部核对使用"


def _heads(lines: list[str]) -> tuple[int, int] | None:
    """The line of the heads and the column of the names; None where a form prints none."""
    for at, line in enumerate(lines):
        cells = line.split("\t")
        for column, cell in enumerate(cells):
            if len(cells) > column + 1 and _NAME.fullmatch(cell.strip()):
                return at, column
    return None


def _with_column(text: str, offset: int, head: str, cells: str) -> str:
    """The form with a column more, so many columns from the names."""
    lines = text.split("\n")
    place = _heads(lines)
    if place is None:
        return text
    at, column = place
    for number in range(at, len(lines)):
        parts = lines[number].split("\t")
        if len(parts) > column:
            added = head if number == at else cells.format(number - at)
            is_row = bool(parts[column].strip())
            parts.insert(column + offset, added if is_row else "")
            lines[number] = "\t".join(parts)
    return "\n".join(lines)


def coded(text: str) -> str:
    """Codes between the levels and the names."""
    return _with_column(text, 0, "指标编码", "Z{:04}")


def with_persons(text: str) -> str:
    """Who answers for a row, behind its name."""
    return _with_column(text, 1, "责任科室", "业务{}科")


def with_another_value(text: str) -> str:
    """Another figure behind the name, under a head that says nothing."""
    return _with_column(text, 1, "丙栏", "{}.5万人")


def renamed(text: str) -> str:
    """The value under a head that no list names."""
    lines = text.split("\n")
    place = _heads(lines)
    if place is None:
        return text
    cells = lines[place[0]].split("\t")
    renamed = ["标尺" if _VALUE.fullmatch(cell) else cell for cell in cells]
    lines[place[0]] = "\t".join(renamed)
    return "\n".join(lines)


def marked(text: str) -> str:
    """A mark of the page on a line of its own, four times."""
    lines = text.split("\n")
    for at in range(len(lines) - 1, 0, -max(2, len(lines) // 4)):
        lines.insert(at, _MARK)
    return "\n".join(lines)


def with_more_below(text: str) -> str:
    """What belongs to no row, below the rows in cells of their own."""
    return (
        f"{text}\n存在问题\t\t进度偏慢\t加强调度\n资金使用情况\t\t已支付85万元\t合规\n"
    )


SPOILS: dict[str, Spoil] = {
    spoil.__name__: spoil
    for spoil in (
        coded,
        with_persons,
        with_another_value,
        renamed,
        marked,
        with_more_below,
    )
}
