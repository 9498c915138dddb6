"""OFD (GB/T 33190-2016), the national fixed layout: characters by their places, tables by their rules."""

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from jixiao import chinese
from jixiao.documents.assembly import Block, assemble
from jixiao.documents.breaks import join_pages
from jixiao.documents.document import Document, Page, Source
from jixiao.documents.package import damaged, parse, part
from jixiao.documents.readers.glyphs import Glyph, Point, once
from jixiao.documents.readers.page import blocks_of, page_notes
from jixiao.documents.ruling import Stroke, find_tables, strokes_of
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Box
from jixiao.settings import Settings

ENTRY = "OFD.xml"
_POINTS = 72 / 25.4
"""Points of a millimetre."""
_ABOVE, _BELOW = 0.85, 0.12
"""How far a character reaches above and below its base line, in its size."""
_USUAL_SIZE = 3.5
_A4 = (0.0, 0.0, 210.0, 297.0)
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST_DELTAS = 10_000


@dataclass(frozen=True, slots=True)
class _Place:
    """How an object's own coordinates become points of the page."""

    matrix: tuple[float, ...]
    origin: Point

    def point(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self.matrix
        across, down = a * x + c * y + e, b * x + d * y + f
        return (across + self.origin[0]) * _POINTS, (down + self.origin[1]) * _POINTS


def read_ofd(package: zipfile.ZipFile, source: Source, settings: Settings) -> Document:
    """Read the pages of every document in the package, with the templates they print over.

    Raises:
        UnreadableDocument: it is damaged, protected, or beyond the limits.
    """
    blocks: list[Block] = []
    pages: list[Page] = []
    without_text: list[int] = []
    full_above: frozenset[Box] = frozenset()
    for number, sheet in enumerate(_sheets(package, source, settings), 1):
        if number > settings.most_pages:
            message = (
                f"{source.path} 超过 {settings.most_pages} 页的上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_PAGES 提高上限。"
            )
            raise UnreadableDocument(message)
        glyphs, strokes = sheet.glyphs(), sheet.strokes()
        below, full = blocks_of(once(glyphs), find_tables(strokes), number, strokes)
        join_pages(blocks, below, full_above)
        blocks += below
        full_above = full
        if not glyphs:
            without_text.append(number)
        _, _, width, height = sheet.box
        pages.append(
            Page(number=number, width=width * _POINTS, height=height * _POINTS)
        )
    text = "页没有文字，可能是图片；请转成 PDF 或图片再识别"
    return assemble(
        source, blocks, pages, page_notes(without_text, "no_text_layer", text)
    )


@dataclass(frozen=True, slots=True)
class _OfdPage:
    """One page: the trees of its templates and of its own content, and its box in millimetres."""

    trees: tuple[Any, ...]
    box: Sequence[float]

    def glyphs(self) -> list[Glyph]:
        texts = (text for tree in self.trees for text in _named(tree, "TextObject"))
        return [glyph for text in texts for glyph in _glyphs(text)]

    def strokes(self) -> list[Stroke]:
        paths = (path for tree in self.trees for path in _named(tree, "PathObject"))
        return [stroke for path in paths for stroke in _strokes(path)]


def _sheets(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> Iterator[_OfdPage]:
    """The pages of every document in the package, in order."""

    def tree(path: str) -> Any:
        return parse(part(package, path, source, settings), source)

    roots = [
        _inside("", item.text) for item in _named(tree(ENTRY), "DocRoot") if item.text
    ]
    if not roots:
        raise damaged(source)
    for root in roots:
        document = tree(root)
        usual = _box(next(_named(document, "PageArea"), None)) or _A4
        templates = {
            template.get("ID"): _inside(root, template.get("BaseLoc", ""))
            for template in _named(document, "TemplatePage")
        }
        for page in document.findall("{*}Pages/{*}Page"):
            content = tree(_inside(root, page.get("BaseLoc", "")))
            used = [
                template.get("TemplateID") for template in _named(content, "Template")
            ]
            printed_over = [tree(templates[name]) for name in used if name in templates]
            box = _box(next(_named(content, "Area"), None)) or usual
            yield _OfdPage((*printed_over, content), box)


def _inside(base: str, path: str) -> str:
    """A member's name from a location: absolute from the package, else beside `base`."""
    joined = (
        path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    )
    return posixpath.normpath(joined).lstrip("/")


def _named(tree: Any, name: str) -> Iterator[Any]:
    """The elements of a name, whatever prefix its namespace has."""
    return iter(tree.iter(f"{{*}}{name}"))


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """The numbers of an attribute; None unless there are just so many."""
    try:
        numbers = tuple(float(word) for word in (text or "").split())
    except ValueError:
        return None
    return numbers if len(numbers) == count else None


def _number(text: str | None, default: float) -> float:
    numbers = _numbers(text, 1)
    return numbers[0] if numbers else default


def _box(area: Any) -> tuple[float, ...] | None:
    if area is None:
        return None
    return next((_numbers(item.text, 4) for item in _named(area, "PhysicalBox")), None)


def _place(item: Any) -> _Place:
    matrix = _numbers(item.get("CTM"), 6) or (1, 0, 0, 1, 0, 0)
    left, top, *_ = _numbers(item.get("Boundary"), 4) or (0.0, 0.0)
    return _Place(matrix, (left, top))


def _glyphs(item: Any) -> Iterator[Glyph]:
    """The characters of a text object; each stands where the deltas before it leave off."""
    if item.get("Visible") == "false":
        return
    place = _place(item)
    size = _number(item.get("Size"), _USUAL_SIZE)
    x = y = 0.0
    for code in _named(item, "TextCode"):
        text = code.text or ""
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        steps = _steps(code, text, size)
        for index, letter in enumerate(text):
            if not letter.isspace():
                yield _glyph(letter, place, x, y, size)
            if index < len(text) - 1:
                across, down = next(steps)
                x, y = x + across, y + down


def _glyph(letter: str, place: _Place, x: float, y: float, size: float) -> Glyph:
    corner = place.point(x, y - size * _ABOVE)
    opposite = place.point(x + _width(letter, size), y + size * _BELOW)
    return Glyph.between(letter, corner, opposite)


def _width(letter: str, size: float) -> float:
    return size if chinese.width(letter) > 1 else size / 2


def _steps(code: Any, text: str, size: float) -> Iterator[Point]:
    """How far across and down each next character stands; without a delta, its own width on."""
    across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
    for index, letter in enumerate(text):
        usual = 0.0 if down else _width(letter, size)
        step = across[index] if index < len(across) else usual
        yield step, down[index] if index < len(down) else 0.0


def _deltas(text: str | None) -> list[float]:
    """Read steps from character to character; “g 3 4.2” stands for three steps of 4.2."""
    words = iter((text or "").split())
    steps: list[float] = []
    try:
        for word in words:
            if word == "g":
                count, step = int(next(words)), float(next(words))
                steps += [step] * min(count, _MOST_DELTAS)
            else:
                steps.append(float(word))
    except (ValueError, StopIteration):
        return steps
    return steps


def _strokes(item: Any) -> Iterator[Stroke]:
    """The straight rules of a path object; none where it is not drawn."""
    stroked = item.get("Stroke", "true") != "false"
    filled = item.get("Fill", "false") == "true"
    if item.get("Visible") == "false" or not (stroked or filled):
        return
    place = _place(item)
    for path in _named(item, "AbbreviatedData"):
        for polygon in _polygons(path.text or ""):
            points = [place.point(*point) for point in polygon]
            yield from strokes_of(points, outlined=stroked)


def _polygons(path: str) -> Iterator[list[Point]]:
    """Read a path: M moves, L draws, C closes; of a curve only the end is taken."""
    polygon: list[Point] = []
    for command, numbers in _commands(path):
        if command == "C":
            polygon += polygon[:1]
        elif command in "MS":
            if len(polygon) > 1:
                yield polygon
            polygon = [(numbers[0], numbers[1])]
        else:
            polygon.append((numbers[-2], numbers[-1]))
    if len(polygon) > 1:
        yield polygon


def _commands(path: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """The commands of a path with their numbers, as far as they can be read."""
    words = iter(path.split())
    for command in words:
        count = _ARGUMENTS.get(command)
        if count is None:
            return
        numbers = _numbers(" ".join(islice(words, count)), count)
        if numbers is None:
            return
        yield command, numbers
