"""HTML: saved pages with their tables; layout tables are text, nothing is fetched or run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from msgspec.structs import replace

from jixiao.documents.assembly import Block, assemble, grid_of
from jixiao.documents.document import Cell, Document, Source
from jixiao.documents.readers.text import decode
from jixiao.errors import UnreadableDocument
from jixiao.settings import Settings

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_SILENT = {
    "script",
    "style",
    "head",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "select",
}
_BREAKING = {
    "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "tr", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "header", "footer", "main", "form", "center", "pre", "hr", "body", "html",
    "blockquote", "td", "th", "table", "tbody", "thead", "tfoot", "caption", "fieldset", "nav",
}  # fmt: skip
_DEEPEST = 200
_LARGEST_SPAN = 1_000
_WHITE_SPACE = re.compile(r"\s+")


def read_html(content: bytes, source: Source, settings: Settings) -> Document:
    """Read a page's text and tables.

    Raises:
        UnreadableDocument: it has too many cells or is nested beyond reason.
        UnreadableText: its encoding is none that is known.
    """
    from lxml import etree, html  # noqa: PLC0415 — kept out of jixiao --help

    text = _decoded(content, source.path)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = html.document_fromstring(
            re.sub(r"<\?xml[^>]*\?>", "", text), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = f"{source.path} 是空的网页，或已损坏。请重新保存。"
        raise UnreadableDocument(message) from error
    reader = _HtmlReader(source, settings.most_cells)
    return assemble(source, reader.blocks(root))


def _decoded(content: bytes, path: str) -> str:
    declared = _DECLARED.search(content[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding.startswith("gb"):
        return content.decode("gb18030", "replace")
    return decode(content, path)[0]


@dataclass
class _HtmlReader:
    source: Source
    most_cells: int
    count: int = 0
    tables: int = 0

    def blocks(self, root: Any) -> Iterator[Block]:
        """The lines and tables of a page in order."""
        words: list[str] = []
        yield from self._walk(root, 0, words)
        yield from _line(words)

    def _walk(self, element: Any, depth: int, words: list[str]) -> Iterator[Block]:
        """Gather the words of an element; where it breaks a line, what was gathered is one."""
        if depth > _DEEPEST:
            message = (
                f"{self.source.path} 的网页嵌套太深，没有读。请另存为纯文本后再读取。"
            )
            raise UnreadableDocument(message)
        if element.tag == "table" and _is_data(element):
            yield from _line(words)
            yield from self._table(element)
            return
        if not _is_shown(element):
            return
        breaks = element.tag in _BREAKING
        if breaks:
            yield from _line(words)
        words.append(element.text or "")
        for child in element:
            yield from self._walk(child, depth + 1, words)
            words.append(child.tail or "")
        if breaks:
            yield from _line(words)

    def _table(self, table: Any) -> Iterator[Block]:
        self.tables += 1
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        for row, tr in enumerate(_rows(table)):
            column = 0
            for td in tr:
                if td.tag not in ("td", "th"):
                    continue
                while (row, column) in taken:
                    column += 1
                cell = self._cell(td, row, column)
                rows = range(row, row + cell.row_span)
                columns = range(column, column + cell.column_span)
                taken |= set(product(rows, columns))
                cells.append(cell)
                column = columns.stop
        if cells:
            yield grid_of(_within(cells))

    def _cell(self, td: Any, row: int, column: int) -> Cell:
        down, across = _span(td, "rowspan"), _span(td, "colspan")
        self.count += down * across
        if self.count > self.most_cells:
            message = (
                f"{self.source.path} 的表格有 {self.most_cells} 个以上的单元格，超过上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
            )
            raise UnreadableDocument(message)
        return Cell(
            text=_text(td),
            row=row,
            column=column,
            row_span=down,
            column_span=across,
            ref=f"表{self.tables} 第{row + 1}行第{column + 1}列",
        )


def _within(cells: list[Cell]) -> list[Cell]:
    """Cut spans that run below the table's last row."""
    rows = max(cell.row for cell in cells) + 1
    return [
        replace(cell, row_span=min(cell.row_span, rows - cell.row)) for cell in cells
    ]


def _line(words: list[str]) -> Iterator[Block]:
    text = " ".join("".join(words).split())
    words.clear()
    if text:
        yield Cell(text=text)


def _is_data(table: Any) -> bool:
    """Tell a table of data from one that lays out the page: it holds no other table of rows."""
    inner = [other for other in table.iter("table") if other is not table]
    if any(sum(1 for _ in _rows(other)) > 1 for other in inner):
        return False
    rows = list(_rows(table))
    return len(rows) > 1 or any(len(tr) > 1 for tr in rows)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), _LARGEST_SPAN)) if value.isdecimal() else 1


def _is_shown(element: Any) -> bool:
    """Whether an element prints its text: it is no comment, no script, and not hidden."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return False
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" not in style and element.get("hidden") is None


def _text(element: Any) -> str:
    """The text of a cell, its paragraphs below each other."""
    if not _is_shown(element):
        return ""
    return "".join(_words_inside(element)).strip()


def _words_inside(element: Any) -> Iterator[str]:
    """The words of an element and of what it holds; what breaks a line stands between breaks."""
    yield _WHITE_SPACE.sub(" ", element.text or "")
    for child in element:
        if _is_shown(child):
            breaks = child.tag in _BREAKING
            yield "\n" if breaks else ""
            yield from _words_inside(child)
            yield "\n" if breaks and child.tag != "br" else ""
        yield _WHITE_SPACE.sub(" ", child.tail or "")
