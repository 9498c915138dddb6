"""Drawn forms as text in the layouts of extraction, and as files with merged cells."""

from collections.abc import Callable
from html import escape
from io import BytesIO

import docx
import typst
import xlsxwriter

from jixiao import chinese
from jixiao.publication.writers.fonts import folders
from jixiao.settings import Settings
from tests.documents.sheets import typst_text
from tests.properties.unseen import Grid, Unseen

Layout = Callable[[Unseen], str]


def _texts(grid: Grid, merged: str) -> list[list[str]]:
    """Print each row's cells: merged ones left `out`, `blank`, or `again` in every place."""
    shown: dict[int, tuple[str, int]] = {}
    lines = []
    for row in grid:
        texts = []
        text = ""
        left = 0
        for column, cell in enumerate(row):
            above = shown.get(column)
            if cell is not None:
                text, left = cell.text, cell.columns
                for at in range(column, column + cell.columns):
                    shown[at] = (cell.text, cell.rows)
                texts.append(text)
            elif left > 1:
                left -= 1
                texts += {"out": [], "blank": [""], "again": [text]}[merged]
            elif above and above[1] > 1:
                shown[column] = (above[0], above[1] - 1)
                texts += {"out": [], "blank": [""], "again": [above[0]]}[merged]
            else:
                texts += [] if merged == "out" else [""]
        lines.append(texts)
    return lines


def piped(form: Unseen) -> str:
    """Cells joined by “ | ”, merged places blank."""
    rows = [" | ".join(texts) + " |" for texts in _texts(form.grid, "blank")]
    return "\n".join([*form.above, *rows, *form.below])


def piped_runs(form: Unseen) -> str:
    """Cells joined by “ | ”, a run of ||| at each row's end instead of merged places."""
    width = len(form.grid[0])
    lines = _texts(form.grid, "out")
    rows = [" | ".join(texts) + " " + "|" * (width - len(texts) + 1) for texts in lines]
    return "\n".join([*form.above, *rows, *form.below])


def piped_again(form: Unseen) -> str:
    """Cells joined by “ | ”, a merged cell printed in every place it covers."""
    rows = ["| " + " | ".join(texts) + " |" for texts in _texts(form.grid, "again")]
    return "\n".join([*form.above, *rows, *form.below])


def cell_lines(form: Unseen) -> str:
    """One cell a line, each ending with |; blank cells are lines of | alone."""
    rows = [
        f"{text} |" if text else "|"
        for texts in _texts(form.grid, "out")
        for text in texts
    ]
    return "\n".join([*form.above, *rows, *form.below])


def paragraphs(form: Unseen) -> str:
    """One cell a paragraph, blank cells blank lines."""
    rows = [text for texts in _texts(form.grid, "out") for text in texts]
    return "\n".join([*form.above, *rows, *form.below])


def paragraphs_blank(form: Unseen) -> str:
    """One cell a paragraph, merged places too are blank lines, paragraphs parted by blank lines."""
    rows = [text for texts in _texts(form.grid, "blank") for text in texts]
    return "\n\n".join([*form.above, *rows, *form.below])


def spaced(form: Unseen) -> str:
    """Cells of a row joined by one space, merged cells left out."""
    rows = [" ".join(t for t in texts if t) for texts in _texts(form.grid, "out")]
    return "\n".join([*form.above, *rows, *form.below])


def one_line(form: Unseen) -> str:
    """The whole table in one line, cells joined by one space."""
    rows = [" ".join(t for t in texts if t) for texts in _texts(form.grid, "out")]
    return " ".join([*form.above, *rows, *form.below])


def glued(form: Unseen) -> str:
    """The whole table in one line without any separator."""
    rows = ["".join(t for t in texts if t) for texts in _texts(form.grid, "out")]
    return "".join([*form.above, *rows, *form.below])


def glued_rows(form: Unseen) -> str:
    """Each row of the table in a line of its own without any separator."""
    rows = ["".join(t for t in texts if t) for texts in _texts(form.grid, "out")]
    return "\n".join([*form.above, *rows, *form.below])


def tabbed(form: Unseen) -> str:
    """Cells parted by tabs, merged places blank."""
    rows = ["\t".join(texts) for texts in _texts(form.grid, "blank")]
    return "\n".join([*form.above, *rows, *form.below])


_NARROW = 16
"""The width of a column in which cells wrap."""


def wrapped_top(form: Unseen) -> str:
    """Aligned columns in which cells wrap, each printed from the top of what it spans."""
    return _wrapped(form, lambda _height, _lines: 0)


