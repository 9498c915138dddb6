"""PDF with a text layer: characters by their boxes, tables by their ruling lines."""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jixiao.documents.assembly import Block, assemble
from jixiao.documents.breaks import join_pages
from jixiao.documents.document import Document, Page, Source
from jixiao.documents.readers import scan
from jixiao.documents.readers.glyphs import Glyph, once
from jixiao.documents.readers.page import blocks_of, page_notes
from jixiao.documents.ruling import Stroke, find_tables, strokes_of
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Box, Note
from jixiao.settings import Settings

_WHITE = 250
_PRIVATE = range(0xE000, 0xF900)
_UNMAPPED = (0, 0xFFFD, 0xFFFE, 0xFFFF)
_MOST_UNMAPPED = 0.2
_PASSWORD = 4
_MOST_OBJECTS = 200_000
_MOST_DOTS = 8_000


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page's own coordinates become those of the page as it is looked at."""

    rotation: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y


def read_pdf(
    content: bytes, source: Source, settings: Settings, tick: Callable[[], None] = lambda: None
) -> Document:
    """Read the pages of a PDF; one without any text is recognised where the extra is installed.

    `tick` is called after each page, so that someone waiting knows it goes on.

    Raises:
        UnreadableDocument: it is damaged, protected by a password, or beyond the limits.
    """
    import pypdfium2  # noqa: PLC0415 — kept out of jixiao --help

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        why = "有打开密码，请先去掉密码再读取" if locked else "已损坏或不完整，请重新下载或导出"
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
    import pypdfium2  # noqa: PLC0415

    blocks: list[Block] = []
    pages: list[Page] = []
    notes: list[Note] = []
    full: frozenset[Box] = frozenset()
    unmapped: list[int] = []
    bare: list[int] = []
    recognised: list[int] = []
    broken: list[int] = []
    for number in range(1, len(pdf) + 1):
        try:
            sheet = _Sheet(pdf[number - 1], number)
        except pypdfium2.PdfiumError:
            broken.append(number)
            continue
        finally:
            tick()
        if not sheet.glyphs and scan.can_recognise() and sheet.holds_pictures():
            page, below, told = scan.read_page(sheet.picture(), number, scan.DPI)
            notes += told
            recognised.append(number)
        else:
            page, below = sheet.page, sheet.blocks()
            if not (sheet.glyphs or sheet.is_blank()):
                bare.append(number)
        pages.append(page)
        join_pages(blocks, below, full)
        blocks += below
        full = sheet.full
        if sheet.unmapped:
            unmapped.append(number)
    faults = (
        (broken, "pages_broken", "页已损坏，没有读"),
        (unmapped, "no_text_map", "页的文字没有对应的汉字编码，读出的可能是乱码；请改用扫描识别"),
        (bare, "no_text_layer", "页没有文字；是扫描件的，装上识别组件（jixiao[ocr]）再读"),
        (recognised, "recognised", "页是扫描件，文字由识别得来，请核对"),
    )
    for numbers, code, text in faults:
        notes += page_notes(numbers, code, text)
    return assemble(source, blocks, pages, notes)


class _Sheet:
    """One page while it is read."""

    def __init__(self, raw: Any, number: int) -> None:
        self._raw = raw
        text = raw.get_textpage()
        glyphs, angle, self.unmapped = _glyphs(text)
        box = raw.get_mediabox() or (0.0, 0.0, 595.0, 842.0)
        crop = raw.get_cropbox() or box
        turn = _Turn(-angle % 360, *crop)  # as most of its text is read, however the page is shown
        width, height = turn.size
        self.page = Page(number=number, width=width, height=height, rotation=turn.rotation)
        self.glyphs = once(_turned(glyphs, turn))
        self.full: frozenset[Box] = frozenset()
        self._strokes = list(_strokes(raw, turn)) if self.glyphs else []

    def is_blank(self) -> bool:
        """Say whether nothing at all is on the page."""
        return not self.glyphs and not any(True for _ in self._raw.get_objects(max_depth=1))

    def holds_pictures(self) -> bool:
        """Say whether a picture is painted on the page."""
        import pypdfium2.raw as pdfium  # noqa: PLC0415

        return any(True for _ in self._raw.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))

    def picture(self) -> Any:
        """Paint the page as it is looked at, blue, green and red."""
        width, height = self._raw.get_size()
        largest = max(width, height) / 72 * scan.DPI
        scale = scan.DPI / 72 * min(1.0, _MOST_DOTS / largest)
        return self._raw.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3]

    def blocks(self) -> list[Block]:
        """Give the tables and the lines between them, from top to bottom."""
        tables = find_tables(self._strokes)
        blocks, self.full = blocks_of(self.glyphs, tables, self.page.number, self._strokes)
        return blocks


