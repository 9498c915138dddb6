"""Word (.docx): paragraphs, tables and text boxes in the order of the file, from its raw XML."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as dataclass_replace
from functools import partial
from typing import Any

from jixiao.documents.assembly import Block, assemble, grid_of
from jixiao.documents.document import Cell, Document, Grid, Source
from jixiao.documents.package import parse, part
from jixiao.documents.readers.side_by_side import tables_of
from jixiao.documents.readers.word_rows import (
    MOST_COLUMNS,
    Repairs,
    RowCell,
    WordRow,
    cut,
    laid_out,
)
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Note
from jixiao.settings import Settings

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXTS = {f"{_W}t", f"{_M}t"}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_DELETED = {f"{_W}del", f"{_W}moveFrom"}
_INSERTED = {f"{_W}ins", f"{_W}moveTo"}
_WRAPPERS = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", *_INSERTED}
"""What stands around paragraphs, rows or cells and prints nothing itself."""
_SILENT = {_FALLBACK, f"{_W}pPr", f"{_W}rt"}
"""What prints no words of the text: what older programs show instead, looks, how a word is said."""
_SPAN, _DOWN, _ACROSS = f"{_W}gridSpan", f"{_W}vMerge", f"{_W}hMerge"
_ELEMENTS_A_TABLE = 4
"""Elements that stand in each other for each table in a table: itself, a row, a cell, what it holds."""
_MOST_DIGITS = 10
_MOST_LISTED = 6
_SYMBOL = {
    "A3": "≤", "B3": "≥", "B1": "±", "B4": "×", "B8": "÷", "B9": "≠", "BB": "≈", "B0": "°",
    "B7": "·", "A5": "∞", "A2": "′", "B2": "″", "3C": "<", "3E": ">", "3D": "=", "25": "%",
}  # fmt: skip
"""Characters of the font Symbol by the last two digits of their code."""
_WINGDINGS = {
    "FC": "√", "50": "√", "FE": "☑", "52": "☑", "54": "☒", "FD": "☒", "FB": "×", "6F": "□",
    "A3": "□", "A8": "□", "71": "□", "6E": "■", "A7": "■", "6C": "●", "A1": "○", "E0": "→",
}  # fmt: skip
"""Characters of the fonts Wingdings by the last two digits of their code."""
_FOOTNOTES = ("word/footnotes.xml", "word/endnotes.xml")
_STYLES = "word/styles.xml"
_WHITE = "FFFFFF"
_UNSHADED = (None, "auto", _WHITE)
_LOWEST_ROW = 40
"""Twentieths of a point below which a row of a fixed height shows nothing."""
_UNKNOWN_SIGN = "\ufffd"
_SPANS_REPAIRED = (
    "spans_repaired",
    "的单元格写的跨列数和表格对不上，按单元格的宽度或表格的列数放置",
)
_SPANS_DOUBTFUL = (
    "spans_doubtful",
    "的单元格写的跨列数或跨行数自相矛盾，位置拿不准，请对照原件核对",
)


def read_docx(package: zipfile.ZipFile, source: Source, settings: Settings) -> Document:
    """Read a Word document as it is shown; tracked changes are taken as accepted and noted.

    Raises:
        UnreadableDocument: a part is missing or damaged, or it has too many cells.
    """
    root = parse(part(package, "word/document.xml", source, settings), source)
    body = root.find(f"{_W}body")
    reader = _WordReader(source, settings, _hidden_styles(package, source, settings))
    blocks = list(reader.blocks(body, 0)) if body is not None else []
    for name in _FOOTNOTES:
        if name in package.NameToInfo:
            notes = parse(part(package, name, source, settings), source)
            blocks += reader.footnotes(notes)
    return assemble(source, blocks, notes=reader.all_notes())


@dataclass
class _WordReader:
    source: Source
    settings: Settings
    hidden_styles: frozenset[str] = frozenset()
    tables: int = 0
    count: int = 0
    tracked: int = 0
    hidden: int = 0
    white: int = 0
    covered: int = 0
    embedded: int = 0
    unknown_signs: int = 0
    boxes: list[Any] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def all_notes(self) -> list[Note]:
        """What was noticed: repairs in their place, then what was counted."""
        counted = (
            (self.tracked, "tracked_changes", "处修订，按接受修订后的文字读取"),
            (self.hidden, "hidden_text", "处隐藏的文字或单元格，没有读"),
            (
                self.white,
                "white_text",
                "处白色的文字，纸面上可能看不见，照读了，请核对",
            ),
            (self.covered, "covered_cells", "格内容被合并单元格盖住，看不见，没有读"),
            (self.embedded, "embedded_unread", "个嵌入的对象（如 Excel 表），没有读"),
            (
                self.unknown_signs,
                "unknown_signs",
                f"个符号认不出，读作 {_UNKNOWN_SIGN}",
            ),
        )
        notes = [
            Note(code=code, text=f"有 {count} {what}")
            for count, code, what in counted
            if count
        ]
        return [*self.notes, *notes]

    def footnotes(self, root: Any) -> Iterator[Block]:
        """The footnotes or endnotes of a document, below its text."""
        for note in root:
            if note.get(f"{_W}type") is None:
                yield from self.blocks(note, 0)

    def blocks(self, parent: Any, depth: int) -> Iterator[Block]:
        """A story's paragraphs and tables in order; text boxes follow their paragraph."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, depth)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(_unwrapped(child), depth)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Block]:
        before = len(self.boxes)
        text = self._text(paragraph)
        if text.strip():
            yield Cell(text=text)
        yield from self._boxes_from(before, depth)

    def _boxes_from(self, before: int, depth: int) -> list[Block]:
        """What the text boxes say that were met since there were `before` of them."""
        boxes = self.boxes[before:]
        del self.boxes[before:]
        if boxes:
            self._refuse_deep(depth)
        return [block for box in boxes for block in self.blocks(box, depth + 1)]

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        """A table; what stands inside a cell of it follows the row of the cell."""
        self.tables += 1
        number = self.tables
        rows: list[WordRow] = []
        inside: dict[int, list[Block]] = {}
        for tr in _children(table, "tr"):
            within: list[Block] = []
            row = self._frame_row(tr, depth, within) or self._row(tr, depth, within)
            if self._is_left_out(tr, row):
                continue
            rows.append(row)
            if within:
                inside[len(rows)] = within
        widths = [_number(column, "w") for column in _grid_columns(table)]
        cells, repairs = laid_out(rows, widths, f"表{number} ")
        self._note_repairs(number, repairs)
        first = 0
        for end in sorted({*inside, len(rows)}):
            if not inside:
                yield from map(grid_of, tables_of(cells) if cells else ())
            elif any(cell.text.strip() for cell in cut(cells, first, end)):
                yield grid_of(cut(cells, first, end))
            yield from inside.get(end, ())
            first = end

    def _frame_row(self, tr: Any, depth: int, within: list[Block]) -> WordRow | None:
        """A row that only lays out tables: what its cells hold is added to `within`, in order.

        None for any other row.
        """
        cells = list(_children(tr, "tc"))
        frames = [tc for tc in cells if _holds_table(tc)]
        if not frames or any(_prints(tc) for tc in cells if tc not in frames):
            return None
        self._refuse_deep(depth)
        for tc in frames:
            self._count_cell()
            within += self.blocks(tc, depth + 1)
        blank = tuple(RowCell("", _spans(tc)[0]) for tc in cells)
        return WordRow(blank, partial(_widths, tr))

    def _row(self, tr: Any, depth: int, within: list[Block]) -> WordRow:
        """The cells of a row; tables and text boxes inside them are added to `within`."""
        cells: list[RowCell] = []
        for tc in _children(tr, "tc"):
            self._count_cell()
            text = "\n".join(self._cell_text(tc, depth, within))
            span, merges = _spans(tc)
            if cells and merges.get(_ACROSS) == "continue":
                cells[-1] = _widened(cells[-1], span)
                self.covered += bool(text.strip())
            else:
                cells.append(RowCell(text, span, merges.get(_DOWN)))
        before = _value(tr.find(f"{_W}trPr"), "gridBefore", 0)
        return WordRow(tuple(cells), partial(_widths, tr), min(before, MOST_COLUMNS))

    def _is_left_out(self, tr: Any, row: WordRow) -> bool:
        """Whether a row is hidden or was deleted; how much it holds is counted."""
        properties = tr.find(f"{_W}trPr")
        if properties is None:
            return False
        if properties.find(f"{_W}del") is not None:
            self.tracked += 1
            return True
        if not self._is_hidden(properties):
            return False
        self.hidden += sum(bool(cell.text.strip()) for cell in row.cells)
        return True

    @staticmethod
    def _is_hidden(properties: Any) -> bool:
        height = properties.find(f"{_W}trHeight")
        is_fixed = height is not None and height.get(f"{_W}hRule") == "exact"
        is_flat = is_fixed and _number(height, "val", _LOWEST_ROW) < _LOWEST_ROW
        return is_flat or _is_on(properties.find(f"{_W}hidden"))

    def _note_repairs(self, table: int, repairs: Repairs) -> None:
        self.covered += len(repairs.covered)
        for numbers, code, why in (
            (set(repairs.repaired) - set(repairs.doubtful), *_SPANS_REPAIRED),
            (set(repairs.doubtful), *_SPANS_DOUBTFUL),
        ):
            if numbers:
                listed = "、".join(map(str, sorted(numbers)[:_MOST_LISTED]))
                more = " 等" if len(numbers) > _MOST_LISTED else ""
                text = f"表{table} 第 {listed}{more} 行{why}"
                self.notes.append(Note(code=code, text=text))

    def _refuse_deep(self, depth: int) -> None:
        most = self.settings.most_nesting // _ELEMENTS_A_TABLE
        if depth >= most:
            message = (
                f"{self.source.path} 的表格或文本框一层套一层，超过 {most} 层，没有读。请另存为"
                "纯文本后再读取，或用环境变量 JIXIAO_MOST_NESTING 提高上限（每层表格算 4）。"
            )
            raise UnreadableDocument(message)

    def _count_cell(self) -> None:
        self.count += 1
        if self.count > self.settings.most_cells:
            message = (
                f"{self.source.path} 的表格有 {self.settings.most_cells} 个以上的单元格，超过上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
            )
            raise UnreadableDocument(message)

    def _cell_text(self, cell: Any, depth: int, within: list[Block]) -> Iterator[str]:
        """A cell's paragraphs; a table or a text box inside is added to `within`.

        What text boxes say in a paragraph that says nothing else is the cell's own, and so is
        what a table of one cell says.
        """
        for child in cell:
            if child.tag == f"{_W}p":
                before = len(self.boxes)
                text = self._text(child)
                blocks = self._boxes_from(before, depth)
                lines = [block.text for block in blocks if isinstance(block, Cell)]
                is_own = bool(blocks) and not text.strip()
                if is_own and len(lines) == len(blocks):
                    yield "\n".join(lines)
                    continue
                yield text
                within += blocks
            elif child.tag == f"{_W}tbl":
                self._refuse_deep(depth)
                blocks = list(self._table(child, depth + 1))
                words = _only_cell(blocks)
                if words is None:
                    within += blocks
                else:
                    yield words
            elif child.tag in _WRAPPERS:
                yield from self._cell_text(_unwrapped(child), depth, within)

    def _text(self, element: Any, *, is_hidden: bool = False) -> str:
        """What an element prints; `is_hidden` says that the style of its paragraph hides it."""
        if element.tag == f"{_W}p":
            is_hidden = _style_of(element, "pPr", "pStyle") in self.hidden_styles
        elif element.tag == f"{_W}r" and self._is_unseen(element, is_hidden):
            self.hidden += 1
            return ""
        words: list[str] = []
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                words.append(child.text or "")
            elif tag in _BREAKS:
                words.append(_BREAKS[tag])
            elif tag == f"{_W}sym":
                words.append(self._symbol(child))
            elif tag in _DELETED:
                self.tracked += 1
            elif tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag in _SILENT or not isinstance(tag, str):
                continue
            else:
                self.tracked += tag in _INSERTED
                self.embedded += tag == f"{_W}object"
                words.append(self._text(child, is_hidden=is_hidden))
        return "".join(words)

    def _is_unseen(self, run: Any, is_hidden: bool) -> bool:
        """Whether a run is hidden: by itself, by its style, or by that of its paragraph."""
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return is_hidden
        self.white += _is_white(properties) and any(map(_has_words, run))
        vanish = properties.find(f"{_W}vanish")
        if vanish is not None:
            return _is_on(vanish)
        return is_hidden or _style_of(run, "rPr", "rStyle") in self.hidden_styles

    def _symbol(self, element: Any) -> str:
        """A character of a font of signs: its own in Unicode, or a mark where it is not known."""
        code = (element.get(f"{_W}char") or "").upper()[-2:]
        font = (element.get(f"{_W}font") or "").lower()
        signs = _SYMBOL if font == "symbol" else _WINGDINGS
        self.unknown_signs += code not in signs
        return signs.get(code, _UNKNOWN_SIGN)


