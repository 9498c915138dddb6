"""Heads that say of which period they are, 三级指标(长期) beside 三级指标(年度): the rows of the year."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao import chinese
from jixiao.documents import Line
from jixiao.targets.reading.heads import SUM
from jixiao.targets.reading.shape_words import dimension_label, level_label

_HEADS = "一级指标\t二级指标\t三级指标\t指标值"
_MARKED_HEAD = re.compile(
    r"(?P<head>二级指标|三级指标|(?:指标|目标)值)"
    r"\((?:(?P<term>长期|中期|中长期|实施期|总体|项目期)|(?P<year>年度|本年度?|当年))\)"
)
_DIMENSION_HEAD = "一级指标"
_BLOCK = ("二级指标", "三级指标")
_NAME_AND_VALUE = 2


@dataclass
class _Cell:
    line: Line
    text: str

    @property
    def key(self) -> str:
        return chinese.key(self.text)


@dataclass
class _Row:
    """A row of two blocks: the second level as both print it, and the texts behind each."""

    line: Line
    dimension: str
    aspect: str
    blocks: list[list[str]] = field(default_factory=lambda: [[]])

    @property
    def is_whole(self) -> bool:
        """Whether both blocks print the second level, and each a name and a value or nothing.

        Names that share no two characters may be those of two rows, each with one block.
        """
        if any(len(block) not in {0, _NAME_AND_VALUE} for block in self.blocks):
            return False
        if len(self.blocks) == 1:
            return False
        term, year = self.blocks
        return not (term and year) or bool(_pairs(term[0]) & _pairs(year[0]))


def with_the_year_of_marked_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines with the year's block as rows; a term's targets are not kept.

    Blank cells may be lost, and cells may stand one a line. Where not every row prints its second
    level in both blocks the lines stay as they are.
    """
    cells = [
        _Cell(line, text.strip())
        for line in lines
        for text in ([] if line.cells else line.text.split("\t"))
        if text.strip()
    ]
    first, last = _heads(cells)
    if first == last:
        return list(lines)
    rows, tail = _rows(cells[last:])
    if not rows or not all(row.is_whole for row in rows):
        return list(lines)
    start, stop = cells[first].line, tail
    above = [line for line in lines if line.number < start.number]
    below = [line for line in lines if stop and line.number >= stop.number]
    heads = Line(start.number, _HEADS, start.page)
    return [*above, heads, *_printed(rows), *below]


def _heads(cells: Sequence[_Cell]) -> tuple[int, int]:
    """Where heads of a term stand before those of the year, from the first level's on; nowhere is (0, 0)."""
    matches = [_MARKED_HEAD.fullmatch(cell.key) for cell in cells]
    marked = [at for at, match in enumerate(matches) if match]
    if len(marked) != 2 * (len(_BLOCK) + 1) or marked[-1] - marked[0] >= len(marked):
        return 0, 0
    periods = [bool(match["year"]) for match in matches if match]
    words = [match["head"] for match in matches if match]
    half = len(periods) // 2
    in_order = periods == [False] * half + [True] * half
    alike = words[:half] == words[half:] and tuple(words[:2]) == _BLOCK
    first = marked[0]
    has_first_level = first > 0 and cells[first - 1].key == _DIMENSION_HEAD
    if not (in_order and alike and has_first_level):
        return 0, 0
    return first - 1, marked[-1] + 1


def _rows(cells: Sequence[_Cell]) -> tuple[list[_Row], Line | None]:
    """The rows below the heads, and the line where something else begins."""
    rows: list[_Row] = []
    dimension = ""
    for cell in cells:
        is_label = level_label().fullmatch(cell.key) is not None
        row = rows[-1] if rows else None
        if is_label and dimension_label().fullmatch(cell.key):
            dimension = cell.text
        elif is_label and row and row.aspect == cell.key and len(row.blocks) == 1:
            row.blocks.append([])
        elif is_label:
            rows.append(_Row(cell.line, dimension, cell.key))
        elif row is None or SUM.match(cell.key) or _is_full(row):
            return rows, cell.line
        else:
            row.blocks[-1].append(cell.text)
    return rows, None


def _pairs(text: str) -> set[str]:
    """Every two characters that stand beside each other."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _is_full(row: _Row) -> bool:
    return len(row.blocks) > 1 and len(row.blocks[1]) >= _NAME_AND_VALUE


def _printed(rows: Sequence[_Row]) -> Iterator[Line]:
    """The year's part of each row; one that the year leaves blank is none."""
    for row in rows:
        if row.blocks[1]:
            text = "\t".join((row.dimension, row.aspect, *row.blocks[1]))
            yield Line(row.line.number, text, row.line.page)
