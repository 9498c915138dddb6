"""HTML: saved pages with their tables, of table elements or of boxes; nothing is fetched or run."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from jixiao.documents.assembly import Block, assemble, grid_of
from jixiao.documents.document import Cell, Document, Grid, Source
from jixiao.documents.readers.div_tables import BoxReader, BoxTable
from jixiao.documents.readers.glyphs import DOUBTFUL
from jixiao.documents.readers.page_fields import print_fields
from jixiao.documents.readers.page_styles import PageStyles, styles_of
from jixiao.documents.readers.side_by_side import tables_of
from jixiao.documents.readers.spanned_rows import (
    SpanningCell,
    SpanRepairs,
    laid_out_rows,
)
from jixiao.documents.readers.text import decode
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Note
from jixiao.settings import Settings

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_BREAKING = {
    "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "tr", "h1", "h2", "h3", "h4", "h5", "h6",
    "section", "article", "header", "footer", "main", "form", "center", "pre", "hr", "body", "html",
    "blockquote", "td", "th", "table", "tbody", "thead", "tfoot", "caption", "fieldset", "nav",
}  # fmt: skip
_LARGEST_SPAN = 1_000
_MOST_DIGITS = 10
_MOST_LISTED = 6
_WHITE_SPACE = re.compile(r"\s+")


def read_html(content: bytes, source: Source, settings: Settings) -> Document:
    """Read a page's text and tables.

    Raises:
        UnreadableDocument: it has too many cells or is nested beyond reason.
        UnreadableText: its encoding is none that is known.
    """
    from lxml import etree, html  # noqa: PLC0415 — kept out of jixiao --help

    text = decoded(content, source.path)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = html.document_fromstring(
            re.sub(r"<\?xml[^>]*\?>", "", text), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = f"{source.path} 是空的网页，或已损坏。请重新保存。"
        raise UnreadableDocument(message) from error
    print_fields(root)
    reader = _HtmlReader(source, settings, styles_of(root))
    blocks = list(_with_rows_joined(reader.blocks(root)))
    return assemble(source, blocks, notes=reader.all_notes())


def _with_rows_joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join tables of a row each to the ones of as many columns that they stand right below."""
    above: Grid | None = None
    for block in blocks:
        if not isinstance(block, Grid):
            yield from (above,) if above else ()
            yield block
            above = None
        elif above and above.columns == block.columns and 1 in (above.rows, block.rows):
            lower = (replace(cell, row=cell.row + above.rows) for cell in block.cells)
            above = grid_of([*above.cells, *lower])
        else:
            yield from (above,) if above else ()
            above = block
    yield from (above,) if above else ()


