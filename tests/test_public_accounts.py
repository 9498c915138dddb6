"""Public final accounts against the ruled cells that another program finds in them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jixiao import chinese
from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts
from jixiao.budgets.layout import TableLayout
from jixiao.reading import read_document
from tests.conftest import SHARED

DOCUMENTS = sorted((SHARED / "documents").glob("*.pdf"))
AMOUNT = re.compile(r"-?[\d,]+\.\d+%?")
FIGURE = re.compile(
    r"(-?\d[\d,]*(?:\.\d+)?)(亿元|万元|元|%|个百分点|平方米|辆|台|套)(?![/\d])"
)
PAGE_NUMBER = re.compile(r"\s*-?\s*\d+\s*-?\s*")
TITLE = re.compile(r"[^,，。;；:：、.…]{4,40}表")
LEAST = 0.98

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not DOCUMENTS, reason="the documents are not beside the project"
    ),
]


class Ruled(NamedTuple):
    """An amount in a ruled cell: its page, its middle, the labels left of it, the heads above."""

    page: int
    middle: tuple[float, float]
    labels: str
    heads: tuple[str, ...]
    amount: str


def ruled_amounts(path: Path) -> Iterator[Ruled]:
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                yield from table_amounts(page.page_number, table)


def table_amounts(page: int, table: Any) -> Iterator[Ruled]:
    heads: list[tuple[float, float, str]] = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        words = [chinese.key(text or "") for text in texts]
        for at, (box, word) in enumerate(zip(row.cells, words, strict=True)):
            if box and AMOUNT.fullmatch(word):
                middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                labels = [label for label in words[:at] if not AMOUNT.fullmatch(label)]
                above = [
                    text for left, right, text in heads if left < middle[0] < right
                ]
                yield Ruled(page, middle, "".join(labels), tuple(above), word)
            elif box and word:
                heads.append((box[0], box[2], word))


Place = tuple[BudgetTable, BudgetRow, str]


def place_of(budget: Budget, ruled: Ruled) -> Place | None:
    """The table, the row and the column that we read where a ruled cell stands."""
    x, y = ruled.middle
    for table in budget.tables:
        for row in table.rows:
            for column, place in row.places.items():
                left, top, right, bottom = place.box or (0, 0, 0, 0)
                if place.page == ruled.page and left < x < right and top < y < bottom:
                    return table, row, column
    return None


def are_headed(shape: TableLayout, column: str, heads: tuple[str, ...]) -> bool:
    """Whether the lowest head above an amount prints a part of the name of its column."""
    parts = column.removeprefix("支出").split("·")
    printings = [shape.heads.get(part, frozenset()) for part in parts]
    words = {chinese.key(part) for part in parts}.union(*printings)
    return not heads or heads[-1] in words


def is_read(budget: Budget, titles: "Titles", ruled: Ruled) -> bool:
    """Whether the amount stands in our reading under its own title, in its row and column."""
    place = place_of(budget, ruled)
    if place is None:
        return False
    table, row, column = place
    shape = next(t for t in layouts()[budget.layout].tables if t.code == table.code)
    label = f"{row.subject_code or ''}{chinese.key(row.subject_name)}"
    return (
        row.amounts[column] == ruled.amount
        and ruled.labels.endswith(label)
        and are_headed(shape, column, ruled.heads)
        and titles.above(ruled.page).endswith(chinese.key(table.printed_title or ""))
    )


class Titles:
    """The titles that the pages of a document print: short lines that end in 表."""

    def __init__(self, path: Path) -> None:
        pdfplumber = pytest.importorskip("pdfplumber")
        with pdfplumber.open(path) as pdf:
            pages = [
                chinese.fold(page.extract_text()).split("\n") for page in pdf.pages
            ]
        self._of_page = [
            [chinese.key(line) for line in lines if TITLE.fullmatch(chinese.key(line))]
            for lines in pages
        ]

    def above(self, page: int) -> str:
        """The last title that stands on a page or before it."""
        return next(titles[-1] for titles in self._of_page[:page][::-1] if titles)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[-6:])
def test_amounts_stand_in_the_rows_that_their_cells_say(path: Path):
    budget = read_document(path).budget
    assert budget
    ruled, titles = list(ruled_amounts(path)), Titles(path)

    read = sum(is_read(budget, titles, amount) for amount in ruled)

    assert read >= LEAST * len(ruled)
    assert all(row.sure for table in budget.tables for row in table.rows)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[-6:])
def test_figures_of_the_narrative_are_as_printed(path: Path):
    pdfplumber = pytest.importorskip("pdfplumber")
    budget = read_document(path).budget
    assert budget
    first = min(figure.evidence.page or 0 for figure in budget.figures)
    with pdfplumber.open(path) as pdf:
        lines = [
            line
            for page in pdf.pages[first - 1 :]
            for line in page.extract_text().split("\n")
            if not PAGE_NUMBER.fullmatch(line)
        ]

    printed = FIGURE.findall(chinese.squeeze("".join(lines)))

    assert printed == [(figure.amount, figure.unit) for figure in budget.figures]
