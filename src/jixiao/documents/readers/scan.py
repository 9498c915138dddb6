"""Pages that are pictures: straightened, their rules found, their characters recognised."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import islice, pairwise
from typing import Any

from jixiao import chinese
from jixiao.documents.assembly import Block
from jixiao.documents.document import Cell, Grid, Page
from jixiao.documents.readers.glyphs import Glyph
from jixiao.documents.readers.page import blocks_of
from jixiao.documents.ruling import RuledTable, Stroke, find_tables
from jixiao.evidence import SURE, Evidence, Note
from jixiao.settings import Settings

DPI = 200
_MOST_SKEW = 5.0
_DETECTED = 1280
_REDDER, _LIGHT = 30, 130
_FINE, _COARSE = (8, 15), (5, 25)
"""How much darker than the paper a rule is, and over how many dots it is evened out."""
_MOST_NOTED = 50
_HALF = 128
_ONE_RULE = 4
_LARGEST_STAMP = 450
_MOSTLY = 0.6
_THICKEST = 14
"""How many dots a rule may be thick on the average, at 200 to the inch."""
_EDGE = 0.15
"""How much of the height of a line of text may lie on a rule, above or below."""
_LONGEST_SIDE = 12_000
_A4_INCHES = 8.27
_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[工^]\s*(?=\d)"), "≥"),
    (re.compile(r"(?<=\d)\$$"), "%"),
    (re.compile(r"(?<=\d)%[0oO]$"), "‰"),
    (re.compile(r"^2(?=\d{2}(?:\.\d+)?%$)"), "≥"),
    (re.compile(r"^(?:>=|＞=|>＝|》=)\s*(?=\d)"), "≥"),
    (re.compile(r"^(?:<=|＜=|<＝|《=)\s*(?=\d)"), "≤"),
)
"""Look-alikes of a value's signs: what stands where only a sign can."""


def can_recognise() -> bool:
    """Say whether the extra that recognises characters is installed."""
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("rapidocr") is not None and find_spec("cv2") is not None


@cache
def _engine() -> Callable[..., Any]:
    """Make the recogniser once; its models are in its wheel, nothing is fetched."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    engine: Callable[..., Any] = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_side_len": _DETECTED,
            "Det.limit_type": "max",
        }
    )
    return engine


def pictures(content: bytes, settings: Settings) -> list[Any]:
    """Decode a picture, every page of a TIFF; none where it is damaged or beyond the limits."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    if not 0 < _claimed_pixels(content, settings) <= settings.most_pixels:
        return []
    data = np.frombuffer(content, np.uint8)
    try:
        good, found = cv2.imdecodemulti(data, cv2.IMREAD_COLOR)
    except cv2.error:
        return []
    return [image for image in found if max(image.shape[:2]) <= _LONGEST_SIDE] if good else []


def _claimed_pixels(content: bytes, settings: Settings) -> int:
    """Say how many pixels a picture's heads claim for its largest page, before any is decoded."""
    from PIL import Image, ImageSequence  # noqa: PLC0415

    try:
        with Image.open(BytesIO(content)) as image:
            sizes = [
                page.size for page in islice(ImageSequence.Iterator(image), settings.most_pages)
            ]
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return 0
    return max((width * height for width, height in sizes), default=0)