def _glyphs(text: Any) -> tuple[list[Glyph], int, bool]:
    """Give the visible characters in the page's own coordinates, y up, and how they are turned."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = text.count_chars()
    box = pdfium.FS_RECTF()
    hidden: list[Glyph] = []
    shown: list[Glyph] = []
    wrong = 0
    turned: dict[int, int] = {}
    invisible: dict[int, bool] = {}
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsHyphen(text, index) == 1:
            code = ord("-")  # pdfium gives a hyphen before a line break a code of its own
        if code in _UNMAPPED or code in _PRIVATE:
            wrong += 1
            continue
        if code <= 32 or pdfium.FPDFText_IsGenerated(text, index) == 1:  # noqa: PLR2004
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        glyph = Glyph(chr(code), box.left, box.top, box.right, box.bottom)
        owner = pdfium.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(owner.contents) if owner else 0
        if address not in invisible:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
            invisible[address] = mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            angle = round(math.degrees(pdfium.FPDFText_GetCharAngle(text, index)) / 90) * 90 % 360
            turned[address] = angle
        (hidden if invisible[address] else shown).append(glyph)
    angles = list(turned.values())
    most = max(set(angles), key=angles.count) if angles else 0
    glyphs = shown or hidden
    return glyphs, most, bool(wrong and wrong > _MOST_UNMAPPED * (wrong + len(glyphs)))


def _turned(glyphs: Iterable[Glyph], turn: _Turn) -> Iterator[Glyph]:
    for glyph in glyphs:
        x0, y0 = turn.point(glyph.left, glyph.top)
        x1, y1 = turn.point(glyph.right, glyph.bottom)
        yield Glyph(glyph.text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _strokes(raw: Any, turn: _Turn) -> Iterator[Stroke]:
    """Give the straight rules of a page: stroked lines and thin filled shapes."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    for count, item in enumerate(raw.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=8)):
        if count > _MOST_OBJECTS:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        lines, drawn = bool(stroke.value), bool(fill.value)
        if lines and _pale(pdfium.FPDFPageObj_GetStrokeColor, item):
            lines = False
        if drawn and not lines and _pale(pdfium.FPDFPageObj_GetFillColor, item):
            drawn = False
        if not (lines or drawn):
            continue
        matrix = _matrix(item)
        for path in _paths(item, matrix, turn):
            yield from strokes_of(path, outlined=lines)


def _pale(colour: Any, item: Any) -> bool:
    """Say whether a colour cannot be seen on paper."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour(item, *map(ctypes.byref, parts)):
        return False
    red, green, blue, alpha = (part.value for part in parts)
    return alpha == 0 or min(red, green, blue) >= _WHITE


_Matrix = tuple[float, float, float, float, float, float]


def _matrix(item: Any) -> _Matrix:
    """Give how an object's points are moved, through every form it is drawn in."""
    whole: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    while item is not None:
        a, b, c, d, e, f = item.get_matrix().get()
        p, q, r, s, t, u = whole
        whole = (
            p * a + q * c, p * b + q * d, r * a + s * c, r * b + s * d,
            t * a + u * c + e, t * b + u * d + f,
        )  # fmt: skip
        item = item.container
    return whole


def _paths(item: Any, matrix: _Matrix, turn: _Turn) -> Iterator[list[tuple[float, float]]]:
    """Give an object's polygons; one with a curve is given only as far as it is straight."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    a, b, c, d, e, f = matrix
    path: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = turn.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(path) > 1:
                yield path
            path = []
        path.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and path and path[0] != path[-1]:
            path.append(path[0])
    if len(path) > 1:
        yield path


def read_picture(
    content: bytes, source: Source, settings: Settings, tick: Callable[[], None] = lambda: None
) -> Document:
    """Recognise a picture, each page of a TIFF.

    Raises:
        UnreadableDocument: it is damaged, too large, or has too many pages.
    """
    images = scan.pictures(content, settings)
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
        page, below, told = scan.read_page(image, number)
        pages.append(page)
        blocks += below
        notes += told
        tick()
    return assemble(source, blocks, pages, notes)
