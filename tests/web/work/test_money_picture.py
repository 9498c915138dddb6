"""Money from level to level, drawn as it was stated."""

import re
from decimal import Decimal

import pytest

from jixiao.web.models import Organisation
from jixiao.web.work.money_picture import (
    SCREEN,
    TELEPHONE,
    Canvas,
    StatedMoney,
    picture_of,
)

pytestmark = pytest.mark.django_db


def stated(place: Organisation, received: int | None, passed: int | None):
    amounts = (None if n is None else Decimal(n) for n in (received, passed))
    return StatedMoney(place, *amounts)


def line_of() -> list[Organisation]:
    """Give a city, a county below it, and a second one."""
    city = Organisation.objects.create(name="丙市", level="city")
    below = [
        Organisation.objects.create(name=name, level="county", parent=city)
        for name in ("丁县", "戊县")
    ]
    return [city, *below]


def wide(path: str) -> float:
    """Give the width of a stream where it ends."""
    _, end, foot = re.search(r"(\S+) (\S+)V(\S+)[CH]", path).groups()
    return float(foot) - float(end)


def test_streams_are_as_wide_as_what_is_stated_below():
    city, first, second = line_of()

    drawn = picture_of(
        [stated(city, None, 300), stated(first, 200, None), stated(second, 100, None)]
    )

    widths = [wide(stream.path) for stream in drawn.streams]
    assert [True, True] == [stream.stated for stream in drawn.streams]
    assert 2 == pytest.approx(widths[0] / widths[1], rel=0.01)
    assert ["丙市", "丁县", "戊县"] == [box.name for box in drawn.boxes]
    assert drawn.boxes[1].x == drawn.boxes[2].x > drawn.boxes[0].x
    assert drawn.boxes[2].y > drawn.boxes[1].y + drawn.boxes[1].height


def test_what_nobody_states_is_a_stream_of_its_own():
    city, first, second = line_of()

    drawn = picture_of(
        [stated(city, None, 300), stated(first, 200, None), stated(second, None, None)]
    )

    assert [True, False] == [stream.stated for stream in drawn.streams]
    assert ["丙市", "丁县"] == [box.name for box in drawn.boxes]


def test_more_stated_below_than_passed_down_stays_within_its_box():
    city, first, _ = line_of()

    drawn = picture_of([stated(city, None, 300), stated(first, 400, None)])

    (stream,) = drawn.streams
    assert wide(stream.path) <= drawn.boxes[0].height + 0.1


def test_nothing_is_drawn_where_nothing_was_passed_down():
    city, first, _ = line_of()

    assert picture_of([stated(city, 5, None), stated(first, 5, None)]) is None


@pytest.mark.parametrize("canvas", [SCREEN, TELEPHONE])
def test_a_picture_stays_within_its_canvas_with_room_for_its_words(canvas: Canvas):
    city, first, second = line_of()
    money = [stated(city, None, 9), stated(first, 8, None), stated(second, 1, None)]

    drawn = picture_of(money, canvas)

    assert canvas.width == drawn.width
    assert all(canvas.words <= canvas.width - box.x for box in drawn.boxes)
    lower = [box for box in drawn.boxes if box.column]
    assert canvas.above <= lower[1].y - lower[0].y - lower[0].height