def read_page(
    image: Any, number: int, dpi: float | None = None
) -> tuple[Page, list[Block], list[Note]]:
    """Recognise one page, an array of rows of blue, green and red.

    `dpi` is the dots of an inch where they are known, else as if the page were A4.
    """
    dots = dpi or min(image.shape[:2]) / _A4_INCHES
    faint, along = _FINE if dots >= _FINE_ENOUGH * DPI else _COARSE
    layers, dots = _enlarged(_without_stamp(image), dots)
    layers = _straightened(layers)
    straight, stamped = layers[:, :, 0].copy(), layers[:, :, 1] < _HALF
    height, width = straight.shape[:2]
    scale = 72 / dots
    found = _recognised(straight)
    strokes = _strokes(straight, found, dots / DPI, (faint, along))
    strokes = _mended_rules(strokes, stamped, dots / DPI)
    scaled = (Stroke(s.upright, s.at * scale, s.low * scale, s.high * scale) for s in strokes)
    tables = [table for table in find_tables(scaled) if len(table.cells) > 1]
    glyphs = list(_glyphs(straight, found, tables, scale))
    blocks, _ = blocks_of(glyphs, tables, number)
    mended, notes = _mended(blocks)
    page = Page(number=number, width=width * scale, height=height * scale)
    return page, mended, notes


