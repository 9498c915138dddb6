"""What a workbook (.xlsx) says about how its sheets look: hidden, formatted, in text boxes."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.documents.document import Source
from jixiao.documents.package import parse, part
from jixiao.documents.readers.number_formats import BUILT_IN
from jixiao.errors import UnreadableDocument
from jixiao.settings import Settings

Place = tuple[int, int]
"""Row and column, from 0."""
_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_ROWS = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"\b(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_CELL_NAME = re.compile(rb'"([A-Z]{1,3})\d{1,7}"')
_CELL_NAME_IN_QUOTES = re.compile(rb"'([A-Z]{1,3})\d{1,7}'")
_ROW_NAME = re.compile(rb"row\b[^>]*?\br\s*=\s*[\"'](\d+)")
_TRUE = (b"1", b"true")
_LENGTH = re.compile(rb"\d{1,9}(?:\.\d{1,20})?")
_LOWEST_ROW, _NARROWEST_COLUMN = 1.0, 0.2
"""Points, and widths of a figure, below which a row or a column shows nothing."""
_LETTERS = 26
_MOST_DIGITS = 9
_BEYOND = 999_999_999
"""What a number of more digits counts as: no sheet goes so far."""
_MOST_COLUMNS = 16_384
_WIDER_THAN_FULL = 10
"""How many times as many places as filled cells a sheet may have."""


@dataclass(frozen=True, slots=True)
class SheetLooks:
    """How one sheet looks.

    `formats` gives the number format of each cell that has one, `boxes` the words of each text
    box at the place where it begins; `white` are the cells that print white on nothing.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formats: Mapping[Place, str] = field(default_factory=dict)
    boxes: tuple[tuple[Place, str], ...] = ()
    white: frozenset[Place] = frozenset()


PLAIN = SheetLooks()
"""A sheet of which nothing more is known than what its cells hold."""


@dataclass(frozen=True, slots=True)
class WorkbookLooks:
    """How the sheets of a workbook look, by name, and the year its days are counted from."""

    sheets: Mapping[str, SheetLooks] = field(default_factory=dict)
    from_1904: bool = False


