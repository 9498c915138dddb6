"""Forms filled in on the screen, and text boxes laid over a page."""

import pytest

from tests.documents.pdf_pages import (
    CATALOGUE,
    cells,
    notes,
    pdf_of,
    read,
    stream_of,
    table,
    text,
)

GRID = table((50, 250, 450), (500, 540, 580)) + text("Label", 60, 555)
WIDGET = (
    b"<</Type/Annot/Subtype/Widget/FT/Tx/T(field)/V(12.50)/Rect[255 545 440 575]/F 4"
)
BOX = b"<</Type/Annot/Subtype/FreeText/Contents(12.50)/Rect[255 545 440 575]/F 4"
SEAL = b"<</Type/Annot/Subtype/Stamp/Rect[255 545 440 575]/F 4"
LOOKS = b"/DA(/F 10 Tf 0 g)"
DRAWN = b"/DA(/F 10 Tf 0 g)/AP<</N 7 0 R>>"


def annotated(annotation: bytes) -> bytes:
    form = b"/AcroForm<</Fields[6 0 R]/DA(/F 10 Tf 0 g)/DR<</Font<</F 5 0 R>>>>>>>>"
    font = b"/Resources<</Font<</F 5 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Annots[6 0 R]%b>>"
    look = stream_of("BT /F 10 Tf 2 4 Td (12.50) Tj ET")
    drawn = b"<</Type/XObject/Subtype/Form/BBox[0 0 185 30]%b" % font
    return pdf_of(
        [
            CATALOGUE[:-2] + form,
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            page % font,
            stream_of(GRID),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            annotation + b">>",
            look.replace(b"<<", drawn, 1),
        ]
    )


@pytest.mark.parametrize("look", [LOOKS, DRAWN], ids=["value only", "drawn"])
@pytest.mark.parametrize("kind", [WIDGET, BOX], ids=["field", "text box"])
def test_what_was_typed_onto_a_page_is_read_and_noted(kind: bytes, look: bytes):
    document = read(annotated(kind + look))

    assert (["Label", "12.50", "", ""], ["typed_on"]) == (
        cells(document),
        notes(document),
    )


@pytest.mark.parametrize(
    "annotation", [SEAL + DRAWN, (BOX + DRAWN).replace(b"/F 4", b"/F 2")]
)
def test_seals_and_what_is_hidden_are_not_read(annotation: bytes):
    assert ["Label", "", "", ""] == cells(read(annotated(annotation)))
