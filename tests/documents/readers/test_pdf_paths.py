"""What is drawn on a page: rules, and what is none."""

from tests.documents.pdf_pages import cells, page_of, read, table, text

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