def decoded(content: bytes, path: str) -> str:
    """Return the text of a page, in the encoding that it declares or that it is in.

    Raises:
        UnreadableText: its encoding is none that is known.
    """
    declared = _DECLARED.search(content[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else ""
    if encoding.startswith("gb"):
        return content.decode("gb18030", "replace")
    return decode(content, path)[0]


@dataclass
class _HtmlReader:
    source: Source
    settings: Settings
    styles: PageStyles
    count: int = 0
    tables: int = 0
    hidden: int = 0
    notes: list[Note] = field(default_factory=list)

    def blocks(self, root: Any) -> Iterator[Block]:
        """The lines and tables of a page in order."""
        words: list[str] = []
        yield from self._walk(root, 0, words)
        yield from _line(words)

    def all_notes(self) -> list[Note]:
        """What was noticed, and how many cells were hidden."""
        if not self.hidden:
            return self.notes
        text = f"表格里有 {self.hidden} 格隐藏的内容，没有读"
        return [*self.notes, Note(code="hidden_cells", text=text)]

    def _walk(self, element: Any, depth: int, words: list[str]) -> Iterator[Block]:
        """Gather the words of an element; where it breaks a line, what was gathered is one."""
        if depth > self.settings.most_nesting:
            message = (
                f"{self.source.path} 的网页嵌套超过 {self.settings.most_nesting} 层，没有读。"
                "请另存为纯文本后再读取，或用环境变量 JIXIAO_MOST_NESTING 提高上限。"
            )
            raise UnreadableDocument(message)
        if not self.styles.is_shown(element):
            return
        if element.tag == "table" and _is_data(element):
            yield from _line(words)
            yield from self._table(element)
            return
        breaks = element.tag in _BREAKING
        if breaks:
            yield from _line(words)
        words.append(element.text or "")
        yield from self._inside(list(element), depth, words)
        if breaks:
            yield from _line(words)

    def _inside(
        self, children: Sequence[Any], depth: int, words: list[str]
    ) -> Iterator[Block]:
        """What the children of an element say; rows of boxes among them are a table."""
        boxes = BoxReader(self.styles, self._text)
        tried = in_table = 0
        for place, child in enumerate(children):
            if place >= tried and self.styles.is_shown(child):
                run = boxes.table_at(children, place)
                tried = place + run.elements
                if run.table is not None:
                    in_table = tried
                    yield from _line(words)
                    yield from self._box_table(run.table)
                    hidden = map(self.styles.hidden_texts, children[place:tried])
                    self.hidden += sum(hidden)
            if place >= in_table:
                yield from self._walk(child, depth + 1, words)
            words.append(child.tail or "")

    def _table(self, table: Any) -> Iterator[Block]:
        self.tables += 1
        rows = []
        for tr, left in _rows(table):
            cells = [td for td in tr if td.tag in ("td", "th")]
            shown = [td for td in cells if self.styles.is_shown(td)]
            if not self.styles.is_shown(tr):
                self.hidden += sum(bool(td.text_content().strip()) for td in cells)
                continue
            hidden = (td for td in cells if td not in shown)
            self.hidden += sum(bool(td.text_content().strip()) for td in hidden)
            rows.append([self._cell(td, left) for td in shown])
        cells, repairs = laid_out_rows(rows, f"表{self.tables} ")
        self._note(repairs)
        if cells:
            yield from map(grid_of, tables_of(cells))

    def _cell(self, td: Any, rows_left: int) -> SpanningCell:
        down, across = _span(td, "rowspan"), max(1, _span(td, "colspan"))
        down = min(down or rows_left, rows_left)
        self._count(down * across)
        text = "" if self.styles.is_blank(td) else self._text(td)
        return SpanningCell(text, down, across)

    def _box_table(self, table: BoxTable) -> Iterator[Block]:
        """The grid of a table that is made of boxes, or those of tables beside each other."""
        self.tables += 1
        cells = []
        for box in table.cells:
            self._count(box.down * box.across)
            cells.append(
                Cell(
                    text=self._text(box.element),
                    row=box.row,
                    column=box.column,
                    row_span=box.down,
                    column_span=box.across,
                    ref=f"表{self.tables} 第{box.row + 1}行第{box.column + 1}列",
                    confidence=DOUBTFUL if box.row in table.doubtful else None,
                )
            )
        self._note(SpanRepairs((), tuple(row + 1 for row in sorted(table.doubtful))))
        yield from map(grid_of, tables_of(cells))

    def _count(self, units: int) -> None:
        self.count += units
        if self.count > self.settings.most_cells:
            message = (
                f"{self.source.path} 的表格有 {self.settings.most_cells} 个以上的单元格，超过上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
            )
            raise UnreadableDocument(message)

    def _note(self, repairs: SpanRepairs) -> None:
        """Note the rows of the last table whose spans lie."""
        for rows, code, why in (
            (repairs.repaired, "spans_repaired", "的跨行数或跨列数写错，已改正"),
            (
                repairs.doubtful,
                "spans_doubtful",
                "的格数和别的行对不上，位置拿不准，请对照原件核对",
            ),
        ):
            if rows:
                listed = "、".join(map(str, rows[:_MOST_LISTED]))
                more = " 等" if len(rows) > _MOST_LISTED else ""
                text = f"表{self.tables} 第 {listed}{more} 行{why}"
                self.notes.append(Note(code=code, text=text))

    def _text(self, element: Any) -> str:
        """The text of a cell, its paragraphs below each other."""
        if not self.styles.is_shown(element):
            return ""
        return "".join(self._words_inside(element)).strip()

    def _words_inside(self, element: Any) -> Iterator[str]:
        """The words of an element and of what it holds; what breaks a line stands between breaks."""
        yield _WHITE_SPACE.sub(" ", element.text or "")
        for child in element:
            if self.styles.is_shown(child):
                breaks = child.tag in _BREAKING
                yield "\n" if breaks else ""
                yield from self._words_inside(child)
                yield "\n" if breaks and child.tag != "br" else ""
            yield _WHITE_SPACE.sub(" ", child.tail or "")


def _line(words: list[str]) -> Iterator[Block]:
    text = " ".join("".join(words).split())
    words.clear()
    if text:
        yield Cell(text=text)


def _is_data(table: Any) -> bool:
    """Tell a table of data from one that lays out the page.

    Such a one holds a table of several rows, or tables in rows of one cell each.
    """
    inner = [other for other in table.iter("table") if other is not table]
    if any(sum(1 for _ in _rows(other)) > 1 for other in inner):
        return False
    rows = [tr for tr, _ in _rows(table)]
    if inner and all(len(tr) == 1 for tr in rows):
        return False
    return len(rows) > 1 or any(len(tr) > 1 for tr in rows)


def _rows(table: Any) -> Iterator[tuple[Any, int]]:
    """The rows of a table, each with how many its section has from there on."""
    left = sum(child.tag == "tr" for child in table)
    for child in table:
        if child.tag == "tr":
            yield child, left
            left -= 1
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows(child)


def _span(cell: Any, name: str) -> int:
    """What a cell says it spans; 0 is to the end of its section."""
    value = (cell.get(name) or "1").strip()
    is_number = value.isascii() and value.isdecimal() and len(value) < _MOST_DIGITS
    return min(int(value), _LARGEST_SPAN) if is_number else 1
