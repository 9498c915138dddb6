"""PDF with a text layer: characters by their boxes, tables by their ruling lines."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from jixiao.documents.assembly import Block, assemble, cells_of
from jixiao.documents.breaks import join_pages
from jixiao.documents.document import Document, Page, Source
from jixiao.documents.readers.overprint import (
    across_rules,
    settled,
    with_struck_doubted,
)
from jixiao.documents.readers.page import blocks_of, page_notes
from jixiao.documents.readers.pdf_annotations import with_typed_text
from jixiao.documents.readers.pdf_drawing import read_drawing
from jixiao.documents.readers.pdf_text import read_text
from jixiao.documents.readers.pdfium import address_of
from jixiao.documents.readers.pictures import DPI, pictures
from jixiao.documents.readers.recogniser import can_recognise
from jixiao.documents.readers.running_heads import PageBlocks, part_margins
from jixiao.documents.readers.scan import read_page
from jixiao.documents.readers.zones import Zone, zones_of
from jixiao.documents.ruling import find_tables
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Box, Note
from jixiao.settings import Settings

_PASSWORD = 4
_MOST_DOTS = 8_000
_A4 = (0.0, 0.0, 595.0, 842.0)
_POINTS_AN_INCH = 72
_FAULTS_OF_PAGES = {
    "pages_broken": "页已损坏，没有读",
    "no_text_map": "页的文字没有对应的汉字编码，读出的可能是乱码；请改用扫描识别",
    "no_text_layer": "页没有文字；是扫描件的，装上识别组件（jixiao[ocr]）再读",
    "recognised": "页是扫描件，文字由识别得来，请核对",
    "typed_on": "页有表单域或后加的文本框，其中的文字一并读入，请核对",
    "doubtful": "页有拿不准的格：文字互相重叠、被划去、压过表格线，或表格线不全；请对照原件核对",
}
"""What may be noted of pages, in the order the notes stand."""
_LONGEST_LISTED = 40


def read_pdf(
    content: bytes,
    source: Source,
    settings: Settings,
    tick: Callable[[], None] = lambda: None,
) -> Document:
    """Read the pages of a PDF; one without any text is recognised where the extra is installed.

    `tick` is called after each page that was recognised, which takes seconds.

    Raises:
        UnreadableDocument: it is damaged, protected by a password, or beyond the limits.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD
        why = (
            "有打开密码，请先去掉密码再读取"
            if is_locked
            else "已损坏或不完整，请重新下载或导出"
        )
        message = f"{source.path} 是 PDF，{why}。"
        raise UnreadableDocument(message) from error
    try:
        count = len(pdf)
        if count > settings.most_pages:
            message = (
                f"{source.path} 有 {count} 页，超过上限 {settings.most_pages} 页。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_PAGES 提高上限。"
            )
            raise UnreadableDocument(message)
        return _assembled(pdf, source, tick)
    finally:
        pdf.close()


def _assembled(pdf: Any, source: Source, tick: Callable[[], None]) -> Document:
    blocks: list[Block] = []
    pages: list[Page] = []
    notes: list[Note] = []
    read: list[PageBlocks] = []
    faulty: dict[_Fault, list[int]] = {fault: [] for fault in _FAULTS_OF_PAGES.items()}
    for number in range(1, len(pdf) + 1):
        try:
            sheet = _PdfPage(*with_typed_text(pdf, number - 1), number)
        except pypdfium2.PdfiumError:
            faulty[_fault("pages_broken")].append(number)
            continue
        page, parts, doubts = sheet.read()
        notes += doubts
        for fault in sheet.faults():
            faulty.setdefault(fault, []).append(number)
        if sheet.is_recognised:
            tick()
        pages.append(page)
        read += (PageBlocks(below, full) for below, full in parts)
    part_margins(read)
    for above, page_below in pairwise(read):
        join_pages(above.blocks, page_below.blocks, above.full)
    for each in read:
        blocks += [*each.heads, *each.blocks, *each.feet]
    for (code, text), numbers in faulty.items():
        notes += page_notes(numbers, code, text)
    return assemble(source, blocks, pages, notes)


_Fault = tuple[str, str]
"""A code, and what is said of the pages that have it."""


def _fault(code: str) -> _Fault:
    return code, _FAULTS_OF_PAGES[code]


def _watermark(texts: Sequence[str]) -> _Fault:
    """That a text was printed over a page and is not read."""
    return (
        "watermark",
        f"页印有水印或印章文字“{_brief(texts)}”，不当作正文，没有读入",
    )