def _holds_table(tc: Any) -> bool:
    """Whether a cell holds a table of more than one cell."""
    tables = _children(tc, "tbl")
    return any(len(list(table.iter(f"{_W}tc"))) > 1 for table in tables)


def _prints(tc: Any) -> bool:
    return any((text.text or "").strip() for text in tc.iter(*_TEXTS))


def _only_cell(blocks: Sequence[Block]) -> str | None:
    """The words of a table of one cell; None for any other."""
    if len(blocks) != 1 or not isinstance(blocks[0], Grid):
        return None
    cells = blocks[0].cells
    return cells[0].text if len(cells) == 1 else None


def _hidden_styles(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> frozenset[str]:
    """The names of the styles that hide what is set in them, also those built on such."""
    if _STYLES not in package.NameToInfo:
        return frozenset()
    hides: dict[str, bool] = {}
    based_on: dict[str, str] = {}
    root = parse(part(package, _STYLES, source, settings), source)
    for style in root.iterfind(f"{_W}style"):
        name = style.get(f"{_W}styleId") or ""
        vanish = style.find(f"{_W}rPr/{_W}vanish")
        if vanish is not None:
            hides[name] = _is_on(vanish)
        base = style.find(f"{_W}basedOn")
        if base is not None:
            based_on[name] = base.get(f"{_W}val") or ""
    hidden = {name for name, is_hiding in hides.items() if is_hiding}
    while built := {n for n, b in based_on.items() if b in hidden and n not in hides}:
        hidden |= built
        hides |= dict.fromkeys(built, True)
    return frozenset(hidden)


def _style_of(element: Any, properties: str, name: str) -> str | None:
    """The style that a paragraph or a run names."""
    style = element.find(f"{_W}{properties}/{_W}{name}")
    return None if style is None else style.get(f"{_W}val")


def _is_white(properties: Any) -> bool:
    """Whether a run is printed white with nothing behind it, in its cell neither."""
    colour = properties.find(f"{_W}color")
    if colour is None or (colour.get(f"{_W}val") or "").upper() != _WHITE:
        return False
    cell = next(properties.iterancestors(f"{_W}tc"), None)
    shadings = [properties.find(f"{_W}shd")]
    shadings += [cell.find(f"{_W}tcPr/{_W}shd")] if cell is not None else []
    return all(
        shading is None or shading.get(f"{_W}fill") in _UNSHADED for shading in shadings
    )


def _has_words(element: Any) -> bool:
    return element.tag in _TEXTS and bool((element.text or "").strip())


def _unwrapped(element: Any) -> Any:
    """What a wrapper stands around; a content control names it."""
    content = element.find(f"{_W}sdtContent")
    return element if content is None else content


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Rows or cells, also inside content controls."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _spans(tc: Any) -> tuple[int, dict[str, str]]:
    """How many columns a cell says it spans, and “restart” or “continue” by kind of merge."""
    span = 1
    merges: dict[str, str] = {}
    for entry in tc.iterchildren(f"{_W}tcPr"):
        for said in entry:
            if said.tag == _SPAN:
                span = min(max(1, _number(said, "val", 1)), MOST_COLUMNS)
            elif said.tag in (_DOWN, _ACROSS):
                begins = said.get(f"{_W}val") == "restart"
                merges[said.tag] = "restart" if begins else "continue"
    return span, merges


def _widened(cell: RowCell, span: int) -> RowCell:
    """A cell with the one merged into it from the right."""
    return dataclass_replace(cell, span=min(cell.span + span, MOST_COLUMNS))


def _widths(tr: Any) -> list[int]:
    """The widths of a row's cells in twentieths of a point; empty where one is not said so."""
    widths: list[int] = []
    for tc in _children(tr, "tc"):
        width = tc.find(f"{_W}tcPr/{_W}tcW")
        is_said = width is not None and width.get(f"{_W}type") in (None, "dxa")
        length = _number(width, "w") if is_said else 0
        if not length:
            return []
        if widths and _spans(tc)[1].get(_ACROSS) == "continue":
            widths[-1] += length
        else:
            widths.append(length)
    return widths


def _grid_columns(table: Any) -> list[Any]:
    grid = table.find(f"{_W}tblGrid")
    return [] if grid is None else grid.findall(f"{_W}gridCol")[:MOST_COLUMNS]


def _is_on(switch: Any) -> bool:
    """Whether a property is there and not switched off."""
    return switch is not None and switch.get(f"{_W}val") not in ("0", "false", "off")


def _value(properties: Any, name: str, default: int) -> int:
    element = properties.find(f"{_W}{name}") if properties is not None else None
    return _number(element, "val", default) if element is not None else default


def _number(element: Any, name: str, default: int = 0) -> int:
    """A whole number of at most nine digits; anything else is the default."""
    value = element.get(f"{_W}{name}") or ""
    is_number = value.isascii() and value.isdecimal() and len(value) < _MOST_DIGITS
    return int(value) if is_number else default
