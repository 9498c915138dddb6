"""Drawn forms as text that tells too little: labels beside the middle of their rows, wraps, columns in a run."""

import re
from collections.abc import Callable
from random import Random

from tests.properties.unseen import Cell, Grid, Unseen
from tests.properties.unseen_prints import wrapped_middle, wrapped_top

Disguise = Callable[[Unseen], str]
_SHORTEST = 7
_HALF = 0.5


def _midway(form: Unseen) -> Grid:
    """The grid with each merged label in the middle of the rows that it spans."""
    grid = [list(line) for line in form.grid]
    for at, line in enumerate(form.grid):
        for column, cell in enumerate(line):
            if cell and cell.rows > 1:
                grid[at][column] = None
                grid[at + cell.rows // 2][column] = cell
    return grid


def _printed(form: Unseen, rows: list[str]) -> str:
    return "\n".join([*form.above, *rows, *form.below])


def _texts(line: list[Cell | None]) -> list[str]:
    return [cell.text for cell in line if cell and cell.text]


def labels_midway(form: Unseen) -> str:
    """Rows parted by spaces, each label on the middle line of its rows."""
    return _printed(form, [" ".join(_texts(line)) for line in _midway(form)])


def cells_midway(form: Unseen) -> str:
    """A cell a line, each label before the middle one of its rows."""
    return _printed(form, [text for line in _midway(form) for text in _texts(line)])


def collapsed_top(form: Unseen) -> str:
    """Cells wrapped from the top, the blanks between columns lost but one."""
    return _collapsed(wrapped_top(form))


def collapsed_middle(form: Unseen) -> str:
    """Cells wrapped half way down, the blanks between columns lost but one."""
    return _collapsed(wrapped_middle(form))


def _collapsed(text: str) -> str:
    return "\n".join(re.sub(" +", " ", line).strip() for line in text.split("\n"))


def columns_in_a_run(form: Unseen) -> str:
    """The body told column by column, a cell a line."""
    above, body = form.grid[: -len(form.rows)], form.grid[-len(form.rows) :]
    rows = [" ".join(_texts(line)) for line in above]
    columns = [
        cell.text
        for column in zip(*body, strict=True)
        for cell in column
        if cell and cell.text
    ]
    return _printed(form, [*rows, *columns])


def names_broken(form: Unseen) -> str:
    """A cell a line, half of the long ones broken over several lines."""
    draw = Random(len(form.rows))
    lines: list[str] = []
    for text in (text for line in form.grid for text in _texts(line)):
        width = draw.randint(4, 9) if len(text) >= _SHORTEST else len(text)
        parts = [text[at : at + width] for at in range(0, len(text), width)]
        lines += parts if draw.random() < _HALF else [text]
    return _printed(form, lines)


DISGUISES: dict[str, Disguise] = {
    disguise.__name__: disguise
    for disguise in (
        labels_midway,
        cells_midway,
        collapsed_top,
        collapsed_middle,
        columns_in_a_run,
        names_broken,
    )
}
