"""Tables that lie on their side: heads down the first column, an indicator in each column, stood up again."""

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.dialect import BASE, dialects

_FEWEST_COLUMNS = 3
_LEVELS = ("dimension", "aspect")


def with_lying_tables_upright(lines: Sequence[Line]) -> list[Line]:
    """The lines with the rows of such a table turned into columns; nothing where none lies so.

    A merged cell of a level holds for the columns that are blank behind it.
    """
    roles = [_role(line) for line in lines]
    if "name" not in roles or "value" not in roles:
        return []
    first = next(at for at, role in enumerate(roles) if role)
    last = first
    while last < len(lines) and roles[last]:
        last += 1
    if not {"name", "value"} <= set(roles[first:last]):
        return []
    rows = [
        _cells(line, role)
        for line, role in zip(lines[first:last], roles[first:last], strict=True)
    ]
    widths = {len(row) for row in rows}
    if max(widths) - 1 < _FEWEST_COLUMNS or not _are_told(rows, roles[first:last]):
        return []
    at = lines[first]
    upright = [
        Line(at.number, "\t".join(column), at.page)
        for column in zip_longest(*rows, fillvalue="")
    ]
    return [*lines[:first], *upright, *lines[last:]]


def _role(line: Line) -> str | None:
    """What the first cell of a line heads, where cells behind it are no heads; None for any other."""
    cells = [chinese.key(cell) for cell in line.text.split("\t")]
    heads = _roles()
    are_heads = sum(cell in heads for cell in cells) > 1
    return (
        None
        if line.cells or len(cells) <= _FEWEST_COLUMNS or are_heads
        else heads.get(cells[0])
    )


def _cells(line: Line, role: str | None) -> list[str]:
    cells = [cell.strip() for cell in line.text.rstrip("\t").split("\t")]
    if role not in _LEVELS:
        return cells
    carried = cells[:1]
    for cell in cells[1:]:
        carried.append(cell or carried[-1])
    return carried


def _are_told(rows: Sequence[Sequence[str]], roles: Sequence[str | None]) -> bool:
    """Whether there are as many targets as names."""
    by_role = dict(zip(roles, rows, strict=True))
    return len(by_role["name"]) == len(by_role["value"])


@cache
def _roles() -> dict[str, str]:
    heads = dialects()[BASE].heads
    return {word: role for role, words in heads.items() for word in words}
