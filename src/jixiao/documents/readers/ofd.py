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
from jixiao.documents.readers.glyphs import Glyph, once
from jixiao.documents.readers.page import blocks_of, page_notes
from jixiao.documents.ruling import Stroke, find_tables, strokes_of
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Box
from jixiao.settings import Settings

ENTRY = "OFD.xml"
_POINTS = 72 / 25.4
_ABOVE, _BELOW = 0.85, 0.12
_A4 = (0.0, 0.0, 210.0, 297.0)
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST_DELTAS = 10_000

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Place:
    """How an object's own coordinates become points of the page."""

    matrix: tuple[float, ...]
    origin: _Point

    def point(self, x: float, y: float) -> _Point:
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
    bare: list[int] = []
    full: frozenset[Box] = frozenset()
    for content, templates, box in _pages(package, source, settings):
        number = len(pages) + 1
        if number > settings.most_pages:
            message = (
                f"{source.path} 超过 {settings.most_pages} 页的上限。"
                "请拆分后再读取，或用环境变量 JIXIAO_MOST_PAGES 提高上限。"
            )
            raise UnreadableDocument(message)
        glyphs: list[Glyph] = []
        strokes: list[Stroke] = []
        for tree in (*templates, content):
            for item in _named(tree, "TextObject"):
                glyphs += _glyphs(item)
            for item in _named(tree, "PathObject"):
                strokes += _strokes(item)
        below, now_full = blocks_of(once(glyphs), find_tables(strokes), number, strokes)
        join_pages(blocks, below, full)
        blocks += below
        full = now_full
        if not glyphs:
            bare.append(number)
        pages.append(Page(number=number, width=box[2] * _POINTS, height=box[3] * _POINTS))
    notes = page_notes(bare, "no_text_layer", "页没有文字，可能是图片；请转成 PDF 或图片再识别")
    return assemble(source, blocks, pages, notes)


def _pages(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> Iterator[tuple[Any, list[Any], Sequence[float]]]:
    """Give each page's content, its templates', and its box in millimetres."""

    def tree(path: str) -> Any:
        return parse(part(package, path, source, settings), source)

    entry = tree(ENTRY)
    roots = [_inside("", item.text) for item in _named(entry, "DocRoot") if item.text]
    if not roots:
        raise damaged(source)
    for root in roots:
        document = tree(root)
        usual = _box(next(_named(document, "PageArea"), None)) or _A4
        templates = {
            item.get("ID"): _inside(root, item.get("BaseLoc", ""))
            for item in _named(document, "TemplatePage")
        }
        for page in document.findall("{*}Pages/{*}Page"):
            content = tree(_inside(root, page.get("BaseLoc", "")))
            own = [
                tree(templates[item.get("TemplateID")])
                for item in _named(content, "Template")
                if item.get("TemplateID") in templates
            ]
            yield content, own, _box(next(_named(content, "Area"), None)) or usual


def _inside(base: str, path: str) -> str:
    """Give a member's name from a location: absolute from the package, else beside `base`."""
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/")


def _named(tree: Any, name: str) -> Iterator[Any]:
    """Give the elements of a name, whatever prefix its namespace has."""
    return (item for item in tree.iter(f"{{*}}{name}"))


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    try:
        numbers = tuple(float(word) for word in (text or "").split())
    except ValueError:
        return None
    return numbers if len(numbers) == count else None


def _box(area: Any) -> tuple[float, ...] | None:
    if area is None:
        return None
    return next((_numbers(item.text, 4) for item in _named(area, "PhysicalBox")), None)


def _place(item: Any) -> _Place:
    matrix = _numbers(item.get("CTM"), 6) or (1, 0, 0, 1, 0, 0)
    left, top, *_ = _numbers(item.get("Boundary"), 4) or (0.0, 0.0)
    return _Place(matrix, (left, top))


def _glyphs(item: Any) -> Iterator[Glyph]:
    """Give the characters of a text object; each stands where the deltas before it leave off."""
    if item.get("Visible") == "false":
        return
    place = _place(item)
    size = (_numbers(item.get("Size"), 1) or (3.5,))[0]
    x = y = 0.0
    for code in _named(item, "TextCode"):
        text = code.text or ""
        x = (_numbers(code.get("X"), 1) or (x,))[0]
        y = (_numbers(code.get("Y"), 1) or (y,))[0]
        across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
        for index, letter in enumerate(text):
            wide = size if chinese.width(letter) > 1 else size / 2
            (x0, y0), (x1, y1) = (
                place.point(x, y - size * _ABOVE),
                place.point(x + wide, y + size * _BELOW),
            )
            if not letter.isspace():
                yield Glyph(letter, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if index < len(text) - 1:
                x += across[index] if index < len(across) else 0.0 if down else wide
                y += down[index] if index < len(down) else 0.0


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
    stroked = item.get("Stroke", "true") != "false"
    filled = item.get("Fill", "false") == "true"
    if item.get("Visible") == "false" or not (stroked or filled):
        return
    place = _place(item)
    for data in _named(item, "AbbreviatedData"):
        for path in _polygons(data.text or ""):
            yield from strokes_of([place.point(*point) for point in path], outlined=stroked)


def _polygons(data: str) -> Iterator[list[_Point]]:
    """Read a path: M moves, L draws, C closes; of a curve only the end is taken."""
    path: list[_Point] = []
    words = iter(data.split())
    for word in words:
        count = _ARGUMENTS.get(word)
        numbers = _numbers(" ".join(islice(words, count)), count) if count is not None else None
        if numbers is None:
            break
        if word == "C":
            path += path[:1]
        elif word in "MS":
            if len(path) > 1:
                yield path
            path = [(numbers[0], numbers[1])]
        else:
            path.append((numbers[-2], numbers[-1]))
    if len(path) > 1:
        yield path
