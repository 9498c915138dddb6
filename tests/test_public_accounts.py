"""Public final accounts against the ruled cells that another program finds in them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from jixiao import chinese
from jixiao.budgets import Budget, BudgetRow
from jixiao.reading import read_document
from tests.conftest import SHARED

DOCUMENTS = sorted((SHARED / "documents").glob("*.pdf"))
AMOUNT = re.compile(r"-?[\d,]+\.\d+%?")
FIGURE = re.compile(
    r"(-?\d[\d,]*(?:\.\d+)?)(亿元|万元|元|%|个百分点|平方米|辆|台|套)(?![/\d])"
)
PAGE_NUMBER = re.compile(r"\s*-?\s*\d+\s*-?\s*")
LEAST = 0.98

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not DOCUMENTS, reason="the documents are not beside the project"
    ),
]


class Ruled(NamedTuple):
    """An amount in a ruled cell: its page, its middle, and the labels left of it."""

    page: int
    middle: tuple[float, float]
    labels: str
    amount: str


def ruled_amounts(path: Path) -> Iterator[Ruled]:
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                for row, texts in zip(table.rows, table.extract(), strict=True):
                    yield from row_amounts(page.page_number, row.cells, texts)


def row_amounts(page: int, boxes: list, texts: list[str | None]) -> Iterator[Ruled]:
    words = [chinese.key(text or "") for text in texts]
    for at, (box, word) in enumerate(zip(boxes, words, strict=True)):
        if box and AMOUNT.fullmatch(word):
            middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            labels = [label for label in words[:at] if not AMOUNT.fullmatch(label)]
            yield Ruled(page, middle, "".join(labels), word)


def amount_at(budget: Budget, ruled: Ruled) -> tuple[BudgetRow, str] | None:
    """The row and the amount that we read where a ruled cell stands."""
    x, y = ruled.middle
    for table in budget.tables:
        for row in table.rows:
            for column, place in row.places.items():
                left, top, right, bottom = place.box or (0, 0, 0, 0)
                if place.page == ruled.page and left < x < right and top < y < bottom:
                    return row, row.amounts[column]
    return None


def is_read(budget: Budget, ruled: Ruled) -> bool:
    """Whether the amount stands in our reading in its own row."""
    found = amount_at(budget, ruled)
    if found is None or found[1] != ruled.amount:
        return False
    row = found[0]
    label = f"{row.subject_code or ''}{chinese.key(row.subject_name)}"
    return ruled.labels.endswith(label)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem[-6:])
def test_amounts_stand_in_the_rows_that_their_cells_say(path: Path):
    budget = read_document(path).budget
    assert budget
    ruled = list(ruled_amounts(path))

    read = sum(is_read(budget, amount) for amount in ruled)

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
