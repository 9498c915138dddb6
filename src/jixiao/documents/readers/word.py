"""Word (.docx): paragraphs and tables in the order of the file, from its raw XML."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from jixiao.documents.assembly import Block, assemble, grid_of
from jixiao.documents.document import Cell, Document, Source
from jixiao.documents.package import parse, part
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Note
from jixiao.settings import Settings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_DELETED = {f"{_W}del", f"{_W}moveFrom"}
_INSERTED = {f"{_W}ins", f"{_W}moveTo"}
_WRAPPERS = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", *_INSERTED}
"""What stands around paragraphs, rows or cells and prints nothing itself."""
_DEEPEST = 20


def read_docx(package: zipfile.ZipFile, source: Source, settings: Settings) -> Document:
    """Read a Word document; tracked changes are taken as accepted and noted.

    Raises:
        UnreadableDocument: a part is missing or damaged, or it has too many cells.
    """
    root = parse(part(package, "word/document.xml", source, settings), source)
    body = root.find(f"{_W}body")
    reader = _WordReader(source, settings.most_cells)
    blocks = list(reader.blocks(body, 0)) if body is not None else []
    notes = []
    if reader.tracked:
        text = f"有 {reader.tracked} 处修订，按接受修订后的文字读取"
        notes.append(Note(code="tracked_changes", text=text))
    return assemble(source, blocks, notes=notes)


@dataclass
class _WordReader:
    source: Source
    most_cells: int
    tables: int = 0
    count: int = 0
    tracked: int = 0
    boxes: list[Any] = field(default_factory=list)

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
        for box in self.boxes[before:]:
            if depth < _DEEPEST:
                yield from self.blocks(box, depth + 1)
        del self.boxes[before:]

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        self.tables += 1
        ref = f"表{self.tables} "
        cells: dict[tuple[int, int], Cell] = {}
        merged_above: dict[int, tuple[int, int]] = {}
        nested: list[Block] = []
        for row, tr in enumerate(_children(table, "tr")):
            column = _number(tr.find(f"{_W}trPr"), "gridBefore", 0)
            for tc in _children(tr, "tc"):
                properties = tc.find(f"{_W}tcPr")
                span = max(1, _number(properties, "gridSpan", 1))
                merge = _vertical_merge(properties)
                if merge == "continue" and column in merged_above:
                    above = cells[merged_above[column]]
                    cells[above.row, above.column] = replace(
                        above, row_span=above.row_span + 1
                    )
                else:
                    cells[row, column] = Cell(
                        text="\n".join(self._cell_text(tc, depth, nested)),
                        row=row,
                        column=column,
                        column_span=span,
                        ref=f"{ref}第{row + 1}行第{column + 1}列",
                    )
                    merged_above.pop(column, None)
                    if merge:
                        merged_above[column] = (row, column)
                    self._count_cell()
                column += span
        if cells:
            yield grid_of(list(cells.values()))
        yield from nested

    def _count_cell(self) -> None:
        self.count += 1
        if self.count > self.most_cells:
            message = (
                f"{self.source.path} 的表格有 {self.most_cells} 个以上的单元格，超过上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
            )
            raise UnreadableDocument(message)

    def _cell_text(self, cell: Any, depth: int, nested: list[Block]) -> Iterator[str]:
        """A cell's paragraphs; a table inside follows the table it stands in."""
        for child in cell:
            if child.tag == f"{_W}p":
                yield self._text(child)
            elif child.tag == f"{_W}tbl" and depth < _DEEPEST:
                nested += self._table(child, depth + 1)
            elif child.tag in _WRAPPERS:
                yield from self._cell_text(_unwrapped(child), depth, nested)

    def _text(self, element: Any) -> str:
        words: list[str] = []
        for child in element:
            tag = child.tag
            if tag == f"{_W}t":
                words.append(child.text or "")
            elif tag in _BREAKS:
                words.append(_BREAKS[tag])
            elif tag in _DELETED:
                self.tracked += 1
            elif tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag == _FALLBACK or not isinstance(tag, str):
                continue
            else:
                self.tracked += tag in _INSERTED
                words.append(self._text(child))
        return "".join(words)


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


def _vertical_merge(properties: Any) -> str | None:
    """“restart” for the first of cells merged downwards, “continue” below it; else None."""
    merge = properties.find(f"{_W}vMerge") if properties is not None else None
    if merge is None:
        return None
    return "restart" if merge.get(f"{_W}val") == "restart" else "continue"


def _number(properties: Any, name: str, default: int) -> int:
    element = properties.find(f"{_W}{name}") if properties is not None else None
    value = element.get(f"{_W}val") if element is not None else None
    return int(value) if value and value.isdecimal() else default
