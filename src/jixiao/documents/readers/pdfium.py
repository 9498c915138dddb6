"""The functions of pdfium that are called for every character, bound to plain numbers.

Wrapping each handle and each place to write to costs more than the call itself. Here a handle is
its address, and so is a place to write to; a whole page is asked for by one `map`.
"""

import ctypes
import sys
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def address_of(handle: Any) -> int:
    """The address that a handle of pypdfium2 stands for, 0 for none."""
    raw = getattr(handle, "raw", handle)
    return ctypes.cast(raw, _ADDRESS).value or 0


def _bare(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(address_of(function))


count_chars = _bare(pdfium.FPDFText_CountChars, _INT, _ADDRESS)
get_text = _bare(pdfium.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
get_unicode = _bare(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
is_hyphen = _bare(pdfium.FPDFText_IsHyphen, _INT, _ADDRESS, _INT)
get_font_size = _bare(pdfium.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
get_text_object = _bare(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
get_loose_box = _bare(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
get_char_matrix = _bare(pdfium.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
get_render_mode = _bare(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
count_page_objects = _bare(pdfium.FPDFPage_CountObjects, _INT, _ADDRESS)
get_page_object = _bare(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
count_form_objects = _bare(pdfium.FPDFFormObj_CountObjects, _INT, _ADDRESS)
get_form_object = _bare(
    pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong
)
get_kind = _bare(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
get_object_matrix = _bare(pdfium.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
get_draw_mode = _bare(pdfium.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
_COLOUR = (_INT, _ADDRESS, *[_ADDRESS] * 4)
get_fill_colour = _bare(pdfium.FPDFPageObj_GetFillColor, *_COLOUR)
get_stroke_width = _bare(pdfium.FPDFPageObj_GetStrokeWidth, _INT, _ADDRESS, _ADDRESS)
get_stroke_colour = _bare(pdfium.FPDFPageObj_GetStrokeColor, *_COLOUR)
count_segments = _bare(pdfium.FPDFPath_CountSegments, _INT, _ADDRESS)
get_segment = _bare(pdfium.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
get_segment_kind = _bare(pdfium.FPDFPathSegment_GetType, _INT, _ADDRESS)
get_segment_point = _bare(
    pdfium.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS
)
is_segment_closing = _bare(pdfium.FPDFPathSegment_GetClose, _INT, _ADDRESS)

has_transparency = _bare(pdfium.FPDFPageObj_HasTransparency, _INT, _ADDRESS)
get_clip = _bare(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
count_clip_paths = _bare(pdfium.FPDFClipPath_CountPaths, _INT, _ADDRESS)
count_clip_segments = _bare(pdfium.FPDFClipPath_CountPathSegments, _INT, _ADDRESS, _INT)
get_clip_segment = _bare(
    pdfium.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT, _INT
)

Colour = tuple[int, int, int, int]
"""Red, green, blue, and how much it covers, each up to 255."""
Matrix = tuple[float, float, float, float, float, float]
"""Points move across to a·x + c·y + e, up to b·x + d·y + f."""
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_SIZE_OF_NUMBER = 4
_SIDES = 4
_numbers = (ctypes.c_float * 6)()
_at_numbers = ctypes.addressof(_numbers)
_parts = (ctypes.c_uint * 4)()
_at_parts = [ctypes.addressof(_parts) + _SIZE_OF_NUMBER * part for part in range(4)]


def text_of_page(text_page: int) -> list[str]:
    """The characters of a page in the order they are printed; pdfium's spaces among them."""
    count = count_chars(text_page)
    units = (ctypes.c_ushort * (count + 1))()
    written = get_text(text_page, 0, count, ctypes.addressof(units))
    text = bytes(units)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written != count + 1 or len(text) != count or "\0" in text:
        return [_sign(get_unicode(text_page, index)) for index in range(count)]
    return list(text)


def _sign(code: int) -> str:
    """A character by its code; what is no code of any is as one without."""
    return chr(code) if code <= sys.maxunicode else "\ufffd"


def loose_boxes(text_page: int, count: int) -> Sequence[float]:
    """Left, top, right, bottom of each character, one after the other; y counts up."""
    boxes = (ctypes.c_float * (_SIDES * count))()
    at, step = ctypes.addressof(boxes), _SIDES * _SIZE_OF_NUMBER
    places = range(at, at + step * count, step)
    for _ in map(get_loose_box, repeat(text_page), range(count), places):
        pass
    return boxes[:]


def text_objects(text_page: int, count: int) -> list[int]:
    """The text object that prints each character; 0 or None for what pdfium added."""
    return list(map(get_text_object, repeat(text_page), range(count)))


def char_matrix(text_page: int, index: int) -> Matrix:
    """How the text object of a character is moved onto the page."""
    if not get_char_matrix(text_page, index, _at_numbers):
        return UNMOVED
    a, b, c, d, e, f = _numbers[:]
    return a, b, c, d, e, f


def object_matrix(page_object: int) -> Matrix:
    """How a page object's points are moved into what holds it."""
    if not get_object_matrix(page_object, _at_numbers):
        return UNMOVED
    a, b, c, d, e, f = _numbers[:]
    return a, b, c, d, e, f


def fill_colour(page_object: int) -> Colour | None:
    """The colour an object is filled with; None where it has none of its own."""
    return _colour(get_fill_colour, page_object)


def stroke_colour(page_object: int) -> Colour | None:
    """The colour an object's outline is drawn with; None where it has none of its own."""
    return _colour(get_stroke_colour, page_object)


def _colour(get_colour: Callable[..., Any], page_object: int) -> Colour | None:
    if not get_colour(page_object, *_at_parts):
        return None
    red, green, blue, alpha = _parts[:]
    return red, green, blue, alpha


def stroke_width(page_object: int) -> float:
    """How wide an object's outline is drawn, in its own units."""
    return _numbers[0] if get_stroke_width(page_object, _at_numbers) else 0.0


def draw_mode(path: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether its outline is drawn."""
    get_draw_mode(path, _at_parts[0], _at_parts[1])
    return _parts[0] != pdfium.FPDF_FILLMODE_NONE, bool(_parts[1])


def segment_point(segment: int) -> tuple[float, float]:
    """Where a segment of a path ends, in the path's own coordinates."""
    get_segment_point(segment, _at_numbers, _at_numbers + _SIZE_OF_NUMBER)
    return _numbers[0], _numbers[1]


def clip_outlines(page_object: int) -> list[list[tuple[float, float]]]:
    """The points of each outline that a page object is cut to, where what holds it is."""
    clip = get_clip(page_object)
    if not clip:
        return []
    return [
        [
            segment_point(get_clip_segment(clip, outline, segment))
            for segment in range(max(count_clip_segments(clip, outline), 0))
        ]
        for outline in range(max(count_clip_paths(clip), 0))
    ]