def _unseen(texts: Sequence[str]) -> _Fault:
    """That the file holds a text which is not seen on paper, and is not read."""
    return (
        "unseen",
        f"页有纸面上看不见的文字“{_brief(texts)}”（被盖住或与纸同色），没有读入",
    )


def _brief(texts: Sequence[str]) -> str:
    """Texts in one line, each once, of many the first."""
    text = "".join(dict.fromkeys(texts))
    is_long = len(text) > _LONGEST_LISTED
    return text[: _LONGEST_LISTED - 1] + "…" if is_long else text


_Part = tuple[list[Block], frozenset[Box]]
"""What is read from top to bottom, and the boxes of its cells that have no room left."""


class _PdfPage:
    """One page while it is read."""

    def __init__(self, raw: Any, is_typed_on: bool, number: int) -> None:
        self._raw = raw
        self._is_typed_on = is_typed_on
        self._number = number
        crop = raw.get_cropbox() or raw.get_mediabox() or _A4
        self._drawing = read_drawing(address_of(raw))
        self._text = read_text(raw.get_textpage(), crop, self._drawing)
        self._runs, self._watermarks = settled(self._text.runs)
        turn = self._text.turn
        width, height = turn.size
        self.page = Page(
            number=number, width=width, height=height, rotation=turn.rotation
        )
        self.is_recognised = False
        self._is_doubtful = False

    def read(self) -> tuple[Page, list[_Part], list[Note]]:
        """The page, its tables and lines in reading order, and what was not sure."""
        if not self._runs and can_recognise() and self._holds_pictures():
            self.is_recognised = True
            page, blocks, notes = read_page(self._picture(), self._number, DPI)
            return page, [(blocks, frozenset())], notes
        strokes = self._drawing.strokes(self._text.turn)
        level = [stroke for stroke in strokes if not stroke.upright]
        tables = find_tables(strokes)
        stamped = across_rules(self._runs, [table.box for table in tables], strokes)
        self._watermarks += [run.text for run in stamped]
        visible_runs = (
            [run for run in self._runs if run not in stamped] if stamped else self._runs
        )
        runs = with_struck_doubted(visible_runs, level)
        whole = Zone(runs, tables, level)
        parts = [
            blocks_of(zone.runs, zone.tables, self._number, zone.level)
            for zone in zones_of(whole, self.page.width, self.page.height)
        ]
        self._is_doubtful = any(
            cell.confidence is not None
            for blocks, _ in parts
            for block in blocks
            for cell in cells_of(block)
        )
        return self.page, parts, []

    def faults(self) -> Iterator[_Fault]:
        """What is to be noted of the page, once it is read."""
        if self._text.is_unmapped:
            yield _fault("no_text_map")
        if self.is_recognised:
            yield _fault("recognised")
        elif not self._runs and any(True for _ in self._raw.get_objects(max_depth=1)):
            yield _fault("no_text_layer")
        elif self._is_doubtful:
            yield _fault("doubtful")
        if self._is_typed_on:
            yield _fault("typed_on")
        if self._text.unseen:
            yield _unseen(self._text.unseen)
        if watermarks := [*self._text.askew, *self._watermarks]:
            yield _watermark(watermarks)

    def _holds_pictures(self) -> bool:
        return any(
            True for _ in self._raw.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
        )

    def _picture(self) -> Any:
        """The page painted as it is looked at, blue, green and red."""
        dots_a_point = DPI / _POINTS_AN_INCH
        longest_side = max(self._raw.get_size()) / _POINTS_AN_INCH * DPI
        scale = dots_a_point * min(1.0, _MOST_DOTS / longest_side)
        return self._raw.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3]


def read_picture(
    content: bytes,
    source: Source,
    settings: Settings,
    tick: Callable[[], None] = lambda: None,
) -> Document:
    """Recognise a picture, each page of a TIFF.

    Raises:
        UnreadableDocument: it is damaged, too large, or has too many pages.
    """
    images = pictures(content, settings)
    if not images or len(images) > settings.most_pages:
        message = (
            f"{source.path} 是图片，但已损坏、太大或页数太多。请重新扫描（200 dpi 即可），"
            "或用环境变量 JIXIAO_MOST_PIXELS、JIXIAO_MOST_PAGES 提高上限。"
        )
        raise UnreadableDocument(message)
    blocks: list[Block] = []
    pages: list[Page] = []
    notes = [Note(code="recognised", text="图片里的文字由识别得来，请核对")]
    for number, image in enumerate(images, 1):
        page, below, doubts = read_page(image, number)
        pages.append(page)
        blocks += below
        notes += doubts
        tick()
    return assemble(source, blocks, pages, notes)
