"""Texts and the rules they run over."""

import pytest

from jixiao.documents import Document
from tests.documents.pdf_pages import cells, notes, page_of, read, table, text

GRID = table((50, 150, 250, 350), (500, 520, 540))
LONG = "overflowingwordswithoutend"


def sureness(document: Document) -> dict[str, float | None]:
    return {c.text: c.confidence for grid in document.grids for c in grid.cells}


def test_a_text_that_runs_over_a_blank_cell_stays_whole():
    document = read(page_of(GRID + text(LONG, 54, 526) + text("9", 330, 526)))

    assert [LONG, "", "9"] == cells(document)[:3]
    assert [] == notes(document)


def test_a_text_aligned_to_its_right_side_runs_over_what_is_left_of_it():
    document = read(page_of(GRID + text(LONG, 248 - 125, 526)))

    assert ["", LONG, ""] == cells(document)[:3]


def test_a_text_that_runs_over_another_is_unsure():
    document = read(page_of(GRID + text(LONG, 54, 526) + text("7.25", 225, 526)))

    assert (0.5, None) == (sureness(document)[LONG], sureness(document)["7.25"])
    assert ["doubtful"] == notes(document)


def test_a_text_in_the_middle_of_a_cell_that_a_rule_cuts_is_unsure():
    document = read(page_of(GRID + text("mergedhead", 122, 526)))

    assert {"": None, "mergedhead": 0.5} == sureness(document)


@pytest.mark.parametrize("padding", [0.6, 1.2, 3])
def test_figures_beside_a_rule_stay_apart(padding: float):
    end, start = 150 - 22.24 - padding, 150 + padding
    figures = text("1234", end, 526) + text("5678", start, 526)
    document = read(page_of(GRID + figures))

    assert ["1234", "5678", ""] == cells(document)[:3]
    assert [] == notes(document)


def test_figures_that_touch_over_a_rule_are_parted_and_unsure():
    figures = text("1234", 150 - 22.24, 526) + text("5678", 150, 526)
    document = read(page_of(GRID + figures))

    assert {"1234": 0.5, "5678": 0.5, "": None} == sureness(document)


def test_a_text_between_two_letters_of_which_a_rule_stands_is_one():
    document = read(page_of(GRID + text("12345678", 150 - 22.24, 526)))

    assert {"12345678": 0.5, "": None} == sureness(document)


def test_punctuation_may_hang_over_its_cell():
    document = read(page_of(GRID + text("end.", 150 - 18, 526)))

    assert ["end.", "", ""] == cells(document)[:3]
    assert [] == notes(document)
