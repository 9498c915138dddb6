"""What a binary workbook (.xlsb) says about how its sheets look: hidden, formatted, white, in text boxes.

Its parts are records: a number, a length and that many bytes, as [MS-XLSB] 2.1.4 has them.
"""

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.documents.document import Source
from jixiao.documents.readers.number_formats import BUILT_IN
from jixiao.documents.readers.sheet_looks import (
    LooksReader,
    Place,
    SheetLooks,
    WorkbookLooks,
)
from jixiao.settings import Settings

WORKBOOK = "xl/workbook.bin"
_STYLES = "xl/styles.bin"
_ROW, _BLANK, _LAST_CELL = 0, 1, 11
_FONT, _FORMAT, _FILL, _STYLE = 43, 44, 45, 47
_COLUMN, _SETTINGS, _SHEET, _DRAWING = 60, 153, 156, 550
_STYLES_OF_CELLS, _END_OF_STYLES = 617, 618
_FROM_1904, _HIDDEN_COLUMN, _HIDDEN_ROW = 1, 1, 0x10
_LOWEST_ROW = 20
"""Twentieths of a point below which a row shows nothing."""
_NARROWEST_COLUMN = 50
"""256ths of the width of a figure below which a column shows nothing."""
_MOST_COLUMNS = 16_384
_MORE, _SEVEN_BITS = 0x80, 0x7F
_LONGEST_NUMBER, _LONGEST_LENGTH = 2, 4
_PLAIN = ("", "General", "@")
_INDEXED, _RGB, _THEME = 1, 2, 3
"""How a colour is told."""
_WHITE = (1, 9)
"""The numbers of white among the colours of a workbook."""
_PAPER = bytes((255, 255, 255))

_Record = tuple[int, bytes]


def looks_of_binary(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> WorkbookLooks:
    """Read how the sheets of such a workbook look; what is damaged is left out.

    Raises:
        UnreadableDocument: a part is damaged or too large, or a cell stands too far off.
    """
    reader = LooksReader(package, source, settings)
    targets = reader.targets(WORKBOOK)
    styles = _styles(reader.bytes_of(_STYLES))
    sheets = {}
    from_1904 = False
    for number, content in _records(reader.bytes_of(WORKBOOK)):
        if number == _SETTINGS:
            from_1904 = bool(content[:1] and content[0] & _FROM_1904)
        elif number == _SHEET:
            relation, at = _string(content, 8)
            name, _ = _string(content, at)
            sheets[name] = _sheet(reader, targets.get(relation, ""), name, styles)
    return WorkbookLooks(sheets, from_1904=from_1904)


def _records(content: bytes) -> Iterator[_Record]:
    """The records of a part, down to its end or to where it is damaged."""
    at = 0
    while at < len(content):
        number, at = _packed(content, at, _LONGEST_NUMBER)
        length, at = _packed(content, at, _LONGEST_LENGTH)
        yield number, content[at : at + length]
        at += length


def _packed(content: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    number = 0
    for place, byte in enumerate(content[at : at + longest]):
        number |= (byte & _SEVEN_BITS) << (7 * place)
        if not byte & _MORE:
            return number, at + place + 1
    return number, at + longest


def _string(content: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    count = int.from_bytes(content[at : at + 4], "little")
    end = at + 4 + 2 * count
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


@dataclass(slots=True)
class _Styles:
    """The number formats by style, General left out, and the styles that print white on nothing."""

    formats: dict[int, str] = field(default_factory=dict)
    white: set[int] = field(default_factory=set)


def _styles(content: bytes) -> _Styles:
    codes: dict[int, str] = dict(BUILT_IN)
    white_fonts: list[bool] = []
    is_filled: list[bool] = []
    styles = _Styles()
    number_of_style = -1
    for number, record in _records(content):
        if number == _FORMAT:
            codes[_short(record, 0)], _ = _string(record, 2)
        elif number == _FONT:
            white_fonts.append(_is_white(record[12:20]))
        elif number == _FILL:
            is_filled.append(any(record[:4]))
        elif number in (_STYLES_OF_CELLS, _END_OF_STYLES):
            number_of_style = 0 if number == _STYLES_OF_CELLS else -1
        elif number == _STYLE and number_of_style >= 0:
            code = codes.get(_short(record, 2), "")
            if code not in _PLAIN:
                styles.formats[number_of_style] = code
            font, fill = _short(record, 4), _short(record, 6)
            if _of(white_fonts, font) and not _of(is_filled, fill):
                styles.white.add(number_of_style)
            number_of_style += 1
    return styles


def _short(record: bytes, at: int) -> int:
    return int.from_bytes(record[at : at + 2], "little")


def _of(flags: list[bool], number: int) -> bool:
    return number < len(flags) and flags[number]


def _is_white(colour: bytes) -> bool:
    """Whether a colour is white: of eight bytes its kind, number, tint and parts."""
    if len(colour) < struct.calcsize("<BBh4B"):
        return False
    kind, number = colour[0] >> 1, colour[1]
    if kind == _RGB:
        return colour[4:7] == _PAPER
    is_paper = kind == _THEME and number == 0 and colour[2:4] == b"\0\0"
    return is_paper or (kind == _INDEXED and number in _WHITE)


def _sheet(reader: LooksReader, path: str, name: str, styles: _Styles) -> SheetLooks:
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    formats: dict[Place, str] = {}
    white: set[Place] = set()
    row = last = -1
    has_drawing = False
    for number, record in _records(reader.bytes_of(path)):
        if number == _ROW:
            row = int.from_bytes(record[:4], "little")
            if _is_hidden_row(record):
                hidden_rows.add(row)
        elif _BLANK <= number <= _LAST_CELL:
            column = int.from_bytes(record[:4], "little")
            last = max(last, column)
            _take_style(record, (row, column), styles, formats, white)
        elif number == _COLUMN:
            hidden_columns.update(_hidden_columns(record))
        has_drawing = has_drawing or number == _DRAWING
    reader.refuse_far(row + 1, last + 1, name)
    return SheetLooks(
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        formats=formats,
        boxes=tuple(reader.boxes(path)) if has_drawing else (),
        white=frozenset(white),
    )


def _take_style(
    record: bytes,
    place: Place,
    styles: _Styles,
    formats: dict[Place, str],
    white: set[Place],
) -> None:
    """Keep what the style of a cell says."""
    style = int.from_bytes(record[4:7], "little")
    if style in styles.formats:
        formats[place] = styles.formats[style]
    if style in styles.white:
        white.add(place)


def _is_hidden_row(record: bytes) -> bool:
    height = _short(record, 8)
    is_flat = 0 < height < _LOWEST_ROW
    return is_flat or bool(record[11:12] and record[11] & _HIDDEN_ROW)


def _hidden_columns(record: bytes) -> range:
    """The columns that a record hides."""
    first, last, width = struct.unpack_from("<III", record.ljust(12, b"\0"))
    is_hidden = bool(record[16:17] and record[16] & _HIDDEN_COLUMN)
    if is_hidden or width < _NARROWEST_COLUMN:
        return range(min(first, _MOST_COLUMNS), min(last + 1, _MOST_COLUMNS))
    return range(0)
