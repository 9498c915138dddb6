"""Pages of PDF: ruled tables however they are drawn, over pages, turned, and beside prose."""

import pytest

from jixiao.documents import Document, Grid, open_document
from jixiao.errors import UnreadableDocument
from tests.documents.pdf_pages import CATALOGUE, pdf_of
from tests.documents.sheets import as_pdf
from tests.drawn import drawn

TABLE = "\n".join(f"第{n}行\t名称{n}\t≥{n}%" for n in range(1, 8))
TURNED = 90


def grids(write, text: str, **how: str) -> tuple[Document, tuple[Grid, ...]]:
    document = open_document(write(as_pdf(text, **how)))
    return document, document.grids


def rows(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_a_table_and_the_lines_around_it_stand_in_order(write):
    document, (grid,) = grids(write, f"上文一行\n{TABLE}\n下文，一行。")

    assert ["上文一行", *TABLE.split("\n"), "下文，一行。"] == rows(document)
    assert (7, 3) == (grid.rows, grid.columns)


def test_two_tables_on_a_page_are_two(write):
    _, tables = grids(write, f"{TABLE}\n中间\n{TABLE}")

    assert [7, 7] == [grid.rows for grid in tables]


def test_merged_cells_keep_their_spans(write):
    _, (grid,) = grids(
        write,
        "标题横跨\n甲\t乙\t丙\n横跨三栏\t\n左\t右横跨两栏".replace("\t\n", "\t \n"),
    )

    spans = {cell.text: cell.column_span for cell in grid.cells}
    assert {"甲": 1, "右横跨两栏": 2} == {k: spans[k] for k in ("甲", "右横跨两栏")}


@drawn(one_of=4)
@pytest.mark.parametrize(
    "table",
    [
        "stroke: (x, y) => (bottom: 0.5pt, top: 0.5pt, left: if x > 0 {0.5pt} else {0pt}),",
        'stroke: (paint: black, thickness: 0.5pt, dash: "dashed"),',
        "stroke: 1.5pt,",
        "stroke: 0.5pt, fill: luma(230),",
        "stroke: none,",
        "stroke: (x: none, y: 0.5pt),",
    ],
    ids=["no outer borders", "dashed", "thick", "shaded", "none", "level"],
)
def test_rules_of_every_kind_part_cells(write, table: str):
    document, _ = grids(write, TABLE, table=table)

    assert TABLE.split("\n") == rows(document)


def test_a_table_goes_on_over_pages(write):
    long = "\n".join(f"第{n}行\t名称{n}\t≥{n}%" for n in range(1, 90))
    document, tables = grids(write, long)

    assert len(tables) > 1
    assert long.split("\n") == rows(document)
    assert {1, 2} <= {line.page for line in document.lines}


@pytest.mark.parametrize(
    "page", ["width: 29.7cm, height: 21cm, margin: 2cm", "flipped: true"]
)
def test_landscape_pages_read_alike(write, page: str):
    document, _ = grids(write, TABLE, page=page)

    assert TABLE.split("\n") == rows(document)


def test_pages_turned_by_their_rotation_read_alike(tmp_path):
    import pypdfium2

    pdf = pypdfium2.PdfDocument(as_pdf(TABLE))
    pdf[0].set_rotation(TURNED)
    path = tmp_path / "turned.pdf"
    pdf.save(str(path))
    straight = tmp_path / "straight.pdf"
    straight.write_bytes(as_pdf(TABLE))

    assert rows(open_document(straight)) == rows(open_document(path))


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_set_sideways_is_read_upright(write, angle: int):
    turned = f"#show table: it => rotate({angle}deg, reflow: true, box(width: 15cm, it)"
    page = f"width: 21cm, height: 21cm, margin: 2cm)\n{turned}"
    document, _ = grids(write, TABLE, page=page)

    assert TABLE.split("\n") == rows(document)


def test_a_page_without_text_says_so_unless_it_is_blank(write):
    tree = b"<</Type/Pages/Count 2/Kids[3 0 R 5 0 R]>>"
    drawn = PAGE.replace(b"/XObject<</A 5 0 R>>", b"")
    box = b"<</Length 18>>stream\n10 10 200 100 re f\nendstream"
    blank = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]>>"
    document = open_document(write(pdf_of([CATALOGUE, tree, drawn, box, blank])))

    assert ["no_text_layer"] == [note.code for note in document.notes]
    assert "第 1 页没有文字" in document.notes[0].text


def test_wrapped_cells_are_one_text(write):
    name = "很长的名称" * 12
    document, _ = grids(write, f"{name}\t值\n短\t值")

    assert f"{name}\t值" == rows(document)[0]


PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Resources<</XObject<</A 5 0 R>>>>/Contents 4 0 R>>"
DRAW = b"<</Length 5>>stream\n/A Do\nendstream"


@pytest.mark.parametrize(
    "objects",
    [
        [CATALOGUE, b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R]>>"],
        [
            CATALOGUE,
            b"<</Type/Pages/Count 2/Kids[3 0 R]>>",
            b"<</Type/Pages/Count 2/Parent 2 0 R/Kids[2 0 R]>>",
        ],
        [
            CATALOGUE,
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            PAGE,
            DRAW,
            (
                b"<</Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</A 5 0 R>>>>"
                b"/Length 5>>stream\n/A Do\nendstream"
            ),
        ],
    ],
    ids=["pages", "nested pages", "drawings"],
)
def test_a_pdf_that_holds_itself_ends(write, objects: list[bytes]):
    document = open_document(write(pdf_of(objects)))

    assert () == document.lines
    assert document.notes or document.pages


@pytest.mark.parametrize("pages", [1, 100_000])
def test_a_claim_of_a_hundred_thousand_pages_is_refused(write, pages: int):
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + pages))
    tree = b"<</Type/Pages/Count 100000/Kids[%b]>>" % kids
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"

    with pytest.raises(UnreadableDocument, match="JIXIAO_MOST_PAGES"):
        open_document(write(pdf_of([CATALOGUE, tree, *[leaf] * pages])))


def test_a_page_as_large_as_a_country_is_read(write):
    page = PAGE.replace(b"500 500", b"1e9 1e9").replace(b"/XObject<</A 5 0 R>>", b"")
    document = open_document(
        write(pdf_of([CATALOGUE, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, DRAW]))
    )

    assert ((), 1) == (document.lines, len(document.pages))
