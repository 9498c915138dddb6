"""A term's and the year's indicators side by side below heads of their own: the year's as the form's rows."""

from collections.abc import Iterator, Sequence
from functools import cache

from jixiao import chinese
from jixiao.documents import Line
from jixiao.quantity import is_figures, is_sign, is_usual_wording
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import LEVELS, SUM
from jixiao.targets.reading.shape_words import dimension_label, level_label

_HEADS = "一级指标\t二级指标\t三级指标\t指标值"
_TWO = 2


def with_the_year_of_two_blocks(lines: Sequence[Line]) -> list[Line]:
    """The lines with the right one of two blocks of equal heads as rows; a term's targets are not kept.

    Rows of the two need not be as many, and blank cells may be lost.
    """
    place = next((at for at, line in enumerate(lines) if _are_twofold(line)), None)
    if place is None:
        return list(lines)
    columns = [_roles().get(chinese.key(cell), "") for cell in _cells(lines[place])]
    names = [at for at, role in enumerate(columns) if role == "name"]
    second = names[1] - (columns[names[1] - 1] == "aspect")
    second -= columns[second - 1] == "dimension" and second > names[0]
    head = lines[place]
    below = lines[place + 1 :]
    rows = [row for line in below if (row := _row(line, columns, second)).text]
    return [*lines[:place], Line(head.number, _HEADS, head.page), *rows]


def _are_twofold(line: Line) -> bool:
    """Whether a line is heads of names and values twice, each value headed in the same words."""
    if line.cells or "\t" not in line.text:
        return False
    words = [chinese.key(cell) for cell in _cells(line)]
    roles = [_roles().get(word, "") for word in words]
    values = [word for word, role in zip(words, roles, strict=True) if role == "value"]
    is_twofold = roles.count("name") == roles.count("aspect") == _TWO
    return is_twofold and len(values) == _TWO and values[0] == values[1]


def _row(line: Line, columns: Sequence[str], second: int) -> Line:
    """The year's cells of a row, nothing where it has none; what is no row of two blocks as it is."""
    cells = _cells(line)
    first = chinese.key(cells[0]) if cells else ""
    if line.cells or "\t" not in line.text or SUM.match(first):
        return line
    if len(cells) == len(columns):
        text = "\t".join(_in_place(cells, columns, second))
        return Line(line.number, text.rstrip("\t"), line.page)
    left, right = _halves(cells)
    dimension = next(
        (c for c in cells if dimension_label().fullmatch(chinese.key(c))), ""
    )
    levels = [c for c in right if c != dimension and _is_label(c)]
    others = [c for c in right if c and c != dimension and not _is_label(c)]
    name, value = [*others, "", ""][:_TWO]
    aspect = levels[0] if levels else _aspect_of(left, dimension)
    text = f"{dimension}\t{aspect}\t{name}\t{value}"
    return Line(line.number, text.rstrip("\t"), line.page)


def _in_place(
    cells: Sequence[str], columns: Sequence[str], second: int
) -> Iterator[str]:
    """The year's cells of a row that has one below each head; levels that only the left block prints."""
    below: dict[str, str] = {}
    for at, (cell, role) in enumerate(zip(cells, columns, strict=True)):
        if at >= second or role in LEVELS:
            below[role] = cell or below.get(role, "")
    is_blank = not (below.get("name") or below.get("value"))
    for role in (*LEVELS, "name", "value"):
        yield "" if is_blank and role not in LEVELS else below.get(role, "")


def _aspect_of(left: Sequence[str], dimension: str) -> str:
    """The second level that only the left block prints."""
    return next((c for c in left if c != dimension and _is_label(c)), "")


def _halves(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """The cells of both blocks: the left one ends with its value; blanks before all leave it out."""
    if not cells[0].strip() and len([c for c in cells if c]) <= _TWO + 1:
        return [], list(cells)
    filled = [cell for cell in cells if cell]
    for at, cell in enumerate(filled):
        if at and _is_value(cell):
            return filled[: at + 1], filled[at + 1 :]
    return filled, []


def _is_value(cell: str) -> bool:
    return is_figures(cell) or is_usual_wording(cell) or is_sign(cell[:1])


def _is_label(cell: str) -> bool:
    return level_label().fullmatch(chinese.key(cell)) is not None


def _cells(line: Line) -> list[str]:
    return [cell.strip() for cell in line.text.split("\t")]


@cache
def _roles() -> dict[str, str]:
    heads = dialects()[BASE].heads
    return {word: role for role in (*LEVELS, "name", "value") for word in heads[role]}
