"""One text with tabs as files of every format, to be read alike."""

import io
import zipfile
from html import escape

import docx
import typst
import xlsxwriter

from jixiao.publication.writers.fonts import folders
from jixiao.settings import Settings

Block = str | list[list[str]]


def blocks(text: str) -> list[Block]:
    """Part a text into lines and tables; a table is a run of lines with tabs."""
    blocks: list[Block] = []
    for line in text.split("\n"):
        if "\t" not in line:
            blocks += [line] if line.strip() else []
        elif blocks and isinstance(blocks[-1], list):
            blocks[-1].append(line.split("\t"))
        else:
            blocks.append([line.split("\t")])
    return blocks


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(map(len, block)), "Table Grid")
        for row, cells in enumerate(block):
            for column, cell in enumerate(cells):
                table.cell(row, column).text = cell
            if len(cells) < len(table.columns):
                table.cell(row, len(cells) - 1).merge(
                    table.cell(row, len(table.columns) - 1)
                )
    document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(text: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表")
        for row, line in enumerate(text.split("\n")):
            for column, cell in enumerate(line.split("\t")):
                sheet.write_string(row, column, cell)
    return stream.getvalue()


def as_html(text: str, encoding: str = "utf-8") -> bytes:
    parts = []
    for block in blocks(text):
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
            continue
        width = max(map(len, block))
        rows = []
        for cells in block:
            last = width - len(cells) + 1
            inner = "".join(f"<td>{escape(cell)}</td>" for cell in cells[:-1])
            rows.append(f"<tr>{inner}<td colspan={last}>{escape(cells[-1])}</td></tr>")
        parts.append(f"<table border=1>{''.join(rows)}</table>")
    body = "".join(parts)
    page = f'<html><head><meta charset="{encoding}"><script>x</script></head><body>{body}</body></html>'
    return page.encode(encoding)


def as_pdf(text: str, **how: str) -> bytes:
    """Set a text with typst; `how` may give `page` and `table` arguments of its own."""
    parts = []
    for block in blocks(text):
        if isinstance(block, str):
            parts.append(f"#par({typst_text(block)})")
            continue
        width = max(map(len, block))
        cells = []
        for row in block:
            cells += [f"[#{typst_text(cell)}]" for cell in row[:-1]]
            last = width - len(row) + 1
            cells.append(f"table.cell(colspan: {last})[#{typst_text(row[-1])}]")
        table = how.get("table", "")
        parts.append(f"#table(columns: (1fr,) * {width}, {table}\n{', '.join(cells)})")
    page = how.get("page", "width: 21cm, height: 29.7cm, margin: 2cm")
    font = '#set text(font: "Noto Sans CJK SC", size: 10pt)'
    source = f"#set page({page})\n{font}\n" + "\n".join(parts)
    return typst.Compiler(source.encode(), font_paths=folders(Settings())).compile()


def typst_text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()
