"""OFD (GB/T 33190-2016), the national fixed layout: characters by their places, tables by their rules."""

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
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
_FARTHEST = 1e6
"""Millimetres that no place on a page is away."""
_MOST_TEMPLATES = 8
_FAULTS_OF_PAGES = {
    "pages_broken": "页文字的位置写错（不是数或大得离奇），没有读；请重新导出",
    "rules_broken": "页有写错的线，表格线可能不全；请对照原件核对",
    "pages_repeated": "页和前面的某一页是同一份内容，只读了一次",
    "no_text_layer": "页没有文字，可能是图片；请转成 PDF 或图片再识别",
}
"""What may be noted of pages, in the order the notes stand."""


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
    faulty: dict[str, list[int]] = {code: [] for code in _FAULTS_OF_PAGES}
    full_above: frozenset[Box] = frozenset()
    for number, sheet in enumerate(_sheets(package, source, settings), 1):
        if number > settings.most_pages:
            message = (
                f"{source.path} 超过 {settings.most_pages} 页的上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_PAGES 提高上限。"
            )
            raise UnreadableDocument(message)
        if sheet is None:
            faulty["pages_repeated"].append(number)
            continue
        try:
            glyphs = sheet.glyphs()
        except _OddNumberError:
            faulty["pages_broken"].append(number)
            continue
        strokes, are_whole = sheet.strokes()
        if not are_whole:
            faulty["rules_broken"].append(number)
        below, full = blocks_of(once(glyphs), find_tables(strokes), number, strokes)
        join_pages(blocks, below, full_above)
        blocks += below
        full_above = full
        if not glyphs:
            faulty["no_text_layer"].append(number)
        _, _, width, height = sheet.box
        pages.append(
            Page(number=number, width=width * _POINTS, height=height * _POINTS)
        )
    notes = [
        note
        for code, numbers in faulty.items()
        for note in page_notes(numbers, code, _FAULTS_OF_PAGES[code])
    ]
    return assemble(source, blocks, pages, notes)


@dataclass(frozen=True, slots=True)
class _OfdPage:
    """One page: the trees of its templates and of its own content, and its box in millimetres."""

    trees: tuple[Any, ...]
    box: Sequence[float]

    def glyphs(self) -> list[Glyph]:
        texts = (text for tree in self.trees for text in _named(tree, "TextObject"))
        return [glyph for text in texts for glyph in _glyphs(text)]

    def strokes(self) -> tuple[list[Stroke], bool]:
        """The rules of the page, and whether every path could be read."""
        strokes: list[Stroke] = []
        are_whole = True
        for path in (
            path for tree in self.trees for path in _named(tree, "PathObject")
        ):
            try:
                strokes += _strokes(path)
            except _OddNumberError:
                are_whole = False
        return strokes, are_whole


def _sheets(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> Iterator[_OfdPage | None]:
    """The pages of every document in the package, in order; None for one listed again."""
    listed: set[str] = set()

    def tree(path: str) -> Any:
        return parse(part(package, path, source, settings), source)

    template_tree = lru_cache(_MOST_TEMPLATES)(tree)
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
            path = _inside(root, page.get("BaseLoc", ""))
            if path in listed:
                yield None
                continue
            listed.add(path)
            content = tree(path)
            used = [
                template.get("TemplateID") for template in _named(content, "Template")
            ]
            paths = [templates[name] for name in used if name in templates]
            printed_over = [template_tree(template) for template in paths]
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


class _OddNumberError(ValueError):
    """What should be a place on a page is none."""


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """The numbers of an attribute; None where it is not there.

    Raises:
        _OddNumberError: it holds something else than so many numbers that can be places.
    """
    if text is None:
        return None
    numbers = tuple(map(_length, text.split()))
    if len(numbers) != count:
        raise _OddNumberError
    return numbers


def _length(word: str) -> float:
    """A number that can be a place on a page or a step between two.

    Raises:
        _OddNumberError: it is none, endless, or far beyond any paper.
    """
    try:
        number = float(word)
    except ValueError as error:
        raise _OddNumberError from error
    if not abs(number) <= _FARTHEST:
        raise _OddNumberError
    return number


def _number(text: str | None, default: float) -> float:
    numbers = _numbers(text, 1)
    return numbers[0] if numbers else default


def _box(area: Any) -> tuple[float, ...] | None:
    if area is None:
        return None
    try:
        boxes = (_numbers(item.text, 4) for item in _named(area, "PhysicalBox"))
        return next(boxes, None)
    except _OddNumberError:
        return None  # the sides of the paper part no text: the usual ones serve as well


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
    across = _deltas(code.get("DeltaX"), len(text))
    down = _deltas(code.get("DeltaY"), len(text))
    for index, letter in enumerate(text):
        usual = 0.0 if down else _width(letter, size)
        step = across[index] if index < len(across) else usual
        yield step, down[index] if index < len(down) else 0.0


def _deltas(text: str | None, most: int) -> list[float]:
    """Read steps from character to character; “g 3 4.2” stands for three steps of 4.2.

    Steps beyond `most`, which move nothing, may be left out.

    Raises:
        _OddNumberError: they cannot be read.
    """
    words = iter((text or "").split())
    steps: list[float] = []
    for word in words:
        if word == "g":
            count, step = _length(next(words, "")), _length(next(words, ""))
            steps += [step] * min(int(count), most)
        else:
            steps.append(_length(word))
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
    """The commands of a path with their numbers.

    Raises:
        _OddNumberError: they cannot be read.
    """
    words = iter(path.split())
    for command in words:
        count = _ARGUMENTS.get(command)
        if count is None:
            raise _OddNumberError
        yield command, _numbers(" ".join(islice(words, count)), count) or ()
