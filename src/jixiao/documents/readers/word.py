"""Word (.docx): paragraphs and tables in the order of the file, from its raw XML."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

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
_DEEPEST = 20


def read_docx(package: zipfile.ZipFile, source: Source, settings: Settings) -> Document:
    """Read a Word document; tracked changes are taken as accepted and noted.

    Raises:
        UnreadableDocument: a part is missing or damaged, or it has too many cells.
    """
    root = parse(part(package, "word/document.xml", source, settings), source)
    body = root.find(f"{_W}body")
    reader = _Reader(source, settings.most_cells)
    blocks = list(reader.blocks(body, 0)) if body is not None else []
    notes = []
    if reader.tracked:
        text = f"有 {reader.tracked} 处修订，按接受修订后的文字读取"
        notes.append(Note(code="tracked_changes", text=text))
    return assemble(source, blocks, notes=notes)


@dataclass
class _Reader:
    source: Source
    most_cells: int
    tables: int = 0
    count: int = 0
    tracked: int = 0
    boxes: list[Any] = field(default_factory=list)

    def blocks(self, parent: Any, depth: int) -> Iterator[Block]:
        """Give a story's paragraphs and tables in order; text boxes follow their paragraph."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, depth)
            elif child.tag in (f"{_W}sdt", f"{_W}customXml") or child.tag in _INSERTED:
                content = child.find(f"{_W}sdtContent")
                yield from self.blocks(content if content is not None else child, depth)

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
        number = self.tables
        cells: dict[tuple[int, int], list[Any]] = {}
        open_above: dict[int, tuple[int, int]] = {}
        nested: list[Block] = []
        for row, tr in enumerate(_children(table, "tr")):
            properties = tr.find(f"{_W}trPr")
            column = _number(properties, "gridBefore", 0)
            for tc in _children(tr, "tc"):
                about = tc.find(f"{_W}tcPr")
                span = max(1, _number(about, "gridSpan", 1))
                merge = about.find(f"{_W}vMerge") if about is not None else None
                goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
                if goes_on and column in open_above:
                    cells[open_above[column]][0] += 1
                else:
                    text = "\n".join(self._cell_text(tc, depth, nested))
                    cells[row, column] = [1, span, text]
                    open_above.pop(column, None)
                    if merge is not None:
                        open_above[column] = (row, column)
                    self._counted()
                column += span
        found = [
            Cell(
                text=text, row=row, column=column, row_span=down, column_span=across,
                ref=f"表{number} 第{row + 1}行第{column + 1}列",
            )
            for (row, column), (down, across, text) in cells.items()
        ]  # fmt: skip
        if found:
            yield grid_of(found)
        yield from nested

    def _counted(self) -> None:
        self.count += 1
        if self.count > self.most_cells:
            message = (
                f"{self.source.path} 的表格有 {self.most_cells} 个以上的单元格，超过上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
            )
            raise UnreadableDocument(message)

    def _cell_text(self, cell: Any, depth: int, nested: list[Block]) -> Iterator[str]:
        """Give a cell's paragraphs; a table inside follows the table it stands in."""
        for child in cell:
            if child.tag == f"{_W}p":
                yield self._text(child)
            elif child.tag == f"{_W}tbl" and depth < _DEEPEST:
                nested += self._table(child, depth + 1)
            elif child.tag in (f"{_W}sdt", f"{_W}customXml") or child.tag in _INSERTED:
                content = child.find(f"{_W}sdtContent")
                inner = content if content is not None else child
                yield from self._cell_text(inner, depth, nested)

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


def _children(parent: Any, name: str) -> Iterator[Any]:
    """Give rows or cells, also inside content controls."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif (
            child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml") or child.tag in _INSERTED
        ):
            yield from _children(child, name)


def _number(properties: Any, name: str, default: int) -> int:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    value = found.get(f"{_W}val") if found is not None else None
    return int(value) if value and value.isdecimal() else default
