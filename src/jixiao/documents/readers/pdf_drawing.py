"""What a PDF page draws besides text: rules, grounds, and what covers others up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from jixiao.documents.readers import pdfium as bare
from jixiao.documents.readers.glyphs import Point
from jixiao.documents.readers.turn import Turn
from jixiao.documents.ruling import Stroke, strokes_of, without_covered
from jixiao.evidence import Box, around

_WHITE = 250
"""From here on red, green and blue together cannot be seen on paper."""
_OPAQUE = 255
_LEAST_RED, _MOST_OF_OTHERS = 150, 100
"""How red a seal is at least, and how green or blue at most."""
_FEWEST_TO_A_STAMP = 4
"""How many paths a page draws, at least, for each red one of a stamp."""
_MOST_OBJECTS = 200_000
_DEEPEST_FORM = 8
_NARROWEST_COVER = 3.0
"""Points: what is narrower covers nothing."""
_CORNERS = 4
_MOVE, _CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO
_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)


class Cover(NamedTuple):
    """A white shape: when it is drawn, and its box in the page's own coordinates."""

    order: int
    box: Box


class _Path(NamedTuple):
    """A path: when it is drawn, its address, how its points are moved, what is seen of it.

    `outer` is how what holds it is moved.
    """

    order: int
    address: int
    matrix: bare.Matrix
    outer: bare.Matrix
    is_outlined: bool
    is_filled: bool
    is_white: bool
    is_red: bool

    def polygons(self) -> Iterator[list[Point]]:
        """Its polygons on the page; a curve parts what is before it from what is behind."""
        polygon: list[Point] = []
        first: Point | None = None
        for index in range(min(bare.count_segments(self.address), _MOST_OBJECTS)):
            segment = bare.get_segment(self.address, index)
            kind = bare.get_segment_kind(segment)
            point = _moved(bare.segment_point(segment), self.matrix)
            if kind == _MOVE:
                first = point
            if kind in (_MOVE, _CURVE):
                if len(polygon) > 1:
                    yield polygon
                polygon = []
            polygon.append(point)
            if bare.is_segment_closing(segment) and first and first != point:
                polygon.append(first)
        if len(polygon) > 1:
            yield polygon

    def box(self) -> Box | None:
        """The box around it, as wide as its outline is drawn."""
        box = _box_of(point for polygon in self.polygons() for point in polygon)
        if box is None:
            return None
        margin = bare.stroke_width(self.address) / 2 if self.is_outlined else 0.0
        left, bottom, right, top = box
        return left - margin, bottom - margin, right + margin, top + margin

    def covers(self) -> Iterator[Cover]:
        """The rectangles that it paints white, as far as it is not cut off."""
        if bare.has_transparency(self.address):
            return
        clips = [
            _box_of(_moved(point, self.outer) for point in outline)
            for outline in bare.clip_outlines(self.address)
        ]
        for polygon in self.polygons():
            box = _box_of(polygon)
            for other in clips:
                box = _common(box, other)
            if box is None or len(set(polygon)) != _CORNERS:
                continue
            if min(box[2] - box[0], box[3] - box[1]) >= _NARROWEST_COVER:
                yield Cover(self.order, box)


