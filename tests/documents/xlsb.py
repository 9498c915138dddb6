"""A small binary workbook (.xlsb), record by record as [MS-XLSB] has them."""

import io
import struct
import zipfile
from collections.abc import Sequence

_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "</Types>"
)
PLAIN, PERCENT, WHITE = 0, 1, 2
"""The styles of cells."""


def workbook(
    rows: Sequence[Sequence[tuple[object, int]]],
    *,
    hidden_row: int | None = None,
    hidden_column: int | None = None,
) -> bytes:
    """A workbook of one sheet; each cell is its value and its style."""
    book = (
        _record(143)
        + _record(156, bytes(8) + _text("rId1") + _text("表"))
        + _record(144)
    )
    widths = b""
    if hidden_column is not None:
        column = struct.pack("<IIIIH", hidden_column, hidden_column, 2048, 0, 1)
        widths = _record(390) + _record(60, column) + _record(391)
    width = max(map(len, rows))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)
    cells = b""
    for at, row in enumerate(rows):
        flags = 0x10 if at == hidden_row else 0
        cells += _record(0, struct.pack("<IIHBB", at, 0, 300, 0, flags) + bytes(5))
        cells += b"".join(_cell(column, *cell) for column, cell in enumerate(row))
    sheet = _record(129) + _record(148, size) + widths
    sheet += _record(145) + cells + _record(146) + _record(130)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("xl/workbook.bin", _record(131) + book + _record(132))
        package.writestr("xl/_rels/workbook.bin.rels", _RELATIONS)
        package.writestr("xl/styles.bin", _styles())
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return stream.getvalue()


def _record(number: int, content: bytes = b"") -> bytes:
    return _packed(number) + _packed(len(content)) + content


def _count(number: int) -> bytes:
    return struct.pack("<I", number)


def _packed(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes((low | 0x80, rest)) if rest else bytes((low,))


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, value: object, style: int) -> bytes:
    start = struct.pack("<II", column, style)
    if isinstance(value, str):
        return _record(6, start + _text(value))
    return _record(5, start + struct.pack("<d", value))


def _styles() -> bytes:
    plain, white = (
        struct.pack("<HHHHBBBB", 220, 0, 400, 0, 0, 0, 0, 0)
        + colour
        + b"\0"
        + _text("宋体")
        for colour in (
            bytes((1, 8, 0, 0, 0, 0, 0, 255)),
            bytes((5, 0, 0, 0, 255, 255, 255, 255)),
        )
    )
    formats = (
        _record(615, _count(1))
        + _record(44, struct.pack("<H", 170) + _text("0%"))
        + _record(616)
    )
    fonts = (
        _record(611, _count(2)) + _record(43, plain) + _record(43, white) + _record(612)
    )
    fills = _record(603, _count(1)) + _record(45, bytes(68)) + _record(604)
    styles = ((0, 0), (170, 0), (0, 1))
    cells = b"".join(
        _record(47, struct.pack("<HHHHH", 0, code, font, 0, 0) + bytes(6))
        for code, font in styles
    )
    return (
        _record(278)
        + formats
        + fonts
        + fills
        + _record(617, _count(3))
        + cells
        + _record(618)
        + _record(279)
    )
