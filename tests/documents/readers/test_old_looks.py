"""What workbooks of the old kind say of their looks, written record by record."""

import struct

from jixiao.documents.readers.old_looks import count_boxes, looks_of_old


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 6))


def font(colour: int) -> bytes:
    head = struct.pack("<HHHHHBBBB", 200, 0, colour, 400, 0, 0, 0, 0, 0)
    return record(0x0031, head + b"\x05\x00Arial")


def style(of_font: int, of_format: int) -> bytes:
    return record(0x00E0, struct.pack("<HHH", of_font, of_format, 0) + bytes(14))


def number(row: int, column: int, of_style: int) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, of_style, 0.95))


def workbook() -> bytes:
    """A sheet with a percentage, white words, a hidden row and a hidden column."""
    code = b"0%"
    styles = record(0x041E, struct.pack("<HHB", 165, len(code), 0) + code)
    styles = font(8) + font(9) + styles + style(0, 165) + style(1, 0)
    sheet = begin(0x0010)
    sheet += record(0x007D, struct.pack("<HHHHHH", 2, 2, 2048, 0, 1, 0))
    sheet += record(0x0208, struct.pack("<HHHHHHI", 1, 0, 3, 255, 0, 0, 0x20))
    sheet += number(0, 0, 0) + number(0, 1, 1) + record(0x000A, b"")
    size = 4 + 8 + 2
    before = begin(0x0005) + record(0x0042, struct.pack("<H", 1200)) + styles
    place = len(before) + size + 4
    name = struct.pack("<IBBBB", place, 0, 0, 2, 0) + b"S1"
    return before + record(0x0085, name) + record(0x000A, b"") + sheet


def test_formats_hidden_places_and_white_words():
    looks = looks_of_old(workbook())

    assert looks
    sheet = looks.sheets["S1"]
    assert ({(0, 0): "0%"}, {(0, 1)}) == (sheet.formats, sheet.white)
    assert ({1}, {2}) == (sheet.hidden_rows, sheet.hidden_columns)


def test_what_is_no_such_workbook_tells_nothing():
    assert looks_of_old(b"\xd0\xcf\x11\xe0" + bytes(600)) is None


def test_text_boxes_are_counted():
    box = record(0x01B6, bytes(18)) + record(0x003C, b"\x00TEXT")

    assert (0, 2) == (count_boxes(workbook()), count_boxes(workbook() + 2 * box))
