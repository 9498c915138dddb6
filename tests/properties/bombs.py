"""Small files that unfold, loop or lie: one of each kind, made here; none holds anything real."""

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.documents.ofd import ofd_of
from tests.documents.ofd import text as ofd_text
from tests.documents.pdf_pages import pdf_of
from tests.documents.sheets import as_docx, as_xlsx, as_zip

_LONG = "9" * 5_000
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"


HOW_MANY = 44
"""How many there are: making them takes a second, and each process counts the tests of all."""


def bombs() -> Iterator[tuple[str, bytes]]:
    """Each bomb by the name of a file."""
    yield from workbooks()
    yield from word_files()
    yield from pages()
    yield from layouts()
    yield from archives()
    yield from texts()
    yield from printed()


def with_member(package: bytes, name: str, content: bytes) -> bytes:
    """A package with one member of it written anew."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    members[name] = content
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member, body in members.items():
            new.writestr(member, body)
    return stream.getvalue()


def sheet(rows: str, behind: str = "") -> bytes:
    body = f"<worksheet {_S}><sheetData>{rows}</sheetData>{behind}</worksheet>"
    return with_member(as_xlsx("项目名称\t甲"), _SHEET, body.encode())


def workbooks() -> Iterator[tuple[str, bytes]]:
    cell = '<c r="{}" t="inlineStr"><is><t>甲</t></is></c>'
    corner = cell.format("XFD1048576")
    near = f'<row r="1">{cell.format("A1")}</row>'
    yield "far.xlsx", sheet(f'{near}<row r="1048576">{corner}</row>')
    lying = cell.format("XFD1048576")
    yield "far_in_first_row.xlsx", sheet(f'<row r="1">{cell.format("A1")}{lying}</row>')
    yield "row_of_5000_digits.xlsx", sheet(f'<row r="{_LONG}"><c r="A{_LONG}"/></row>')
    yield "no_such_column.xlsx", sheet(f'<row r="1">{cell.format("ZZZZZZ1")}</row>')
    merge = '<mergeCell ref="A1:XFD9000"/>'
    wide = f'<row r="1">{cell.format("A1")}{cell.format("CV1")}</row>'
    rows = wide + f'<row r="3000">{cell.format("A3000")}</row>'
    merges = f"<mergeCells>{merge * 500}</mergeCells>"
    yield "merges.xlsx", sheet(rows, merges)
    columns = f'<cols><col min="1" max="{_LONG}" hidden="1"/></cols>'
    yield "columns.xlsx", sheet(near, columns)
    shared = f"<sst {_S}><si><t>{'A' * 20_000_000}</t></si></sst>"
    repeated = "".join(
        f'<c r="{c}1" t="s"><v>0</v></c>' for c in "ABCDEFGHIJKLMNOPQRST"
    )
    book = sheet(f'<row r="1">{repeated}</row>')
    yield "shared.xlsx", with_member(book, "xl/sharedStrings.xml", shared.encode())
    styles = (
        f'<styleSheet {_S}><numFmts><numFmt numFmtId="{_LONG}"/></numFmts></styleSheet>'
    )
    yield "styles.xlsx", with_member(sheet(near), "xl/styles.xml", styles.encode())
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    ole += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\xff" * 1500
    yield "sectors.xls", ole


def word(body: str) -> bytes:
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return with_member(as_docx("甲"), "word/document.xml", document.encode())


def word_table(rows: str) -> str:
    return f"<w:tbl>{rows}</w:tbl>"


def word_row(properties: str, cell_properties: str) -> str:
    paragraph = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    cell = f"<w:tc><w:tcPr>{cell_properties}</w:tcPr>{paragraph}</w:tc>"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cell}</w:tr>"


def word_files() -> Iterator[tuple[str, bytes]]:
    for name in ("gridSpan", "vMerge", "gridAfter"):
        for number in ("300000000", _LONG, "-1"):
            cell = f'<w:{name} w:val="{number}"/>'
            rows = word_row("", cell) * 2 + word_row("", "")
            yield f"{name}_{number[:9]}.docx", word(word_table(rows))
    before = word_row('<w:gridBefore w:val="900000000"/>', "")
    yield "before.docx", word(word_table(before * 2))
    deep = "<w:p/>"
    for _ in range(58):
        deep = f"<w:tbl><w:tr><w:tc>{deep}<w:p/></w:tc></w:tr></w:tbl>"
    yield "deep.docx", word(deep)
    cells = "<w:tc><w:tcPr><w:gridSpan w:val='9999'/></w:tcPr><w:p/></w:tc>"
    rows = "".join(f"<w:tr>{cells * width}</w:tr>" for width in range(1, 120))
    yield "ever_wider.docx", word(word_table(rows))
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><w:document {_W}>&e11;</w:document>'
    )
    package = as_docx("甲")
    yield "entities.docx", with_member(package, "word/document.xml", bomb.encode())


def pages() -> Iterator[tuple[str, bytes]]:
    for name in ("rowspan", "colspan"):
        row = f'<tr><td {name}="{_LONG}">甲<td {name}="999999999">乙</tr>'
        yield f"{name}.html", f"<html><table>{row * 300}</table>".encode()
    yield "deep.html", ("<html>" + "<div>" * 5000 + "甲" + "</div>" * 5000).encode()
    yield "tables.html", ("<html>" + "<table><tr><td>" * 300 + "甲").encode()
    digits = f"<html><p>指标值 {_LONG}%</p><table><tr><td>{_LONG}<td>≥{_LONG}</table>"
    yield "digits.html", digits.encode()


def layouts() -> Iterator[tuple[str, bytes]]:
    line = ofd_text(20, 40, "项目名称")
    for word_, number in (
        ("inf", "inf"),
        ("nan", "nan"),
        ("long", _LONG),
        ("far", "1e300"),
    ):
        yield f"{word_}.ofd", ofd_of([[line.replace('X="0"', f'X="{number}"')]])
    page = ofd_of([[line] * 300])
    with zipfile.ZipFile(io.BytesIO(page)) as package:
        root = package.read("Doc_0/Document.xml").decode()
    listed = root[root.index("<ofd:Page ") : root.index("</ofd:Pages>")]
    again = root.replace(listed, listed * 2_000)
    yield "again.ofd", with_member(page, "Doc_0/Document.xml", again.encode())


def archives() -> Iterator[tuple[str, bytes]]:
    lines = b"\n" * 8_000_000
    yield "lines.zip", as_zip({f"{n}.txt": lines for n in range(12)})
    inside = as_zip({"甲.txt": "项目名称".encode()})
    for _ in range(6):
        inside = as_zip({"一.zip": inside, "二.zip": inside})
    yield "nested.zip", inside
    yield "zeros.zip", as_zip({"甲.txt": b"\0" * 60_000_000})
    claims = bytearray(as_zip({"甲.txt": b"1" * 1000}))
    claims[22:26] = b"\x01\0\0\0"
    yield "claims.zip", bytes(claims)


def texts() -> Iterator[tuple[str, bytes]]:
    yield "lines.txt", b"\n" * 5_000_000
    yield "line.txt", "字".encode() * 200_000
    yield "bars.txt", ("|" * 300 + "\n").encode() * 200
    yield "digits.txt", f"项目名称 甲\n数量指标 {_LONG} ≥{_LONG}%\n".encode() * 5
    yield "controls.txt", "项目名称\t\x1b[2J\x07甲\u202e乙\n".encode() * 3


def printed() -> Iterator[tuple[str, bytes]]:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    looped = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"
    yield "loop.pdf", pdf_of([catalogue, looped])
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    vast = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e9 1e9] >>"
    yield "vast.pdf", pdf_of([catalogue, tree, vast])
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR"
    yield (
        "vast.png",
        head + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0) + b"\0" * 4,
    )
