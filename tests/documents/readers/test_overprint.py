"""Text over text: shadows, watermarks, and what nobody can tell apart."""

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

FORM = "".join(
    [
        table((50, 250, 450), (500, 540, 580)),
        text("Alpha", 60, 555),
        text("12.50", 260, 555),
        text("Beta", 60, 515),
        text("7.25", 260, 515),
    ]
)
CELLS = ["Alpha", "12.50", "Beta", "7.25"]


@pytest.mark.parametrize("offset", [0, 0.3, 1])
def test_a_shadow_is_the_same_text_again(offset: float):
    shadow = text("12.50", 260 + offset, 555 - offset)
    document = read(page_of(FORM + shadow))

    assert (CELLS, []) == (cells(document), notes(document))


def test_letters_printed_twice_one_after_the_other_are_printed_once():
    bold = "".join(
        text(letter, 60 + 7 * place + offset, 640)
        for place, letter in enumerate("BOLD")
        for offset in (0, 0.3)
    )
    document = read(page_of(FORM + bold))

    assert ("BOLD", []) == (document.lines[0].text, notes(document))


@pytest.mark.parametrize(
    "watermark",
    [
        turned("SAMPLE", 60, 480, ".7 .7 -.7 .7", 40),
        f".8 g\n{text('COPY', 70, 505, 60)}0 g\n",
        f"q\n/Clear gs\n{text('COPY', 70, 505, 60)}Q\n",
        f".8 g\n{text('COPY', 70, 515, 10)}0 g\n",
        text("COPY", 40, 515, 90),
    ],
    ids=["slanting", "pale", "translucent", "pale and small", "huge"],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_watermark_is_noted_and_not_read(watermark: str, is_first: bool):
    document = read(page_of(watermark + FORM if is_first else FORM + watermark))

    assert CELLS == cells(document)
    assert ["watermark"] == notes(document)
    assert "“SAMPLE”" in document.notes[0].text or "“COPY”" in document.notes[0].text


def test_the_level_letters_of_a_red_seal_are_none_of_the_form():
    seal = turned("SEAL", 240, 545, ".8 .6 -.6 .8", 12) + text("X", 300, 555, 12)
    document = read(page_of(f"{FORM}1 0 0 rg\n{seal}0 g\n"))

    assert (CELLS, ["watermark"]) == (cells(document), notes(document))


def test_red_words_beside_a_value_make_it_unsure():
    document = read(page_of(f"{FORM}1 0 0 rg\n{text('DONE', 300, 555)}0 g\n"))

    unsure = [c.text for c in document.grids[0].cells if c.confidence is not None]
    assert (["12.50 DONE"], 4) == (unsure, len(cells(document)))


def test_a_stamp_in_a_red_frame_is_none_of_the_form_and_its_frame_no_rule():
    stamp = f"1 0 0 rg\n1 0 0 RG\n290 545 60 20 re\nS\n{text('DONE', 300, 555)}0 g\n"
    document = read(page_of(f"{FORM}{stamp}"))

    assert (CELLS, ["watermark"]) == (cells(document), notes(document))


def test_what_lies_over_a_value_makes_it_unsure():
    document = read(page_of(FORM + text("99.99", 264, 555)))

    unsure = [c.text for c in document.grids[0].cells if c.confidence is not None]
    assert (["doubtful"], 1) == (notes(document), len(unsure))
    assert all(value in unsure[0] for value in ("12.50", "99.99"))


def test_grey_hints_and_lines_set_tight_stay_text():
    hint = f".8 g\n{text('hint', 60, 640)}0 g\n"
    tight = text("over", 60, 620) + text("under", 60, 611)
    document = read(page_of(FORM + hint + tight))

    assert ["hint", "over", "under"] == [line.text for line in document.lines[:3]]
    assert [] == notes(document)


@pytest.mark.parametrize(("height", "is_doubtful"), [(3.6, True), (-1.5, False)])
def test_a_struck_value_is_unsure_and_an_underlined_one_is_not(
    height: float, is_doubtful: bool
):
    rule = f".5 w 259 {515 + height} m 282 {515 + height} l S\n"
    document = read(page_of(FORM + rule))

    assert CELLS == cells(document)
    assert (["doubtful"] if is_doubtful else []) == notes(document)


def test_a_bare_stamp_over_the_rules_of_a_table_is_none_of_the_form():
    more = "".join(text(f"Long words of line {n}", 60, 700 + 12 * n) for n in range(4))
    stamp = f"1 0 0 rg\n{text('NO 1024', 230, 502, 8)}0 g\n"
    document = read(page_of(more + FORM + stamp))

    assert CELLS == cells(document)
    assert ["watermark"] == notes(document)
