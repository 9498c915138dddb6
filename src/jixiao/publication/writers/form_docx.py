"""Forms as a Word document, one to a page."""

import io
from collections.abc import Sequence
from typing import Any

from jixiao.publication.forms import Sheet

_FONT = "宋体"
_WIDTH_CM = 17.0
_ACROSS_CM = 25.7
_TITLE, _TEXT = 16, 10.5
_ROOM = "40"


def form_docx(sheets: Sequence[Sheet]) -> bytes:
    """Give the document's bytes."""
    import docx  # noqa: PLC0415 — kept out of jixiao --help
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_TEXT)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    page = document.sections[0]
    across = any(sheet.landscape for sheet in sheets)
    if across:
        page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Cm(29.7), Cm(21)) if across else (Cm(21), Cm(29.7))
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    for number, sheet in enumerate(sheets):
        for index, title in enumerate(sheet.titles):
            line = document.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.page_break_before = bool(number and not index)
            run = line.add_run(title)
            run.bold, run.font.size = not index, Pt(_TITLE if not index else _TEXT)
        for note in sheet.notes:
            document.add_paragraph(note).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _table(document, sheet, _ACROSS_CM if across else _WIDTH_CM)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: Any, sheet: Sheet, room: float) -> None:  # noqa: ANN401 — python-docx carries no types
    """Write a grid; each cell is made once, with its spans, in the raw XML."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    grid = sheet.grid
    widths = [Cm(room * width / sum(sheet.widths)) for width in sheet.widths]
    table = document.add_table(rows=0, cols=grid.columns, style="Table Grid")
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):  # noqa: SLF001
        column.w = width
    cells = {(cell.row, cell.column): cell for cell in grid.cells}
    below = {
        (cell.row + down, cell.column): cell
        for cell in grid.cells
        for down in range(1, cell.row_span)
    }

    def add(parent: Any, name: str, **values: str) -> Any:  # noqa: ANN401
        element = OxmlElement(name)
        for key, value in values.items():
            element.set(qn(f"w:{key}"), value)
        parent.append(element)
        return element

    for row in range(grid.rows):
        tr = add(table._tbl, "w:tr")  # noqa: SLF001
        add(add(tr, "w:trPr"), "w:cantSplit")
        column = 0
        while column < grid.columns:
            cell = cells.get((row, column)) or below.get((row, column))
            across = cell.column_span if cell else 1
            tc = add(tr, "w:tc")
            about = add(tc, "w:tcPr")
            add(about, "w:tcW", w=str(sum(widths[column : column + across]) // 635), type="dxa")
            if across > 1:
                add(about, "w:gridSpan", val=str(across))
            first = (row, column) in cells
            if cell and cell.row_span > 1:
                add(about, "w:vMerge", val="restart" if first else "continue")
            add(about, "w:vAlign", val="center")
            lines = cell.text.split("\n") if cell and first else [""]
            for line in lines:
                paragraph = add(tc, "w:p")
                how = add(paragraph, "w:pPr")
                add(how, "w:spacing", before=_ROOM, after=_ROOM)
                if (row, column) in sheet.labels:
                    add(how, "w:jc", val="center")
                text = add(add(paragraph, "w:r"), "w:t")
                text.text = line
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            column += across
