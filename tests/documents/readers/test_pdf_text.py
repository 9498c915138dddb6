"""Characters of a page become runs in the order they are printed."""

import pytest

from tests.documents.pdf_pages import (
    cells,
    notes,
    page_of,
    read,
    table,
    text,
    turned,
)

GRID = table((50, 250, 450), (500, 540, 580))


@pytest.mark.parametrize("font", ["F", "G", "H"])
def test_a_figure_of_two_fonts_is_in_its_printed_order(font: str):
    figures = [
        text("63", 60, 550) + text(".14", 71.2, 550, font=font),
        text(".14", 271.2, 510, font=font) + text("63", 260, 510),
    ]
    document = read(page_of(GRID + "".join(figures)))

    assert ["63.14", "", "", "63.14"] == cells(document)


def test_a_figure_stays_in_its_row_however_high_its_font_says_it_is():
    narrow = table((50, 250), (500, 512, 524, 536))
    rows = [text(word, 60, 503 + 12 * n, font="H") for n, word in enumerate("abc")]
    document = read(page_of(narrow + "".join(rows)))

    assert ["c", "b", "a"] == cells(document)


def test_labels_that_read_up_or_down_are_whole():
    sideways = turned("Upwards", 80, 505, "0 1 -1 0", 9)
    down = turned("Downwards", 280, 578, "0 -1 1 0", 7)
    document = read(page_of(GRID + sideways + down))

    assert {"Upwards", "Downwards"} == set(cells(document)) - {""}


def test_a_page_number_stands_apart_on_a_page_turned_on_its_side():
    rows = "".join(
        turned(f"Row {row} of this page", 100 + 20 * row, 100, "0 1 -1 0")
        for row in range(5)
    )
    document = read(page_of(rows + text("- 12 -", 290, 30)))

    assert 90 == document.pages[0].rotation
    assert ["Row0ofthispage", "-12-"] == [
        line.text.replace(" ", "") for line in (document.lines[0], document.lines[-1])
    ]


def test_a_page_scanned_askew_is_read_all_the_same():
    document = read(page_of(turned("All of it slants", 60, 500, ".95 .17 -.17 .95")))

    assert ([], 1) == (notes(document), len(document.grids) + len(document.lines))
