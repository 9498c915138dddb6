"""Pages that are pictures: straightened, their rules found, their characters recognised."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import islice, pairwise
from typing import Any

from msgspec import structs

from jixiao import chinese
from jixiao.documents.assembly import Block
from jixiao.documents.document import Cell, Grid, Page
from jixiao.documents.readers.glyphs import Glyph
from jixiao.documents.readers.page import blocks_of
from jixiao.documents.ruling import RuledTable, Stroke, find_tables
from jixiao.evidence import SURE, Evidence, Note
from jixiao.settings import Settings

DPI = 200
"""Dots of an inch that the sizes below are made for."""
_FINE_ENOUGH = 0.95
"""From this share of `DPI` on a picture is not enlarged."""
_MOST_SKEW, _LEAST_SKEW = 5.0, 0.05
"""Degrees: a page is turned by no more, and for no less."""
_LONGEST_DETECTED = 1280
"""Dots to which the recogniser shrinks a page to find its lines of text."""
_REDDER, _LIGHT = 30, 130
"""How much redder than blue and green, and how light, the ink of a stamp is."""
_HALF = 128
_MOST_NOTED = 50
_SAME_RULE = 4
"""Dots that two pieces of a rule may stand apart across it."""
_LARGEST_STAMP = 450
"""Dots of a rule that a stamp may cover."""
_MOSTLY = 0.6
_THICKEST = 14
"""How many dots a rule may be thick on the average."""
_TEXT_INSET = 2
"""Dots at the edge of a text's box in which a rule beside it may stand."""
_NOT_ON_RULE = 0.15
"""How much of the height of a line of text may lie on a rule, above or below."""
_NARROWEST_PIECE = 8
_BESIDE_RULE = 3
"""Dots beside a rule that are no part of a piece of text."""
_LONGEST_SIDE = 12_000
_A4_INCHES = 8.27
_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class _Contrast:
    """How a rule stands out: how much darker than the paper, evened out over how many dots."""

    darker: int
    along: int


_FINE, _COARSE = _Contrast(8, 15), _Contrast(5, 25)


@dataclass(frozen=True, slots=True)
class _RuleShape:
    """The direction of rules, and how long they are at least, in dots."""

    upright: bool
    length: int

    def along(self, dots: int) -> tuple[int, int]:
        """A stretch of so many dots along such a rule: (width, height)."""
        return (1, dots) if self.upright else (dots, 1)


