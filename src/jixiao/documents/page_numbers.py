"""Know the page numbers that text from PDF leaves between the lines."""

import re
from collections.abc import Sequence

from jixiao import chinese
from jixiao.documents.document import Line

_MARKED = re.compile(
    r"[-—–·]+\d{1,4}[-—–·]+|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}页?|第[一二三四五六七八九十百]+页|\d{1,3}、"
)
_BARE = re.compile(r"\d{1,4}")
_LEAST_RUN = 3
_LEAST_LINES_OF_A_PAGE = 8


def find_page_numbers(lines: Sequence[Line]) -> set[int]:
    """The places in `lines` that hold nothing but a page number.

    Marked ones (- 3 -, 第3页 共8页, 3、 alone on its line) are known by themselves. A bare number
    is one only at the edge of a page that a form feed shows, or in a run of three or more, each
    one more than the last and a page apart: anything else may be a value.
    """
    texts = [chinese.key(line.text) for line in lines]
    filled = [place for place, text in enumerate(texts) if text]
    pages = [lines[place].page for place in filled]
    page_numbers: set[int] = set()
    bare: list[tuple[int, int]] = []
    for order, place in enumerate(filled):
        text = texts[place]
        if _MARKED.fullmatch(text):
            page_numbers.add(place)
        elif _BARE.fullmatch(text):
            bare.append((order, int(text)))
            if _is_at_edge(pages, order):
                page_numbers.add(place)
    page_numbers.update(filled[order] for order in _counting_up(bare))
    return page_numbers


def _is_at_edge(pages: Sequence[int | None], order: int) -> bool:
    """Whether the filled line before or behind one stands on another page."""
    page = pages[order]
    before, behind = pages[max(0, order - 1) : order], pages[order + 1 : order + 2]
    return page is not None and any(other != page for other in (*before, *behind))


def _counting_up(numbered: Sequence[tuple[int, int]]) -> set[int]:
    """The orders of numbers that count pages up, of pairs (order among filled lines, number)."""
    counting: set[int] = set()
    run: list[int] = []
    last_order, last_number = -_LEAST_LINES_OF_A_PAGE, -1
    for order, number in numbered:
        follows = (
            number == last_number + 1 and order - last_order >= _LEAST_LINES_OF_A_PAGE
        )
        run = [*run, order] if follows and run else [order]
        if len(run) >= _LEAST_RUN:
            counting.update(run)
        last_order, last_number = order, number
    return counting
