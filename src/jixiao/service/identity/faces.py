"""Faces in pictures: one, large, sharp and straight enough, as a vector to be compared with another.

The recogniser is dlib's (an extra), with the models of its author, which are in the public domain. It
knows no living face from a picture of one, and what it errs on a bureau's own people nobody has
measured: it compares, and a person decides.
"""

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from math import dist
from pathlib import Path
from typing import Any, Protocol

from jixiao.errors import JixiaoError

LANDMARKS = "shape_predictor_5_face_landmarks.dat"
RECOGNISER = "dlib_face_recognition_resnet_model_v1.dat"
"""The models; the landmarks of 68 points are not used, whose data may not be used for trade."""
MODEL = "dlib_face_recognition_resnet_model_v1"
_PACKAGE = "face_recognition_models"
_LARGEST_SIDE = 1_200
_LEAST_SIDE = 64
_MOST_PIXELS = 50_000_000
WIDTH, SHARPNESS, TURN = "脸宽像素", "清晰度", "偏转"
"""The names of the limits of quality."""


@dataclass(frozen=True, slots=True)
class Face:
    """The one face of a picture: its vector, how wide (pixels), sharp, and far turned it is.

    `turned` is how far the nose stands from the middle of the eyes, in distances between them.
    """

    vector: Sequence[float]
    width: int
    sharpness: float
    turned: float

    def faults(self, limits: Mapping[str, Fraction]) -> Sequence[str]:
        """Return why the picture is not good enough; nothing where it is."""
        faults = []
        least_width, least_sharpness, most_turned = (
            float(limits[name]) for name in (WIDTH, SHARPNESS, TURN)
        )
        if self.width < least_width:
            faults.append(f"脸太小（{self.width} 像素，至少 {least_width:g}）")
        if self.sharpness < least_sharpness:
            faults.append(f"太模糊（{self.sharpness:.0f}，至少 {least_sharpness:g}）")
        if self.turned > most_turned:
            faults.append(f"没有正对镜头（{self.turned:.2f}，至多 {most_turned:g}）")
        return faults


class PoorPicture(JixiaoError, ValueError):
    """A picture that nothing can be said of; the message says why and what to do."""


class Recogniser(Protocol):
    """What finds the one face of a picture."""

    def face(self, picture: bytes) -> Face:
        """Return the one face.

        Raises:
            PoorPicture: it is no picture, or has no face or several.
        """


def distance(first: Sequence[float], second: Sequence[float]) -> float:
    """Return how far two vectors are from each other: 0 for the same picture."""
    return dist(first, second)


class DlibRecogniser:
    """dlib's detector, five landmarks, and recogniser."""

    def __init__(self, folder: Path) -> None:
        import dlib  # noqa: PLC0415 — an extra

        self._dlib: Any = dlib
        self._detect = dlib.get_frontal_face_detector()
        self._landmarks = dlib.shape_predictor(str(folder / LANDMARKS))
        self._recognise = dlib.face_recognition_model_v1(str(folder / RECOGNISER))

    def face(self, picture: bytes) -> Face:
        """Return the one face of a picture.

        Raises:
            PoorPicture: it is no picture, or has no face or several.
        """
        pixels = _pixels(picture)
        boxes = self._detect(pixels, 1)
        if len(boxes) != 1:
            seen = "没有找到脸" if not len(boxes) else f"有 {len(boxes)} 张脸"
            message = f"照片里{seen}，要正好一张。请重拍，或改用证件。"
            raise PoorPicture(message)
        box = boxes[0]
        points = self._landmarks(pixels, box)
        vector = self._recognise.compute_face_descriptor(pixels, points)
        return Face(
            tuple(vector), int(box.width()), _sharpness(pixels, box), _turned(points)
        )


def _pixels(picture: bytes) -> Any:  # noqa: ANN401 — an array
    """Return a picture as an array of its colours, no larger than is needed."""
    import numpy as np  # noqa: PLC0415 — loads the engine
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        opened = Image.open(BytesIO(picture))
        if opened.width * opened.height > _MOST_PIXELS:
            raise PoorPicture("照片太大。请用手机或摄像头拍的普通照片。")
        image = ImageOps.exif_transpose(opened).convert("RGB")
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        Image.DecompressionBombError,
    ) as error:
        message = "这不是能读的照片（jpg、png）。请重拍，或改用证件。"
        raise PoorPicture(message) from error
    if min(image.size) < _LEAST_SIDE:
        raise PoorPicture("照片太小。请重拍，或改用证件。")
    image.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    return np.asarray(image)


def _sharpness(pixels: Any, box: Any) -> float:  # noqa: ANN401 — an array and a rectangle
    """Return the variance of the second differences of the brightness of a face."""
    top, left = max(box.top(), 0), max(box.left(), 0)
    grey = pixels[top : box.bottom(), left : box.right()].mean(axis=2)
    second = (
        4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    )  # fmt: skip
    return float(second.var()) if second.size else 0.0


def _turned(points: Any) -> float:  # noqa: ANN401 — the five landmarks
    """Return how far the nose stands from the middle between the eyes, in distances of these."""
    eyes = [((points.part(n).x + points.part(n + 1).x) / 2) for n in (0, 2)]
    apart = abs(eyes[0] - eyes[1])
    nose = points.part(4).x
    return abs(nose - sum(eyes) / 2) / apart if apart else 1.0


def open_recogniser(folder: Path | None = None) -> Recogniser:
    """Return the recogniser, with the models of a folder or of the package that bears them.

    Raises:
        JixiaoError: dlib or the models are not there.
    """
    if importlib.util.find_spec("dlib") is None:
        message = "没有装人脸比对的部件，请用证件。要用的，请管理员 pip install 'jixiao[face]'。"
        raise JixiaoError(message)
    place = folder or _packaged()
    if place is None or not all(
        (place / name).is_file() for name in (LANDMARKS, RECOGNISER)
    ):
        message = (
            f"没有人脸模型，请用证件。要用的，请管理员放好 {LANDMARKS} 和 {RECOGNISER}，"
            "或 pip install 'jixiao[face]'。"
        )
        raise JixiaoError(message)
    return DlibRecogniser(place)


def _packaged() -> Path | None:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)), "models")