def looks_of(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> WorkbookLooks:
    """Read how the sheets of a workbook look.

    Raises:
        UnreadableDocument: a part is damaged or too large, or a cell stands so far off that the
            sheet would fill the memory.
    """
    reader = LooksReader(package, source, settings)
    workbook = reader.xml(_WORKBOOK)
    if workbook is None:
        return WorkbookLooks()
    targets = reader.targets(_WORKBOOK)
    styles = reader.xml(_STYLES)
    formats, white = _formats(styles), frozenset(_white_styles(styles))
    sheets = {}
    for sheet in workbook.iter("{*}sheet"):
        relation = next(filter(None, map(sheet.get, _ID)), "")
        name = sheet.get("name", "")
        path = targets.get(relation, "")
        sheets[name] = reader.sheet(path, name, formats, white)
    properties = workbook.find("{*}workbookPr")
    counted = properties.get("date1904") if properties is not None else None
    return WorkbookLooks(sheets, from_1904=counted in ("1", "true"))


@dataclass(frozen=True, slots=True)
class LooksReader:
    """Reads the parts of a workbook that say how its sheets look."""

    package: zipfile.ZipFile
    source: Source
    settings: Settings

    def bytes_of(self, path: str) -> bytes:
        """A part; empty where the package has none of this name."""
        if path not in self.package.NameToInfo:
            return b""
        return part(self.package, path, self.source, self.settings)

    def xml(self, path: str) -> Any:
        """A part as XML; None where there is none."""
        content = self.bytes_of(path)
        return parse(content, self.source) if content else None

    def targets(self, path: str) -> dict[str, str]:
        """The parts that a part refers to, by the name of the relation."""
        folder, name = posixpath.split(path)
        relations = self.xml(f"{folder}/_rels/{name}.rels")
        if relations is None:
            return {}
        return {
            relation.get("Id", ""): _joined(folder, relation.get("Target", ""))
            for relation in relations
        }

    def sheet(
        self,
        path: str,
        name: str,
        formats: Mapping[bytes, str],
        white: frozenset[bytes],
    ) -> SheetLooks:
        """How the sheet in a part looks; `white` are the styles that print white on nothing."""
        content = self.bytes_of(path)
        self._refuse_far_cells(content, name)
        has_drawing = b"drawing" in content
        return SheetLooks(
            hidden_rows=frozenset(_hidden_rows(content)),
            hidden_columns=frozenset(_hidden_columns(content)),
            formats=dict(_by_cell(content, formats)),
            boxes=tuple(self.boxes(path)) if has_drawing else (),
            white=frozenset(
                place for place, _ in _by_cell(content, dict.fromkeys(white, ""))
            ),
        )

    def _refuse_far_cells(self, content: bytes, name: str) -> None:
        """The library lays a sheet out as far as its last cell: one far off fills the memory."""
        rows = max(map(_whole, _ROW_NAME.findall(content)), default=0)
        rows = max(rows, content.count(b"<row"))
        names = set(_CELL_NAME.findall(content))
        if b"='" in content:
            names.update(_CELL_NAME_IN_QUOTES.findall(content))
        self.refuse_far(rows, max(map(column_of, names), default=0) + 1, name)

    def refuse_far(self, rows: int, columns: int, name: str) -> None:
        """Refuse a sheet that goes so far that it would fill the memory.

        Raises:
            UnreadableDocument: it does.
        """
        most = self.settings.most_cells * _WIDER_THAN_FULL
        if rows * columns > most:
            message = (
                f"{self.source.path} 的工作表“{name}”一直用到第 {rows} 行、第 {columns} 列，"
                "超过上限。请删去表格以外的单元格，保存后再读取，"
                "或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
            )
            raise UnreadableDocument(message)

    def boxes(self, path: str) -> Iterator[tuple[Place, str]]:
        """The words of a sheet's text boxes, each where it begins."""
        for drawing in self.targets(path).values():
            root = self.xml(drawing) if "/drawings/drawing" in drawing else None
            for anchor in root if root is not None else ():
                words = "\n".join(_paragraphs(anchor))
                if words.strip():
                    yield _begin(anchor), words


def _whole(digits: bytes | str) -> int:
    """A number as a file writes it, however long."""
    return int(digits) if len(digits) <= _MOST_DIGITS else _BEYOND


def column_of(letters: bytes) -> int:
    """The number of a column from its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters[:3]:
        number = number * _LETTERS + letter - ord("A") + 1
    return number - 1


def _joined(folder: str, target: str) -> str:
    """A part's name from how another part refers to it."""
    path = target if target.startswith("/") else f"{folder}/{target}"
    return posixpath.normpath(path).lstrip("/")


def _formats(styles: Any) -> dict[bytes, str]:
    """The number formats by the number of the style that cells name; General is left out."""
    if styles is None:
        return {}
    codes = dict(BUILT_IN)
    for entry in styles.iter("{*}numFmt"):
        number = entry.get("numFmtId", "")
        if number.isdecimal():
            codes[_whole(number)] = entry.get("formatCode", "")
    formats = {}
    for place, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        number = style.get("numFmtId", "")
        code = codes.get(_whole(number), "") if number.isdecimal() else ""
        if code not in ("", "General", "@"):
            formats[str(place).encode()] = code
    return formats


def _white_styles(styles: Any) -> Iterator[bytes]:
    """The numbers of the styles whose font is white and whose cell has no filling."""
    if styles is None:
        return
    fonts = [font.find("{*}color") for font in styles.iterfind("{*}fonts/{*}font")]
    fills = [
        fill.find("{*}patternFill") for fill in styles.iterfind("{*}fills/{*}fill")
    ]
    for place, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        colour = _numbered(fonts, style.get("fontId", ""))
        fill = _numbered(fills, style.get("fillId", ""))
        is_filled = fill is not None and fill.get("patternType") not in (None, "none")
        if _is_white(colour) and not is_filled:
            yield str(place).encode()


def _numbered(elements: Sequence[Any], number: str) -> Any:
    """The element of a number; None where there is none."""
    is_there = number.isdecimal() and _whole(number) < len(elements)
    return elements[_whole(number)] if is_there else None


def _is_white(colour: Any) -> bool:
    if colour is None:
        return False
    is_paper = colour.get("theme") == "0" and colour.get("tint") in (None, "0")
    return is_paper or (colour.get("rgb") or "").upper().endswith("FFFFFF")


def _hidden_rows(content: bytes) -> Iterator[int]:
    if b"hidden" not in content and b"ht=" not in content:
        return
    row = -1
    for written in _ROWS.findall(content):
        attributes = dict(_ATTRIBUTE.findall(written))
        name = attributes.get(b"r", b"")
        row = _whole(name) - 1 if name.isdigit() else row + 1
        is_flat = _is_below(attributes.get(b"ht"), _LOWEST_ROW)
        if attributes.get(b"hidden") in _TRUE or is_flat:
            yield row


def _is_below(length: bytes | None, least: float) -> bool:
    """Whether a height or a width is given and shows nothing."""
    if length is None or not _LENGTH.fullmatch(length):
        return False
    return float(length) < least


def _by_cell(
    content: bytes, looks_of_styles: Mapping[bytes, str]
) -> Iterator[tuple[Place, str]]:
    """The cells of some styles, each with what its style says.

    A cell without a name follows the one before.
    """
    if not looks_of_styles:
        return
    row = column = -1
    for kind, written in _ROW_OR_CELL.findall(content):
        attributes = dict(_ATTRIBUTE.findall(written))
        name = attributes.get(b"r", b"")
        if kind == b"row":
            row, column = _whole(name) - 1 if name.isdigit() else row + 1, -1
            continue
        letters = name.rstrip(b"0123456789")
        column = column_of(letters) if letters else column + 1
        look = looks_of_styles.get(attributes.get(b"s", b""))
        if look is not None:
            yield (row, column), look


def _hidden_columns(content: bytes) -> Iterator[int]:
    head, *_ = content.partition(b"sheetData")
    for written in _COLUMNS.findall(head):
        attributes = dict(_ATTRIBUTE.findall(written))
        is_narrow = _is_below(attributes.get(b"width"), _NARROWEST_COLUMN)
        if attributes.get(b"hidden") in _TRUE or is_narrow:
            first, last = (attributes.get(end, b"") for end in (b"min", b"max"))
            if first.isdigit() and last.isdigit():
                yield from range(_whole(first) - 1, min(_whole(last), _MOST_COLUMNS))


def _paragraphs(anchor: Any) -> Iterator[str]:
    for body in anchor.iter("{*}txBody"):
        for paragraph in body.iter("{*}p"):
            yield "".join(text.text or "" for text in paragraph.iter("{*}t"))


def _begin(anchor: Any) -> Place:
    """Where a text box begins; one that stands free of cells stands above them."""
    row, column = (anchor.findtext(f"{{*}}from/{{*}}{axis}") for axis in ("row", "col"))
    if row and column and row.isdecimal() and column.isdecimal():
        return _whole(row), _whole(column)
    return 0, 0
