"""PDF with a text layer: characters by their boxes, tables by their ruling lines."""

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from jixiao.documents.assembly import Block, assemble
from jixiao.documents.breaks import join_pages
from jixiao.documents.document import Document, Page, Source
from jixiao.documents.readers.glyphs import Glyph, Point, once
from jixiao.documents.readers.page import blocks_of, page_notes
from jixiao.documents.readers.pictures import DPI, pictures
from jixiao.documents.readers.recogniser import can_recognise
from jixiao.documents.readers.scan import read_page
from jixiao.documents.ruling import Stroke, find_tables, strokes_of
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Box, Note
from jixiao.settings import Settings

_WHITE = 250
"""From here on red, green and blue together cannot be seen on paper."""
_LAST_CONTROL = 32
_PRIVATE = range(0xE000, 0xF900)
_UNMAPPED = (0, 0xFFFD, 0xFFFE, 0xFFFF)
_MOST_UNMAPPED = 0.2
_PASSWORD = 4
_MOST_OBJECTS = 200_000
_DEEPEST_FORM = 8
_MOST_DOTS = 8_000
_A4 = (0.0, 0.0, 595.0, 842.0)
_POINTS_AN_INCH = 72
_FAULTS_OF_PAGES = {
    "pages_broken": "页已损坏，没有读",
    "no_text_map": "页的文字没有对应的汉字编码，读出的可能是乱码；请改用扫描识别",
    "no_text_layer": "页没有文字；是扫描件的，装上识别组件（jixiao[ocr]）再读",
    "recognised": "页是扫描件，文字由识别得来，请核对",
}
"""What may be noted of pages, in the order the notes stand."""


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

    def point(self, x: float, y: float) -> Point:
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
    content: bytes,
    source: Source,
    settings: Settings,
    tick: Callable[[], None] = lambda: None,
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
    import pypdfium2  # noqa: PLC0415

    blocks: list[Block] = []
    pages: list[Page] = []
    notes: list[Note] = []
    full_above: frozenset[Box] = frozenset()
    faulty: dict[str, list[int]] = {code: [] for code in _FAULTS_OF_PAGES}
    for number in range(1, len(pdf) + 1):
        try:
            sheet = _PdfPage(pdf[number - 1], number)
        except pypdfium2.PdfiumError:
            faulty["pages_broken"].append(number)
            continue
        finally:
            tick()
        page, below, doubts = sheet.read()
        notes += doubts
        for code in sheet.faults():
            faulty[code].append(number)
        pages.append(page)
        join_pages(blocks, below, full_above)
        blocks += below
        full_above = sheet.full
    for code, numbers in faulty.items():
        notes += page_notes(numbers, code, _FAULTS_OF_PAGES[code])
    return assemble(source, blocks, pages, notes)


class _PdfPage:
    """One page while it is read; `full` are the boxes of cells without room, once it is read."""

    def __init__(self, raw: Any, number: int) -> None:
        self._raw = raw
        self._number = number
        text = _read_text(raw.get_textpage())
        crop = raw.get_cropbox() or raw.get_mediabox() or _A4
        turn = _Turn(
            -text.angle % 360, *crop
        )  # as its text is read, however the page is shown
        width, height = turn.size
        self.page = Page(
            number=number, width=width, height=height, rotation=turn.rotation
        )
        self.glyphs = once(_turned(text.glyphs, turn))
        self.full: frozenset[Box] = frozenset()
        self._is_unmapped = text.is_unmapped
        self._is_recognised = False
        self._strokes = list(_strokes(raw, turn)) if self.glyphs else []

    def read(self) -> tuple[Page, list[Block], list[Note]]:
        """The page with its tables and lines, from top to bottom, and what was not sure."""
        if not self.glyphs and can_recognise() and self._holds_pictures():
            self._is_recognised = True
            return read_page(self._picture(), self._number, DPI)
        tables = find_tables(self._strokes)
        blocks, self.full = blocks_of(self.glyphs, tables, self._number, self._strokes)
        return self.page, blocks, []

    def faults(self) -> Iterator[str]:
        """The codes of what is to be noted of the page, once it is read."""
        if self._is_unmapped:
            yield "no_text_map"
        if self._is_recognised:
            yield "recognised"
        elif not self.glyphs and any(True for _ in self._raw.get_objects(max_depth=1)):
            yield "no_text_layer"

    def _holds_pictures(self) -> bool:
        import pypdfium2.raw as pdfium  # noqa: PLC0415

        return any(
            True for _ in self._raw.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
        )

    def _picture(self) -> Any:
        """The page painted as it is looked at, blue, green and red."""
        dots_a_point = DPI / _POINTS_AN_INCH
        longest_side = max(self._raw.get_size()) / _POINTS_AN_INCH * DPI
        scale = dots_a_point * min(1.0, _MOST_DOTS / longest_side)
        return self._raw.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3]