@dataclass(slots=True)
class Drawing:
    """The paths of a page in the order they are drawn, and when each text object is printed."""

    paths: list[_Path] = field(default_factory=list)
    text_order: dict[int, int] = field(default_factory=dict)
    has_pictures: bool = False
    _count: int = 0

    def strokes(self, turn: Turn) -> list[Stroke]:
        """The rules of the page as it is looked at, without what is covered up later."""
        drawn: list[tuple[int, Stroke]] = []
        for path in self._rules():
            for polygon in path.polygons():
                points = [turn.point(*point) for point in polygon]
                strokes = strokes_of(points, outlined=path.is_outlined)
                drawn += [(path.order, stroke) for stroke in strokes]
        for cover in self.covers(min((order for order, _ in drawn), default=0)):
            box = _turned(cover.box, turn)
            drawn = [
                (order, left)
                for order, stroke in drawn
                for left in (
                    without_covered(stroke, box) if order < cover.order else (stroke,)
                )
            ]
        return [stroke for _, stroke in drawn]

    def _rules(self) -> list[_Path]:
        """The paths that are seen, without the frames of stamps."""
        seen, frames = self._seen(), self._frames()
        return [path for path in seen if path not in frames] if frames else seen

    def stamps(self) -> list[Box]:
        """The boxes of the frames of stamps, in the page's own coordinates."""
        return [box for path in self._frames() if (box := path.box())]

    def _seen(self) -> list[_Path]:
        return [path for path in self.paths if path.is_outlined or path.is_filled]

    def _frames(self) -> list[_Path]:
        """A few red paths among others are the frames of stamps."""
        seen = self._seen()
        red = [path for path in seen if path.is_red]
        return red if _FEWEST_TO_A_STAMP * len(red) <= len(seen) else []

    def covers(self, since: int) -> Iterator[Cover]:
        """The white rectangles that are drawn after something else was."""
        for path in self.paths:
            if path.is_white and path.order > since:
                yield from path.covers()

    def has_ground(self, order: int, point: Point) -> bool:
        """Whether anything that can be seen was drawn at a point before something else."""
        if self.has_pictures:
            return True
        return any(
            path.order < order and _holds(path.box(), point)
            for path in self.paths
            if path.is_filled or path.is_outlined
        )

    def add(self, objects: Iterable[int], outer: bare.Matrix, depth: int = 1) -> None:
        """Take up objects of the page, and those of the forms among them."""
        for page_object in objects:
            self._count += 1
            if self._count > _MOST_OBJECTS:
                return
            kind = bare.get_kind(page_object)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.text_order[page_object] = self._count
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.paths.append(self._path(page_object, outer))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
                count = bare.count_form_objects(page_object)
                inner = [bare.get_form_object(page_object, i) for i in range(count)]
                matrix = _then(bare.object_matrix(page_object), outer)
                self.add(inner, matrix, depth + 1)
            elif kind in _PICTURES:
                self.has_pictures = True

    def _path(self, path: int, outer: bare.Matrix) -> _Path:
        filled, outlined = bare.draw_mode(path)
        fill = bare.fill_colour(path) if filled else None
        is_seen = filled and _is_seen(fill)
        is_opaque = fill is not None and fill[-1] == _OPAQUE
        line = bare.stroke_colour(path) if outlined else None
        return _Path(
            order=self._count,
            address=path,
            matrix=_then(bare.object_matrix(path), outer),
            outer=outer,
            is_outlined=outlined and _is_seen(line),
            is_filled=is_seen,
            is_white=filled and not is_seen and is_opaque,
            is_red=is_red(line if outlined else fill),
        )


def read_drawing(page: int) -> Drawing:
    """Take up what a page draws, by its address."""
    drawing = Drawing()
    count = bare.count_page_objects(page)
    drawing.add((bare.get_page_object(page, i) for i in range(count)), bare.UNMOVED)
    return drawing


def is_white(colour: bare.Colour | None) -> bool:
    """Whether a colour is that of paper."""
    return colour is not None and min(colour[:3]) >= _WHITE


def is_red(colour: bare.Colour | None) -> bool:
    """Whether a colour is that of seals and of marks by hand."""
    if colour is None:
        return False
    red, green, blue, _ = colour
    return red >= _LEAST_RED and max(green, blue) <= _MOST_OF_OTHERS


def _is_seen(colour: bare.Colour | None) -> bool:
    """Whether a colour can be seen on paper."""
    return colour is None or (colour[-1] > 0 and not is_white(colour))


def _then(matrix: bare.Matrix, outer: bare.Matrix) -> bare.Matrix:
    """Move points by the first, then by the outer one."""
    a, b, c, d, e, f = matrix
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _moved(point: Point, matrix: bare.Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box_of(points: Iterable[Point]) -> Box | None:
    return around((x, y, x, y) for x, y in points)


def _common(box: Box | None, other: Box | None) -> Box | None:
    """What two boxes have in common."""
    if box is None or other is None:
        return None
    left, bottom = max(box[0], other[0]), max(box[1], other[1])
    right, top = min(box[2], other[2]), min(box[3], other[3])
    return (left, bottom, right, top) if left < right and bottom < top else None


def _turned(box: Box, turn: Turn) -> Box:
    (x0, y0), (x1, y1) = turn.point(*box[:2]), turn.point(*box[2:])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _holds(box: Box | None, point: Point) -> bool:
    x, y = point
    return box is not None and box[0] <= x <= box[2] and box[1] <= y <= box[3]