def wrapped_middle(form: Unseen) -> str:
    """Aligned columns in which cells wrap, each printed half way down what it spans."""
    return _wrapped(form, lambda height, lines: (height - lines) // 2)


def _wrapped(form: Unseen, offset: Callable[[int, int], int]) -> str:
    width = max(map(len, form.grid))
    cells = [
        (at, column, cell)
        for at, row in enumerate(form.grid)
        for column, cell in enumerate(row)
        if cell and cell.text
    ]
    parts = {
        (at, column): _cut(cell.text, _NARROW * cell.columns - 3)
        for at, column, cell in cells
    }
    heights = [1] * len(form.grid)
    for at, column, cell in sorted(cells, key=lambda place: place[2].rows):
        spanned = range(at, min(at + cell.rows, len(heights)))
        missing = len(parts[at, column]) - sum(heights[n] for n in spanned)
        heights[spanned[-1]] += max(0, missing)
    lines = [[""] * width for _ in range(sum(heights))]
    for at, column, cell in cells:
        spanned = heights[at : at + cell.rows]
        first = sum(heights[:at]) + offset(sum(spanned), len(parts[at, column]))
        for n, text in enumerate(parts[at, column]):
            lines[first + n][column] = text
    printed = ["".join(map(_padded, line)).rstrip() for line in lines]
    return "\n".join([*form.above, *printed, *form.below])


def _cut(text: str, width: int) -> list[str]:
    """A text cut into pieces that are no wider than a column."""
    pieces = [""]
    for character in text:
        if chinese.width(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _padded(text: str) -> str:
    return text + " " * (_NARROW - chinese.width(text))


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        tabbed,
        piped,
        piped_runs,
        piped_again,
        cell_lines,
        paragraphs,
        paragraphs_blank,
        spaced,
        one_line,
        glued,
    )
}

WRAPPED: dict[str, Layout] = {
    layout.__name__: layout for layout in (wrapped_top, wrapped_middle)
}
"""Layouts in which cells wrap over lines: hardly half of their rows were read before."""


def as_html(form: Unseen) -> bytes:
    """A saved page with merged cells."""
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan={c.rows} colspan={c.columns}>{escape(c.text)}</td>"
            for c in row
            if c
        )
        + "</tr>"
        for row in form.grid
    )
    lines = (
        "".join(f"<p>{escape(line)}</p>" for line in part)
        for part in (form.above, form.below)
    )
    above, below = lines
    return f"<html><body>{above}<table border=1>{rows}</table>{below}</body></html>".encode()


def as_docx(form: Unseen) -> bytes:
    document = docx.Document()
    for line in form.above:
        document.add_paragraph(line)
    width = len(form.grid[0])
    table = document.add_table(len(form.grid), width, "Table Grid")
    places = [table.rows[row].cells for row in range(len(form.grid))]
    for row, cells in enumerate(form.grid):
        for column, cell in enumerate(cells):
            if cell:
                last = places[row + cell.rows - 1][column + cell.columns - 1]
                whole = (
                    places[row][column].merge(last)
                    if cell.rows + cell.columns > 2
                    else places[row][column]
                )
                whole.text = cell.text
    for line in form.below:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(form: Unseen) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("目标表")
        for row, line in enumerate(form.above):
            sheet.write_string(row, 0, line)
        top = len(form.above)
        for row, cells in enumerate(form.grid, start=top):
            for column, cell in enumerate(cells):
                if cell and cell.rows + cell.columns > 2:
                    right, bottom = column + cell.columns - 1, row + cell.rows - 1
                    sheet.merge_range(row, column, bottom, right, cell.text)
                elif cell:
                    sheet.write_string(row, column, cell.text)
        for row, line in enumerate(form.below, start=top + len(form.grid)):
            sheet.write_string(row, 0, line)
    return stream.getvalue()


def as_pdf(form: Unseen, how: str = "") -> bytes:
    """A page set by typst; `how` are arguments of its table."""
    cells = [
        f"table.cell(rowspan: {c.rows}, colspan: {c.columns})[#{typst_text(c.text)}]"
        for row in form.grid
        for c in row
        if c
    ]
    lines = [
        "".join(f"#par({typst_text(line)})\n" for line in part)
        for part in (form.above, form.below)
    ]
    width = len(form.grid[0])
    source = (
        "#set page(width: 21cm, height: 29.7cm, margin: 2cm)\n"
        '#set text(font: "Noto Sans CJK SC", size: 9pt)\n'
        f"{lines[0]}#table(columns: (1fr,) * {width}, {how} {', '.join(cells)})\n{lines[1]}"
    )
    return typst.Compiler(source.encode(), font_paths=folders(Settings())).compile()


FILES = {"html": as_html, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}