_LEVEL_RULE, _UPRIGHT_RULE = (
    _RuleShape(upright=False, length=50),
    _RuleShape(upright=True, length=28),
)
_WIDEST_GAP = 9
"""Dots between the pieces of one rule."""
_BLOCK = 31
"""Dots of the square whose mean is the paper round a dot."""
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
            "Det.limit_side_len": _LONGEST_DETECTED,
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
    try:
        decoded, images = cv2.imdecodemulti(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return []
    return [image for image in images if max(image.shape[:2]) <= _LONGEST_SIDE] if decoded else []


def _claimed_pixels(content: bytes, settings: Settings) -> int:
    """How many pixels a picture's heads claim for its largest page, before any is decoded."""
    from PIL import Image, ImageSequence  # noqa: PLC0415

    try:
        with Image.open(BytesIO(content)) as image:
            pages = islice(ImageSequence.Iterator(image), settings.most_pages)
            sizes = [page.size for page in pages]
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
    contrast = _FINE if dots >= _FINE_ENOUGH * DPI else _COARSE
    layers, dots = _enlarged(_without_stamp(image), dots)
    layers = _straightened(layers)
    ink, stamped = layers[:, :, 0].copy(), layers[:, :, 1] < _HALF
    texts = _recognised(ink)
    unit = dots / DPI
    strokes = _strokes(ink, texts, unit, contrast)
    strokes = _joined_under_stamps(strokes, stamped, unit)
    strokes = _without_stamp_edges(strokes, stamped, unit)
    scale = _POINTS_AN_INCH / dots
    scaled = (Stroke(s.upright, s.at * scale, s.low * scale, s.high * scale) for s in strokes)
    tables = [table for table in find_tables(scaled) if len(table.cells) > 1]
    glyphs = _glyphs(ink, texts, tables, scale)
    blocks, _ = blocks_of(glyphs, tables, number)
    blocks, notes = _repaired(blocks)
    height, width = ink.shape[:2]
    page = Page(number=number, width=width * scale, height=height * scale)
    return page, blocks, notes


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


def _straightened(layers: Any) -> Any:
    """Turn a page so that its rules, or else its lines of text, lie level."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    angles = _level_angles(layers[:, :, 0])
    skew = float(np.median(angles)) if angles else 0.0
    if abs(skew) < _LEAST_SKEW:
        return layers
    height, width = layers.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return cv2.warpAffine(
        layers,
        turn,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255, 255),
    )


def _level_angles(ink: Any) -> list[float]:
    """The angles, in degrees, of what is long and nearly level on a page."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    width = ink.shape[1]
    dark = cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    # A rule turned by a few degrees is still steps of level runs; writing and noise are not.
    run = cv2.getStructuringElement(cv2.MORPH_RECT, (max(9, width // 110), 1))
    dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, run)
    longest_gap, shortest = width // 100, width // 6
    lines = cv2.HoughLinesP(
        dark, 1, np.pi / 720, 200, minLineLength=shortest, maxLineGap=longest_gap
    )
    if lines is None:
        return []
    ends = [map(float, line) for line in np.reshape(lines, (-1, 4))]
    angles = [math.degrees(math.atan2(y1 - y0, x1 - x0)) for x0, y0, x1, y1 in ends]
    return [angle for angle in angles if abs(angle) <= _MOST_SKEW]


@dataclass(frozen=True, slots=True)
class _Text:
    """A run of recognised text: its box in dots, and how sure the recogniser is of it."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    score: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _recognised(ink: Any) -> list[_Text]:
    import cv2  # noqa: PLC0415

    result = _engine()(cv2.merge([ink, ink, ink]), use_det=True, use_cls=False, use_rec=True)
    if getattr(result, "boxes", None) is None or result.txts is None:
        return []
    texts = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        if text.strip():
            box = min(xs), min(ys), max(xs), max(ys)
            texts.append(_Text(*box, text.strip(), float(score)))
    return texts


def _strokes(ink: Any, texts: Sequence[_Text], unit: float, contrast: _Contrast) -> list[Stroke]:
    """Find level and upright rules, in dots; those within text are strokes of characters.

    `unit` is how many dots stand for one at `DPI`.
    """
    level = _rules(_LEVEL_RULE, _dark(ink, _LEVEL_RULE, unit, contrast), unit)
    strokes = [stroke for stroke in level if not _is_writing(stroke, texts)]
    dark = _dark(ink, _UPRIGHT_RULE, unit, contrast)
    strokes += _rules(_UPRIGHT_RULE, dark, unit, seeds=_blanked(dark, texts, unit))
    return strokes


def _dark(ink: Any, shape: _RuleShape, unit: float, contrast: _Contrast) -> Any:
    """What is darker than the paper round it, evened out along a rule: a faint one stands out."""
    import cv2  # noqa: PLC0415

    along = int(contrast.along * unit) | 1
    even = cv2.blur(ink, shape.along(along))
    return cv2.adaptiveThreshold(
        even,
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        int(_BLOCK * unit) | 1,
        contrast.darker,
    )


def _blanked(dark: Any, texts: Sequence[_Text], unit: float) -> Any:
    """The dark of a page without what stands inside a text."""
    blank = dark.copy()
    inset = int(_TEXT_INSET * unit)
    for text in texts:
        rows = slice(int(text.top) + inset, int(text.bottom) - inset)
        columns = slice(int(text.left) + inset, int(text.right) - inset)
        blank[rows, columns] = 0
    return blank


def _rules(shape: _RuleShape, dark: Any, unit: float, seeds: Any = None) -> list[Stroke]:
    """The long and thin of what is dark; with `seeds`, only where they have something of it."""
    import cv2  # noqa: PLC0415

    shortest = max(9, int(shape.length * unit))
    bridge = shape.along(max(3, int(_WIDEST_GAP * unit)))
    opened = _opened(dark, bridge, shape.along(shortest))
    if seeds is not None:
        opened = _touching(opened, _opened(seeds, bridge, shape.along(shortest)))
    count, _, boxes, centres = cv2.connectedComponentsWithStats(opened, connectivity=8)
    strokes = []
    for box, centre in zip(boxes[1:count].tolist(), centres[1:count].tolist(), strict=True):
        x, y, width, height, area = box
        length = height if shape.upright else width
        if length < shortest or area / length > _THICKEST * unit:
            continue
        at = centre[0] if shape.upright else centre[1]
        low = y if shape.upright else x
        strokes.append(Stroke(shape.upright, at, low, low + length))
    return strokes


def _joined_under_stamps(strokes: Sequence[Stroke], stamped: Any, unit: float) -> list[Stroke]:
    """Join the pieces of a rule that a stamp broke."""
    whole: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (s.upright, s.low)):
        for place in reversed(range(len(whole))):
            before = whole[place]
            gap = Stroke(stroke.upright, stroke.at, before.high, stroke.low)
            if _may_go_on(before, stroke, unit) and _stamped_share(gap, stamped, unit) > _MOSTLY:
                whole[place] = Stroke(stroke.upright, before.at, before.low, stroke.high)
                break
        else:
            whole.append(stroke)
    return whole


def _may_go_on(before: Stroke, stroke: Stroke, unit: float) -> bool:
    """Whether a stroke lies along the rule before it, no farther off than a stamp is large."""
    return (
        before.upright == stroke.upright
        and abs(before.at - stroke.at) <= _SAME_RULE * unit
        and before.high < stroke.low <= before.high + _LARGEST_STAMP * unit
    )


def _without_stamp_edges(strokes: Sequence[Stroke], stamped: Any, unit: float) -> list[Stroke]:
    """Drop what is only the edge of a stamp."""
    return [stroke for stroke in strokes if _stamped_share(stroke, stamped, unit) <= _MOSTLY]


def _stamped_share(stroke: Stroke, stamped: Any, unit: float) -> float:
    """How much of a stroke lies on a stamp, or right beside it; from 0 to 1."""
    across = slice(max(0, int(stroke.at - 2 * unit)), int(stroke.at + 3 * unit))
    along = slice(max(0, int(stroke.low)), int(stroke.high) + 1)
    band = stamped[along, across] if stroke.upright else stamped[across, along].T
    return float(band.any(axis=1).mean()) if band.size else 0.0


def _is_writing(stroke: Stroke, texts: Sequence[_Text]) -> bool:
    """Whether half of a level stroke runs through the middle of recognised text."""
    within = 0.0
    for text in texts:
        edge = _NOT_ON_RULE * text.height
        if text.top + edge < stroke.at < text.bottom - edge:
            within += max(0.0, min(text.right, stroke.high) - max(text.left, stroke.low))
    return within > (stroke.high - stroke.low) / 2


def _opened(dark: Any, bridge: tuple[int, int], shape: tuple[int, int]) -> Any:
    """Keep what is dark along a line, its small gaps bridged."""
    import cv2  # noqa: PLC0415

    closing = cv2.getStructuringElement(cv2.MORPH_RECT, bridge)
    opening = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, closing)
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, opening)


def _touching(lines: Any, seeds: Any) -> Any:
    """Keep the lines of a page of which something stands outside any text."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    _, labels = cv2.connectedComponents(lines, connectivity=8)
    touched = np.unique(labels[seeds > 0])
    return np.where(np.isin(labels, touched[touched > 0]), lines, 0).astype(np.uint8)


def _glyphs(
    ink: Any, texts: Sequence[_Text], tables: Sequence[RuledTable], scale: float
) -> Iterator[Glyph]:
    """Give every character a place; a run over a rule is recognised again on each side of it."""
    for text in texts:
        cuts = _cuts(text, tables, scale)
        if not cuts:
            yield from _spread(text, scale)
            continue
        for left, right in pairwise([text.left, *cuts, text.right]):
            piece = _recognised_again(ink, replace(text, left=left, right=right))
            if piece:
                yield from _spread(piece, scale)


def _cuts(text: _Text, tables: Sequence[RuledTable], scale: float) -> list[float]:
    """The rules that a run of text crosses well inside, in dots."""
    margin = 0.5 * text.height
    middle = (text.top + text.bottom) / 2 * scale
    cuts: set[float] = set()
    for table in tables:
        if not table.ys[0] <= middle <= table.ys[-1]:
            continue
        for cell in table.cells:
            x0, y0, _, y1 = cell.box
            if y0 <= middle <= y1 and text.left + margin < x0 / scale < text.right - margin:
                cuts.add(x0 / scale)
    return sorted(cuts)


def _recognised_again(ink: Any, run: _Text) -> _Text | None:
    """Recognise one box of a page, a little in from the rules beside it; None for nothing."""
    import cv2  # noqa: PLC0415

    left, top, right, bottom = (round(side) for side in (run.left, run.top, run.right, run.bottom))
    rows = slice(max(0, top - 2), bottom + 2)
    crop = ink[rows, left + _BESIDE_RULE : right - _BESIDE_RULE]
    if crop.size == 0 or crop.shape[1] < _NARROWEST_PIECE:
        return None
    result = _engine()(cv2.merge([crop, crop, crop]), use_det=False, use_cls=False, use_rec=True)
    text = result.txts[0].strip() if result.txts else ""
    if not text:
        return None
    return _Text(
        left=run.left + _BESIDE_RULE,
        top=run.top,
        right=run.right - _BESIDE_RULE,
        bottom=run.bottom,
        text=text,
        score=float(result.scores[0]),
    )


def _spread(run: _Text, scale: float) -> Iterator[Glyph]:
    """Give each character of a run its share of the run's width."""
    top, bottom = run.top * scale, run.bottom * scale
    left, right = run.left * scale, run.right * scale
    widths = [chinese.width(character) for character in run.text]
    step = (right - left) / max(1, sum(widths))
    at = left
    for character, width in zip(run.text, widths, strict=True):
        end = at + width * step
        if not character.isspace():
            yield Glyph(character, at, top, end, bottom, round(run.score, 3))
        at = end


def _repaired(blocks: Sequence[Block]) -> tuple[list[Block], list[Note]]:
    """Put look-alikes of signs right, and note them and what is not sure."""
    notes: list[Note] = []

    def repair(cell: Cell) -> Cell:
        text = _with_signs_right(cell.text)
        note = _doubt(cell, text)
        if note and len(notes) < _MOST_NOTED:
            notes.append(note)
        return structs.replace(cell, text=text)

    repaired: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            repaired.append(structs.replace(block, cells=tuple(map(repair, block.cells))))
        else:
            repaired.append(repair(block))
    return repaired, notes


def _with_signs_right(text: str) -> str:
    for look_alike, sign in _REPAIRS:
        text = look_alike.sub(sign, text)
    return text


def _doubt(cell: Cell, repaired: str) -> Note | None:
    """What a person should compare with the paper, if anything."""
    evidence = Evidence(page=cell.page, box=cell.box, quote=cell.text, confidence=cell.confidence)
    if repaired != cell.text:
        text = f"“{cell.text}”按“{repaired}”读取，请核对"
        return Note(code="look_alike", text=text, evidence=evidence)
    if cell.confidence is not None and cell.confidence < SURE:
        text = f"“{cell.text}”识别的把握只有 {cell.confidence:.0%}，请对照原件核对"
        return Note(code="uncertain", text=text, evidence=evidence)
    return None