def _without_stamp(image: Any) -> Any:
    """Take the red of each dot, and paper where a dot is red: black ink below a stamp stays.

    The second layer is 0 where a stamp was, else 255.
    """
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    red = image[:, :, 2]
    others = np.maximum(image[:, :, 0], image[:, :, 1])
    stamped = (red.astype(np.int16) - others > _REDDER) & (red > _LIGHT)
    near = cv2.dilate(stamped.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    ink = red.copy()
    ink[near & (red > _LIGHT)] = 255
    return np.dstack([ink, np.where(near, 0, 255).astype(np.uint8)])


def _enlarged(layers: Any, dots: float) -> tuple[Any, float]:
    """Bring a coarse picture to the fineness that everything here is made for."""
    import cv2  # noqa: PLC0415

    if dots >= _FINE_ENOUGH * DPI:
        return layers, dots
    factor = min(DPI / dots, _LONGEST_SIDE / max(layers.shape[:2]))
    larger = cv2.resize(layers, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return larger, dots * factor


_FINE_ENOUGH = 0.95


def _straightened(layers: Any) -> Any:
    """Turn a page so that its rules, or else its lines of text, lie level."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    height, width = layers.shape[:2]
    dark = cv2.threshold(layers[:, :, 0], 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    # A rule turned by a few degrees is still steps of level runs; writing and noise are not.
    run = cv2.getStructuringElement(cv2.MORPH_RECT, (max(9, width // 110), 1))
    dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, run)
    lines = cv2.HoughLinesP(
        dark, 1, np.pi / 720, 200, minLineLength=width // 6, maxLineGap=width // 100
    )
    angles = []
    for x0, y0, x1, y1 in np.reshape(lines, (-1, 4)) if lines is not None else ():
        angle = math.degrees(math.atan2(float(y1 - y0), float(x1 - x0)))
        if abs(angle) <= _MOST_SKEW:
            angles.append(angle)
    if not angles:
        return layers
    skew = float(np.median(angles))
    if abs(skew) < 0.05:  # noqa: PLR2004
        return layers
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return cv2.warpAffine(
        layers, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255),
    )  # fmt: skip


_Found = tuple[float, float, float, float, str, float]
"""A run of text: left, top, right, bottom in dots, the text, and how sure it is."""


def _recognised(ink: Any) -> list[_Found]:
    import cv2  # noqa: PLC0415

    result = _engine()(cv2.merge([ink, ink, ink]), use_det=True, use_cls=False, use_rec=True)
    found: list[_Found] = []
    if getattr(result, "boxes", None) is None or result.txts is None:
        return found
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        if text.strip():
            found.append((min(xs), min(ys), max(xs), max(ys), text.strip(), float(score)))
    return found


def _strokes(ink: Any, found: Sequence[_Found], unit: float, how: tuple[int, int]) -> list[Stroke]:
    """Find level and upright rules, in dots; upright ones within text are strokes of characters.

    `unit` is how many dots stand for one at 200 to the inch; `how` is (faintest, evened over).
    """
    import cv2  # noqa: PLC0415

    faintest, length_evened = how
    block = int(31 * unit) | 1
    along = int(length_evened * unit) | 1
    strokes: list[Stroke] = []
    for upright, length in ((False, 50), (True, 28)):
        size, joint = max(9, int(length * unit)), max(3, int(9 * unit))
        bridge = (1, joint) if upright else (joint, 1)
        shape = (1, size) if upright else (size, 1)
        # Noise is evened out along the rule, which makes a faint one stand out.
        even = cv2.blur(ink, (1, along) if upright else (along, 1))
        dark = cv2.adaptiveThreshold(
            even, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, faintest
        )
        opened = _opened(dark, bridge, shape)
        if upright:
            blank = dark.copy()
            for left, top, right, bottom, *_ in found:
                inset = int(2 * unit)
                inner = slice(int(left) + inset, int(right) - inset)
                blank[int(top) + inset : int(bottom) - inset, inner] = 0
            opened = _touching(opened, _opened(blank, bridge, shape))
        count, _, about, centres = cv2.connectedComponentsWithStats(opened, connectivity=8)
        for (x, y, width, height, area), centre in zip(
            about[1:count].tolist(), centres[1:count].tolist(), strict=True
        ):
            long = height if upright else width
            if area / long <= _THICKEST * unit and long >= size:
                at = centre[0] if upright else centre[1]
                low, high = (y, y + height) if upright else (x, x + width)
                strokes.append(Stroke(upright, at, low, high))
    return [stroke for stroke in strokes if stroke.upright or not _is_writing(stroke, found)]


def _mended_rules(strokes: Sequence[Stroke], stamped: Any, unit: float) -> list[Stroke]:
    """Join the pieces of a rule that a stamp broke, and drop what is only the edge of a stamp."""

    def share(upright: bool, at: float, low: float, high: float) -> float:
        near = slice(max(0, int(at - 2 * unit)), int(at + 3 * unit))
        long = slice(max(0, int(low)), int(high) + 1)
        band = stamped[long, near] if upright else stamped[near, long]
        return float(band.any(axis=1 if upright else 0).mean()) if band.size else 0.0

    whole: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (s.upright, s.low)):
        before = next(
            (
                place
                for place, other in reversed(list(enumerate(whole)))
                if other.upright == stroke.upright
                and abs(other.at - stroke.at) <= _ONE_RULE * unit
                and other.high < stroke.low <= other.high + _LARGEST_STAMP * unit
                and share(stroke.upright, stroke.at, other.high, stroke.low) > _MOSTLY
            ),
            None,
        )
        if before is None:
            whole.append(stroke)
        else:
            other = whole[before]
            whole[before] = Stroke(stroke.upright, other.at, other.low, stroke.high)
    return [s for s in whole if share(s.upright, s.at, s.low, s.high) <= _MOSTLY]


def _is_writing(stroke: Stroke, found: Sequence[_Found]) -> bool:
    """Say whether half of a level stroke runs through the middle of recognised text."""
    within = 0.0
    for left, top, right, bottom, *_ in found:
        edge = _EDGE * (bottom - top)
        if top + edge < stroke.at < bottom - edge:
            within += max(0.0, min(right, stroke.high) - max(left, stroke.low))
    return within > (stroke.high - stroke.low) / 2


def _opened(source: Any, bridge: tuple[int, int], shape: tuple[int, int]) -> Any:
    """Keep what is dark along a line, its small gaps bridged."""
    import cv2  # noqa: PLC0415

    kernels = (cv2.getStructuringElement(cv2.MORPH_RECT, size) for size in (bridge, shape))
    closed = cv2.morphologyEx(source, cv2.MORPH_CLOSE, next(kernels))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, next(kernels))


def _touching(whole: Any, seeds: Any) -> Any:
    """Keep the lines of a page of which something stands outside any text."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels = cv2.connectedComponents(whole, connectivity=8)
    kept = np.unique(labels[seeds > 0])
    return np.where(np.isin(labels, kept[kept > 0]), whole, 0).astype(np.uint8)


def _glyphs(
    ink: Any,
    found: Sequence[_Found],
    tables: Sequence[RuledTable],
    scale: float,
) -> Iterator[Glyph]:
    """Give every character a place; a run over a rule is recognised again on each side of it."""
    for run in found:
        left, top, right, bottom, text, score = run
        cuts = _cuts(run, tables, scale)
        if not cuts:
            yield from _spread(text, (left, top, right, bottom), score, scale)
            continue
        edges = [left, *cuts, right]
        for one, other in pairwise(edges):
            piece = _again(ink, (one, top, other, bottom))
            if piece:
                yield from _spread(piece[0], (one + 3, top, other - 3, bottom), piece[1], scale)


def _cuts(run: _Found, tables: Sequence[RuledTable], scale: float) -> list[float]:
    """Give the rules that a run of text crosses well inside."""
    left, top, right, bottom, *_ = run
    margin = 0.5 * (bottom - top)
    middle = (top + bottom) / 2 * scale
    cuts: set[float] = set()
    for table in tables:
        if not table.ys[0] <= middle <= table.ys[-1]:
            continue
        for cell in table.cells:
            x0, y0, _, y1 = cell.box
            if y0 <= middle <= y1 and left + margin < x0 / scale < right - margin:
                cuts.add(x0 / scale)
    return sorted(cuts)


def _again(ink: Any, box: tuple[float, float, float, float]) -> tuple[str, float] | None:
    import cv2  # noqa: PLC0415

    left, top, right, bottom = (round(side) for side in box)
    crop = ink[max(0, top - 2) : bottom + 2, left + 3 : right - 3]
    if crop.size == 0 or crop.shape[1] < 8:  # noqa: PLR2004
        return None
    result = _engine()(cv2.merge([crop, crop, crop]), use_det=False, use_cls=False, use_rec=True)
    texts = result.txts or ()
    if not texts or not texts[0].strip():
        return None
    return texts[0].strip(), float(result.scores[0])


def _spread(
    text: str, box: tuple[float, float, float, float], score: float, scale: float
) -> Iterator[Glyph]:
    """Give each character of a run its share of the run's width."""
    left, top, right, bottom = (side * scale for side in box)
    widths = [chinese.width(character) for character in text]
    step = (right - left) / max(1, sum(widths))
    at = left
    for character, width in zip(text, widths, strict=True):
        if not character.isspace():
            yield Glyph(character, at, top, at + width * step, bottom, round(score, 3))
        at += width * step


def _mended(blocks: Sequence[Block]) -> tuple[list[Block], list[Note]]:
    """Put look-alikes of signs right, and note them and what is not sure."""
    notes: list[Note] = []

    def mend(cell: Cell) -> Cell:
        text = cell.text
        for pattern, right in _REPAIRS:
            text = pattern.sub(right, text)
        at = Evidence(page=cell.page, box=cell.box, quote=cell.text, confidence=cell.confidence)
        if text != cell.text and len(notes) < _MOST_NOTED:
            told = f"“{cell.text}”按“{text}”读取，请核对"
            notes.append(Note(code="look_alike", text=told, evidence=at))
        elif cell.confidence is not None and cell.confidence < SURE and len(notes) < _MOST_NOTED:
            told = f"“{cell.text}”识别的把握只有 {cell.confidence:.0%}，请对照原件核对"
            notes.append(Note(code="uncertain", text=told, evidence=at))
        return Cell(
            text=text, row=cell.row, column=cell.column, row_span=cell.row_span,
            column_span=cell.column_span, page=cell.page, box=cell.box, ref=cell.ref,
            confidence=cell.confidence,
        )  # fmt: skip

    mended: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            mended.append(
                Grid(
                    rows=block.rows, columns=block.columns, cells=tuple(map(mend, block.cells)),
                    page=block.page, edges=block.edges,
                )
            )  # fmt: skip
        else:
            mended.append(mend(block))
    return mended, notes
