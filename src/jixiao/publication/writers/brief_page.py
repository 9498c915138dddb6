"""The monthly brief as one self-contained page, and as one Word document."""

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.errors import whole, writing
from jixiao.fund.outlook.brief import Brief, BriefTable, Picture
from jixiao.fund.outlook.printing import month_in_words
from jixiao.publication.writers.fonts import FAMILY, families, folders
from jixiao.publication.writers.rendering import fill_template, write_page
from jixiao.settings import Settings

_Element = Any
"""python-docx and its XML carry no types."""
_FONT = "宋体"
_PPI = 200.0
_ACROSS_CM = 25.7
_A4_CM = (29.7, 21)
_MARGIN_CM = 2
_TITLE, _TEXT, _TABLE = 18, 11, 8.5
_PICTURE_CM = 20
_NARROWEST, _WIDEST = 10, 60
"""Half-width places of a cell that a column's width goes by."""
_DIGIT_CM, _PADDING_CM = 0.2, 0.4
"""How wide a digit is at most in the letters of tables, and what a cell leaves blank at its sides."""
_WIDE_POINTS, _HIGH_POINTS = 540, 195


def write_brief(brief: Brief, path: Path) -> Path:
    """Write the brief as a page.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    from markupsafe import Markup  # noqa: PLC0415 — comes with the templates

    text = fill_template("brief.html", brief=brief, number=is_number, svg=Markup)
    return write_page(text, path)


def write_brief_docx(brief: Brief, path: Path, settings: Settings) -> Path:
    """Write the brief as a Word document, its paper laid across, with a place to sign.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    made = brief_docx(brief, settings)
    with writing(path.parent), whole(path) as half:
        half.write_bytes(made)
    return path


def brief_docx(brief: Brief, settings: Settings) -> bytes:
    """The document's bytes."""
    import docx  # noqa: PLC0415 — kept out of jixiao --help

    document = docx.Document()
    _set_page(document)
    _add_title(document, f"医保基金运行分析（{month_in_words(brief.month)}）")
    for sentence in brief.sentences:
        _add_text(document, sentence)
    for table in brief.tables:
        _add_table(document, table)
    for picture in brief.pictures:
        _add_picture(document, picture, settings)
    _add_heading(document, "没有算的和说明")
    for why in brief.remarks or ("没有。",):
        _add_text(document, why)
    _add_text(
        document, "审核：＿＿＿＿＿＿　　签发：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿"
    )
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: _Element) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_TEXT)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Cm(side) for side in _A4_CM)
    page.left_margin = page.right_margin = Cm(_MARGIN_CM)
    page.top_margin = page.bottom_margin = Cm(_MARGIN_CM)


def _add_title(document: _Element, text: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(text)
    run.bold, run.font.size = True, Pt(_TITLE)


def _add_heading(document: _Element, text: str) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.space_before = Pt(_TEXT)
    line.add_run(text).bold = True


def _add_text(document: _Element, text: str) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    # A line may end after a hyphen, but not between a sign and its number.
    line = document.add_paragraph(_SIGN.sub("\u2212", text))
    line.paragraph_format.first_line_indent = Pt(_TEXT * 2)
    line.paragraph_format.space_after = Pt(2)


def _add_table(document: _Element, table: BriefTable) -> None:
    from docx.shared import Cm  # noqa: PLC0415

    _add_heading(document, table.title)
    if table.rows:
        grid = document.add_table(rows=0, cols=len(table.heads), style="Table Grid")
        grid.autofit = False
        widths = [Cm(width) for width in _widths(table)]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate((table.heads, *table.rows)):
            is_last = number == len(table.rows)
            _add_row(grid, cells, widths, is_head=number == 0, is_last=is_last)
    if table.note:
        _add_text(document, table.note)


def _widths(table: BriefTable) -> list[float]:
    """Return each column's width in centimetres: room for its numbers first, then by its longest cell."""
    longest = [
        min(max(*map(chinese.width, cells), _NARROWEST), _WIDEST)
        for cells in zip(table.heads, *table.rows, strict=True)
    ]
    shares = [_ACROSS_CM * length / sum(longest) for length in longest]
    needs = [
        _DIGIT_CM * max(_NARROWEST // 2, *map(_unbroken, cells)) + _PADDING_CM
        for cells in zip(*table.rows, strict=True)
    ]
    beyond = [max(share - need, 0) for share, need in zip(shares, needs, strict=True)]
    left = _ACROSS_CM - sum(needs)
    if left <= 0 or not any(beyond):
        return shares
    return [
        need + left * more / sum(beyond)
        for need, more in zip(needs, beyond, strict=True)
    ]


def _unbroken(text: str) -> int:
    """Return the length of the longest number in a cell."""
    return max(map(len, _DIGITS.findall(text)), default=0)


def _add_row(
    grid: _Element,
    cells: Sequence[str],
    widths: Sequence[int],
    *,
    is_head: bool,
    is_last: bool,
) -> None:
    """Add a row; but for the last each stays on one page with the next, the heads with their rows."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    row = grid.add_row()
    for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = widths[place]
        line = cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.keep_with_next = not is_last
        run = line.add_run(text)
        run.font.size, run.bold = Pt(_TABLE), is_head
        if is_head:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif is_number(text):
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def is_number(text: str) -> bool:
    """Whether a cell holds a number, or the dash of one that is not known."""
    return text == "—" or _NUMBER.fullmatch(text) is not None


_DIGITS = re.compile(r"[0-9][0-9,.]*")
_SIGN = re.compile(r"(?<=\s)-(?=[0-9])")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


def _add_picture(document: _Element, picture: Picture, settings: Settings) -> None:
    from docx.shared import Cm  # noqa: PLC0415

    _add_heading(document, picture.title)
    image = io.BytesIO(picture_png(picture, settings))
    document.add_picture(image, width=Cm(_PICTURE_CM))


def picture_png(picture: Picture, settings: Settings) -> bytes:
    """Return a picture as PNG, set by typst, which knows where our fonts are."""
    import typst  # noqa: PLC0415 — kept out of jixiao --help

    family = families(settings)[0] if settings.font else FAMILY
    svg = picture.svg.replace('font-family="sans-serif"', f'font-family="{family}"')
    quoted = svg.replace("\\", "\\\\").replace('"', '\\"')
    source = (
        f"#set page(width: {_WIDE_POINTS}pt, height: {_HIGH_POINTS}pt, margin: 0pt)\n"
        f'#image(bytes("{quoted}"), format: "svg", width: 100%)'
    )
    made: object = typst.compile(  # type: ignore[call-overload]
        source.encode(),
        format="png",
        ppi=_PPI,
        font_paths=folders(settings),
        ignore_system_fonts=not settings.font,
    )
    return made if isinstance(made, bytes) else b""