@dataclass(frozen=True, slots=True)
class _PageText:
    """The visible characters of a page in its own coordinates, y up.

    `angle` is how most of its text is turned; `is_unmapped`, whether too much of it has no code.
    """

    glyphs: list[Glyph]
    angle: int
    is_unmapped: bool


def _read_text(text: Any) -> _PageText:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    box = pdfium.FS_RECTF()
    shown: list[Glyph] = []
    hidden: list[Glyph] = []
    unmapped = 0
    is_invisible: dict[int, bool] = {}
    angles: dict[int, int] = {}
    for index in range(text.count_chars()):
        code = _code(text, index)
        if code in _UNMAPPED or code in _PRIVATE:
            unmapped += 1
            continue
        if code <= _LAST_CONTROL or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        owner = pdfium.FPDFText_GetTextObject(text, index)
        address = ctypes.addressof(owner.contents) if owner else 0
        if address not in angles:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(owner) if owner else 0
            is_invisible[address] = mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            angles[address] = _angle(text, index)
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        glyph = Glyph(chr(code), box.left, box.top, box.right, box.bottom)
        (hidden if is_invisible[address] else shown).append(glyph)
    glyphs = shown or hidden
    is_unmapped = unmapped > _MOST_UNMAPPED * (unmapped + len(glyphs))
    turned = list(angles.values())
    return _PageText(glyphs, max(set(turned), key=turned.count, default=0), is_unmapped)


def _code(text: Any, index: int) -> int:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    if pdfium.FPDFText_IsHyphen(text, index) == 1:
        return ord("-")  # pdfium gives a hyphen before a line break a code of its own
    return int(pdfium.FPDFText_GetUnicode(text, index))


def _angle(text: Any, index: int) -> int:
    """How a character is turned, in quarters of a turn: 0, 90, 180 or 270 degrees."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    degrees = math.degrees(pdfium.FPDFText_GetCharAngle(text, index))
    return round(degrees / 90) * 90 % 360


def _turned(glyphs: Iterable[Glyph], turn: _Turn) -> Iterator[Glyph]:
    for glyph in glyphs:
        corner = turn.point(glyph.left, glyph.top)
        opposite = turn.point(glyph.right, glyph.bottom)
        yield Glyph.between(glyph.text, corner, opposite)


def _strokes(raw: Any, turn: _Turn) -> Iterator[Stroke]:
    """The straight rules of a page: stroked lines and thin filled shapes."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    paths = raw.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST_FORM)
    for path in islice(paths, _MOST_OBJECTS):
        outlined, filled = _drawn(path)
        if outlined or filled:
            for polygon in _polygons(path, _matrix(path), turn):
                yield from strokes_of(polygon, outlined=outlined)


def _drawn(path: Any) -> tuple[bool, bool]:
    """Whether a path's outline and its inside are drawn in a colour that can be seen."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    outlined = bool(stroke.value) and not _is_pale(
        pdfium.FPDFPageObj_GetStrokeColor, path
    )
    filled = bool(fill.value) and not _is_pale(pdfium.FPDFPageObj_GetFillColor, path)
    return outlined, filled


def _is_pale(colour: Any, path: Any) -> bool:
    """Whether a colour cannot be seen on paper."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not colour(path, *map(ctypes.byref, parts)):
        return False
    red, green, blue, alpha = (part.value for part in parts)
    return alpha == 0 or min(red, green, blue) >= _WHITE


@dataclass(frozen=True, slots=True)
class _Matrix:
    """How points are moved: across to a·x + c·y + e, up to b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: "_Matrix") -> "_Matrix":
        """Move points by this one first."""
        return _Matrix(
            a=self.a * outer.a + self.b * outer.c,
            b=self.a * outer.b + self.b * outer.d,
            c=self.c * outer.a + self.d * outer.c,
            d=self.c * outer.b + self.d * outer.d,
            e=self.e * outer.a + self.f * outer.c + outer.e,
            f=self.e * outer.b + self.f * outer.d + outer.f,
        )


def _matrix(path: Any) -> _Matrix:
    """How a path's points are moved, through every form it is drawn in."""
    matrix = _Matrix()
    container = path
    while container is not None:
        matrix = matrix.then(_Matrix(*container.get_matrix().get()))
        container = container.container
    return matrix


def _polygons(path: Any, matrix: _Matrix, turn: _Turn) -> Iterator[list[Point]]:
    """A path's polygons; one with a curve is given only as far as it is straight."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    polygon: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(polygon) > 1:
                yield polygon
            polygon = []
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        polygon.append(turn.point(*matrix.point(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment) and polygon[0] != polygon[-1]:
            polygon.append(polygon[0])
    if len(polygon) > 1:
        yield polygon


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
