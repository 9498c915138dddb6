"""Pictures are read, and what is no good is said; the recogniser is tried where it is installed."""

from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from jixiao.errors import JixiaoError
from jixiao.service.identity.faces import (
    SHARPNESS,
    TURN,
    WIDTH,
    Face,
    PoorPicture,
    distance,
    open_recogniser,
)
from tests.parts import COMPARER

LIMITS = {WIDTH: Fraction(100), SHARPNESS: Fraction(60), TURN: Fraction(2, 5)}


@pytest.mark.parametrize(
    ("face", "why"),
    [
        (Face((), 100, 60.0, 0.4), None),
        (Face((), 99, 60.0, 0.4), "脸太小"),
        (Face((), 100, 59.0, 0.4), "太模糊"),
        (Face((), 100, 60.0, 0.41), "没有正对"),
    ],
)
def test_each_limit_of_quality(face: Face, why: str | None):
    faults = face.faults(LIMITS)

    assert [] == faults if why is None else why in faults[0]


def test_a_distance_is_nought_of_the_same():
    assert 0 == distance((1.0, 2.0), (1.0, 2.0))
    assert 5 == distance((0.0, 0.0), (3.0, 4.0))


def test_without_models_one_is_sent_to_the_card(tmp_path: Path):
    with pytest.raises(JixiaoError, match="请用证件"):
        open_recogniser(tmp_path)


@pytest.mark.slow
@COMPARER.needed
def test_pictures_without_one_face_are_refused():
    recogniser = open_recogniser()
    blank = BytesIO()
    Image.new("RGB", (300, 300)).save(blank, "PNG")

    for picture, why in ((blank.getvalue(), "没有找到脸"), (b"x", "不是能读的照片")):
        with pytest.raises(PoorPicture, match=why):
            recogniser.face(picture)
