"""Pictures of pages: decoded within limits, their stamps taken off, enlarged and straightened."""

import math
from io import BytesIO
from itertools import islice
from typing import Any

from jixiao.settings import Settings

DPI = 200
"""Dots of an inch that a page is brought to."""
_FINE_ENOUGH = 0.95
"""From this share of `DPI` on a picture is not enlarged."""
_MOST_SKEW, _LEAST_SKEW = 5.0, 0.05
"""Degrees: a page is turned by no more, and for no less."""
_REDDER, _LIGHT = 30, 130
"""How much redder than blue and green, and how light, the ink of a stamp is."""
_LONGEST_SIDE = 12_000


def pictures(content: bytes, settings: Settings) -> list[Any]:
    """Decode a picture, every page of a TIFF; none where it is damaged or beyond the limits."""
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    if not 0 < _claimed_pixels(content, settings) <= settings.most_pixels:
        return []
    try:
        decoded, images = cv2.imdecodemulti(
            np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR
        )
    except cv2.error:
        return []
    return (
        [image for image in images if max(image.shape[:2]) <= _LONGEST_SIDE]
        if decoded
        else []
    )


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


def is_fine(dots: float) -> bool:
    """Whether so many dots of an inch need no enlarging."""
    return dots >= _FINE_ENOUGH * DPI


def without_stamp(image: Any) -> Any:
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


def enlarged(layers: Any, dots: float) -> tuple[Any, float]:
    """Bring a coarse picture to the fineness that everything here is made for."""
    import cv2  # noqa: PLC0415

    if is_fine(dots):
        return layers, dots
    factor = min(DPI / dots, _LONGEST_SIDE / max(layers.shape[:2]))
    larger = cv2.resize(
        layers, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC
    )
    return larger, dots * factor


def straightened(layers: Any) -> Any:
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
