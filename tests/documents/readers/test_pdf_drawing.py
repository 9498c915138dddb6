"""What is drawn on a page: rules, and what is none."""

import pytest

from tests.documents.pdf_pages import cells, notes, page_of, read, table, text

GRID = table((50, 250, 450), (500, 540, 580))
WORDS = [(60, 555), (260, 555), (60, 515), (260, 515)]
FORM = GRID + "".join(text(f"w{n}", x, y) for n, (x, y) in enumerate(WORDS))
SEAL = (
    "1 0 0 RG 2 w 400 540 m 400 573 373 600 340 600 c 307 600 280 573 280 540 c "
    "280 507 307 480 340 480 c 373 480 400 507 400 540 c S\n"
)


def test_the_ring_of_a_seal_is_no_rule():
    document = read(page_of(FORM + SEAL))

    assert ["w0", "w1", "w2", "w3"] == cells(document)


def test_the_straight_sides_of_a_rounded_frame_are_rules():
    rounded = (
        "1 w 60 600 m 440 600 l 450 600 450 590 450 590 c 450 510 l "
        "450 500 440 500 440 500 c 60 500 l 50 500 50 510 50 510 c 50 590 l "
        "50 600 60 600 60 600 c S 50 550 m 450 550 l S\n"
    )
    document = read(page_of(rounded + text("upper", 60, 570) + text("lower", 60, 520)))

    assert ["upper", "lower"] == cells(document)


WHITE = "1 1 1 rg {} 503 190 34 re f 0 g\n"


def test_a_value_painted_over_is_not_read_and_noted():
    corrected = WHITE.format(255) + text("7.25", 260, 515)
    document = read(page_of(FORM + corrected))

    assert ["w0", "w1", "w2", "7.25"] == cells(document)
    assert ["unseen"] == notes(document)
    assert "“w3”" in document.notes[0].text


@pytest.mark.parametrize(
    "ground",
    [
        WHITE.format(255) + FORM,
        FORM + f"q 300 0 1 1 re W n {WHITE.format(255)}Q\n",
        FORM + f"q /Clear gs {WHITE.format(255)}Q\n",
    ],
    ids=["below", "cut off", "translucent"],
)
def test_white_that_covers_nothing_changes_nothing(ground: str):
    document = read(page_of(ground))

    assert (["w0", "w1", "w2", "w3"], []) == (cells(document), notes(document))


def test_a_rule_that_a_white_cell_covers_parts_nothing():
    white = "1 1 1 rg 51 541 398 38 re f 0 g\n"
    head = text("head", 240, 555)
    below = text("w2", 60, 515) + text("w3", 260, 515)
    document = read(page_of(GRID + white + head + below))

    spans = [(c.text, c.column_span) for c in document.grids[0].cells]
    assert [("head", 2), ("w2", 1), ("w3", 1)] == spans


def test_white_text_is_read_where_something_lies_below_it():
    on_dark = "0 0 .5 rg 51 541 198 38 re f 1 g\n" + text("shown", 60, 545) + "0 g\n"
    on_paper = "1 g\n" + text("hidden", 260, 545) + "0 g\n"
    document = read(page_of(GRID + on_dark + on_paper))

    assert (["shown", "", "", ""], ["unseen"]) == (cells(document), notes(document))
