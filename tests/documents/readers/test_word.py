"""Word files: merges, tracked changes, content controls, text boxes, tables in tables."""

import io

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from jixiao.documents import open_document


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(write, document) -> list[str]:
    return [line.text for line in open_document(write(saved(document))).lines]


def test_merged_cells_stand_once_with_their_spans(write):
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "竖"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "横"
    opened = open_document(write(saved(document)))

    assert ["竖\t01\t02", "\t11\t12", "20\t横\t"] == [
        line.text for line in opened.lines
    ]
    spans = {
        cell.text: (cell.row_span, cell.column_span) for cell in opened.grids[0].cells
    }
    assert ((2, 1), (1, 2)) == (spans["竖"], spans["横"])


def test_tracked_changes_are_accepted_and_noted(write):
    document = docx.Document()
    paragraph = document.add_paragraph("原文")
    paragraph._p.append(
        parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新增</w:t></w:r></w:ins>")
    )
    paragraph._p.append(
        parse_xml(
            f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"
        )
    )
    opened = open_document(write(saved(document)))

    assert ["原文新增"] == [line.text for line in opened.lines]
    assert ["tracked_changes"] == [note.code for note in opened.notes]


def test_a_table_in_a_table_follows_it(write):
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "外"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内甲", "内乙"

    assert ["外\t", "内甲\t内乙"] == lines(write, document)


def test_a_text_box_follows_its_paragraph(write):
    document = docx.Document()
    box = (
        f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></w:r>"
    )
    document.add_paragraph("段落")._p.append(parse_xml(box))

    assert ["段落", "框里"] == lines(write, document)
