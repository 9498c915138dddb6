"""The straight rules of a PDF page: stroked lines and thin filled shapes."""

from collections.abc import Iterator
from itertools import islice

import pypdfium2.raw as pdfium

from jixiao.documents.readers import pdfium as bare
from jixiao.documents.readers.glyphs import Point
from jixiao.documents.readers.turn import Turn
from jixiao.documents.ruling import Stroke, strokes_of

_WHITE = 250
"""From here on red, green and blue together cannot be seen on paper."""
_MOST_OBJECTS = 200_000
_DEEPEST_FORM = 8
_MOVE, _CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO

_PlacedPath = tuple[int, bare.Matrix]
"""A path's address, and how its points are moved onto the page."""


def read_strokes(page: int, turn: Turn) -> Iterator[Stroke]:
    """The rules of a page, by its address, as it is looked at."""
    count = bare.count_page_objects(page)
    objects = [bare.get_page_object(page, index) for index in range(count)]
    for path, matrix in islice(_paths(objects, bare.UNMOVED), _MOST_OBJECTS):
        filled, outlined = bare.draw_mode(path)
        outlined = outlined and _is_seen(bare.stroke_colour(path))
        if outlined or (filled and _is_seen(bare.fill_colour(path))):
            for polygon in _polygons(path, matrix, turn):
                yield from strokes_of(polygon, outlined=outlined)


def _is_seen(colour: bare.Colour | None) -> bool:
    """Whether a colour can be seen on paper."""
    if colour is None:
        return True
    *parts, alpha = colour
    return alpha > 0 and min(parts) < _WHITE


def _paths(
    objects: list[int], outer: bare.Matrix, depth: int = 1
) -> Iterator[_PlacedPath]:
    """The paths among objects and in the forms among them."""
    for page_object in objects:
        kind = bare.get_kind(page_object)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield page_object, _then(bare.object_matrix(page_object), outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = bare.count_form_objects(page_object)
            inner = [bare.get_form_object(page_object, index) for index in range(count)]
            matrix = _then(bare.object_matrix(page_object), outer)
            yield from _paths(inner, matrix, depth + 1)


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


def _polygons(path: int, matrix: bare.Matrix, turn: Turn) -> Iterator[list[Point]]:
    """A path's polygons; a curve parts what is straight before it from what is behind."""
    a, b, c, d, e, f = matrix
    polygon: list[Point] = []
    first: Point | None = None
    for index in range(min(bare.count_segments(path), _MOST_OBJECTS)):
        segment = bare.get_segment(path, index)
        kind = bare.get_segment_kind(segment)
        x, y = bare.segment_point(segment)
        point = turn.point(a * x + c * y + e, b * x + d * y + f)
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
