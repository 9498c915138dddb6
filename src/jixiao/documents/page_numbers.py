"""Know the page numbers that text from PDF leaves between the lines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao import chinese
from jixiao.documents.document import Line

_MARKED = re.compile(
    r"[-—–·]+\d{1,4}[-—–·]+|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}页?|第[一二三四五六七八九十百]+页|\d{1,3}、"
)
_BARE = re.compile(r"\d{1,4}")
_LEAST_RUN = 3
_LEAST_LINES_OF_A_PAGE = 8


def find_page_numbers(lines: Sequence[Line]) -> set[int]:
    """Give the places in `lines` that hold nothing but a page number.

    Marked ones (- 3 -, 第3页 共8页, 3、 alone on its line) are known by themselves. A bare number
    is one only at the edge of a page that a form feed shows, or in a run of three or more, each
    one more than the last and a page apart: anything else may be a value.
    """
    keys = [chinese.key(line.text) for line in lines]
    filled = [index for index, text in enumerate(keys) if text]
    found = {index for index in filled if _MARKED.fullmatch(keys[index])}
    bare = [place for place, index in enumerate(filled) if _BARE.fullmatch(keys[index])]
    for place in bare:
        page = lines[filled[place]].page
        edges = {lines[filled[at]].page for at in (place - 1, place + 1) if 0 <= at < len(filled)}
        if page is not None and edges - {page}:
            found.add(filled[place])
    found |= {filled[place] for place in _runs([(p, int(keys[filled[p]])) for p in bare])}
    return found


def _runs(numbered: list[tuple[int, int]]) -> set[int]:
    """Give the places of numbers that count pages up."""
    found: set[int] = set()
    run: list[int] = []
    for before, (place, number) in pairwise([(-_LEAST_LINES_OF_A_PAGE, -1), *numbered]):
        goes_on = number == before[1] + 1 and place - before[0] >= _LEAST_LINES_OF_A_PAGE
        run = [*run, place] if goes_on and run else [place]
        if len(run) >= _LEAST_RUN:
            found.update(run)
    return found
