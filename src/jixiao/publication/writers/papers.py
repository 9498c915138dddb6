"""What papers of several paragraphs share: an official page, its fonts, tables with fixed columns (docx)."""

from collections.abc import Sequence
from typing import Any

_FONT = "宋体"
_TITLE, _HEADING, _TEXT = 18, 13, 10.5
_MARGIN_CM = 2
Paper = Any
"""python-docx carries no types."""


def new_paper(title: str) -> Paper:
    """Return a Word document of A4 under a title in the middle, black on white."""
    import docx  # noqa: PLC0415 — kept out of jixiao --help
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    paper = docx.Document()
    sizes = {"Normal": _TEXT, "Heading 1": _HEADING, "List Bullet": _TEXT}
    for name, size in sizes.items():
        _set_font(paper.styles[name], Pt(size))
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(_MARGIN_CM)
    head = paper.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title)
    run.bold, run.font.size = True, Pt(_TITLE)
    return paper


def add_table(
    paper: Paper,
    heads: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> None:
    """Add a table under its heads; widths are in centimetres. The heads stand again on each page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 — as above
    from docx.shared import Cm  # noqa: PLC0415

    table = paper.add_table(rows=len(rows) + 1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for line, texts in zip(table.rows, (heads, *rows), strict=True):
        for cell, text, width in zip(line.cells, texts, widths, strict=True):
            cell.text, cell.width = text, Cm(width)
    about = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 — python-docx has no word for it
    about.append(OxmlElement("w:tblHeader"))


def _set_font(style: Any, size: Any) -> None:  # noqa: ANN401 — as above
    from docx.oxml.ns import qn  # noqa: PLC0415 — as above
    from docx.shared import RGBColor  # noqa: PLC0415

    style.font.name, style.font.size = _FONT, size
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
