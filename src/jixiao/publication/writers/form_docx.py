"""Forms as a Word document, one to a page."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jixiao.publication.forms import Sheet

_FONT = "宋体"
_WIDTH_CM = 17.0
_ACROSS_CM = 25.7
_A4_CM = (21, 29.7)
_MARGIN_CM = 2
_TITLE, _TEXT = 16, 10.5
_ROOM = "40"
_EMU_IN_TWIP = 635
_KEEP_SPACES = "{http://www.w3.org/XML/1998/namespace}space"
_Element = Any
"""python-docx and its XML carry no types."""


def form_docx(sheets: Sequence[Sheet]) -> bytes:
    """The document's bytes; where one form is laid across, the paper is."""
    import docx  # noqa: PLC0415 — kept out of jixiao --help

    document = docx.Document()
    across = any(sheet.landscape for sheet in sheets)
    _set_page(document, across=across)
    for number, sheet in enumerate(sheets):
        _add_titles(document, sheet, new_page=number > 0)
        _add_table(document, sheet, _ACROSS_CM if across else _WIDTH_CM)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: _Element, *, across: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_TEXT)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    page = document.sections[0]
    if across:
        page.orientation = WD_ORIENT.LANDSCAPE
    width, height = reversed(_A4_CM) if across else _A4_CM
    page.page_width, page.page_height = Cm(width), Cm(height)
    page.left_margin = page.right_margin = Cm(_MARGIN_CM)
    page.top_margin = page.bottom_margin = Cm(_MARGIN_CM)


def _add_titles(document: _Element, sheet: Sheet, *, new_page: bool) -> None:
    """Write the title lines, the first large and, but on the first form, on a page of its own."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    for index, title in enumerate(sheet.titles):
        is_first = index == 0
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.page_break_before = new_page and is_first
        run = line.add_run(title)
        run.bold, run.font.size = is_first, Pt(_TITLE if is_first else _TEXT)
    for note in sheet.notes:
        document.add_paragraph(note).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_table(document: _Element, sheet: Sheet, room: float) -> None:
    """Write a grid; each cell is made once, with its spans, in the raw XML."""
    from docx.shared import Cm  # noqa: PLC0415

    grid = sheet.grid
    widths = [Cm(room * width / sum(sheet.widths)) for width in sheet.widths]
    table = document.add_table(rows=0, cols=grid.columns, style="Table Grid")
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):  # noqa: SLF001
        column.w = width
    spots = _spots(sheet)
    for row in range(grid.rows):
        tr = _add(table._tbl, "w:tr")  # noqa: SLF001
        _add(_add(tr, "w:trPr"), "w:cantSplit")
        column = 0
        while column < grid.columns:
            spot = spots.get((row, column), _Spot())
            beyond = column + spot.across
            _add_cell(tr, spot, width=sum(widths[column:beyond]) // _EMU_IN_TWIP)
            column = beyond


@dataclass(frozen=True, slots=True)
class _Spot:
    """What stands in one row of the grid: a cell, its part further down, or nothing.

    `merge` is what Word calls it where the cell reaches over several rows: restart or continue.
    """

    lines: tuple[str, ...] = ("",)
    across: int = 1
    merge: str | None = None
    is_label: bool = False


def _spots(sheet: Sheet) -> dict[tuple[int, int], _Spot]:
    """The spots of a grid by row and column; a cell of several rows has one in each."""
    spots: dict[tuple[int, int], _Spot] = {}
    for cell in sheet.grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            is_first = row == cell.row
            place = (row, cell.column)
            spot = _Spot(
                lines=tuple(cell.text.split("\n")) if is_first else ("",),
                across=cell.column_span,
                merge=_merge(cell.row_span, is_first=is_first),
                is_label=place in sheet.labels,
            )
            if is_first or place not in spots:
                spots[place] = spot
    return spots


def _merge(rows: int, *, is_first: bool) -> str | None:
    if rows == 1:
        return None
    return "restart" if is_first else "continue"


def _add_cell(tr: _Element, spot: _Spot, *, width: int) -> None:
    """Write a cell, each of its lines a paragraph; labels stand in the middle."""
    tc = _add(tr, "w:tc")
    about = _add(tc, "w:tcPr")
    _add(about, "w:tcW", w=str(width), type="dxa")
    if spot.across > 1:
        _add(about, "w:gridSpan", val=str(spot.across))
    if spot.merge:
        _add(about, "w:vMerge", val=spot.merge)
    _add(about, "w:vAlign", val="center")
    for line in spot.lines:
        paragraph = _add(tc, "w:p")
        how = _add(paragraph, "w:pPr")
        _add(how, "w:spacing", before=_ROOM, after=_ROOM)
        if spot.is_label:
            _add(how, "w:jc", val="center")
        text = _add(_add(paragraph, "w:r"), "w:t")
        text.text = line
        text.set(_KEEP_SPACES, "preserve")


def _add(parent: _Element, name: str, **values: str) -> _Element:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)
    return element
