"""What pages print again above and below their text: running heads, and the numbers of pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from jixiao import chinese
from jixiao.documents.assembly import Block
from jixiao.documents.document import Cell
from jixiao.evidence import Box

_NUMBER = re.compile(
    r"[-—–·]*\d{1,4}[-—–·]*|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}页?"
)
_TELLS_OF_TABLE = re.compile(r"表(?:\(.*\))?$|[:：]|单位|[亿万]?元|年度?\)?$")
"""What is printed above a table on every page and is its title, its year or its unit."""
_SAME_LEVEL = 3.0
"""Points by which a line stands at most higher or lower on another page."""
_MOST_LINES = 3
"""How many lines above or below the text of a page are looked at."""


@dataclass
class PageBlocks:
    """A page's blocks: those above its text, its text, those below; and its cells without room."""

    blocks: list[Block]
    full: frozenset[Box]
    heads: list[Block] = field(default_factory=list)
    feet: list[Block] = field(default_factory=list)


def part_margins(pages: Sequence[PageBlocks]) -> None:
    """Set what runs along the pages apart from their text; a running head stands on the first only."""
    known: dict[str, Cell] = {}
    lines_below: list[Cell] = []
    for page, below in zip_longest(pages, pages[1:]):
        lines, lines_below = (
            lines_below or _margin(page),
            _margin(below) if below else [],
        )
        for line in lines:
            earlier = known.get(chinese.key(line.text))
            is_new = earlier is None or not _is_repeated(line, [earlier])
            if _is_number(line) or not is_new or _is_repeated(line, lines_below):
                _set_apart(page, line, is_new=is_new)
                known.setdefault(chinese.key(line.text), line)


def _margin(page: PageBlocks) -> list[Cell]:
    """The lines above and below the tables and paragraphs of a page."""
    edges = [*page.blocks[:_MOST_LINES], *page.blocks[-_MOST_LINES:]]
    lines = [block for block in edges if isinstance(block, Cell)]
    return list({id(line): line for line in lines}.values())


def _is_repeated(line: Cell, others: Sequence[Cell]) -> bool:
    """Whether another page prints a line in the same place, which tells nothing of a table."""
    text = chinese.key(line.text)
    if line.box is None or _TELLS_OF_TABLE.search(text):
        return False
    return any(
        other.box is not None
        and chinese.key(other.text) == text
        and abs(other.box[1] - line.box[1]) <= _SAME_LEVEL
        for other in others
    )


def _is_number(line: Cell) -> bool:
    return _NUMBER.fullmatch(chinese.key(line.text)) is not None


def _set_apart(page: PageBlocks, line: Cell, *, is_new: bool) -> None:
    """Move a line to the margin, if only lines like it stand outside of it."""
    place = next((at for at, block in enumerate(page.blocks) if block is line), None)
    if place is None or place not in (0, len(page.blocks) - 1):
        return
    del page.blocks[place]
    margin = page.heads if place == 0 else page.feet
    if is_new or _is_number(line):
        margin.append(line)
