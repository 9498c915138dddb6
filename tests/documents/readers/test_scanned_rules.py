"""Rules of a picture: strokes of characters in line with a rule are no part of it."""

import numpy as np

from jixiao.documents.readers.recogniser import RecognisedText
from jixiao.documents.readers.scanned_rules import without_writing
from jixiao.documents.ruling import Stroke

LEVEL = [Stroke(upright=False, at=at, low=0, high=300) for at in (20.0, 70.0, 110.0)]
NAME = RecognisedText(40, 26, 220, 64, "参保登记服务点运行经费", 1.0)


def upright_rules(dark: list[tuple[int, int]], rule: Stroke) -> list[Stroke]:
    """What is left of an upright rule on a page that is dark along it from place to place."""
    ink = np.full((130, 300), 255, np.uint8)
    for top, bottom in dark:
        ink[top:bottom, 99:102] = 30
    strokes = [*LEVEL, rule]
    left = without_writing(strokes, ink, [NAME], 1.0)
    return [stroke for stroke in left if stroke.upright]


RULE = Stroke(upright=True, at=100.0, low=20, high=110)


def test_a_stroke_in_line_with_a_rule_below_does_not_part_the_cell_above():
    (left,) = upright_rules([(30, 58), (70, 111)], RULE)

    assert (70, 110) == (left.low, left.high)


def test_a_rule_that_is_dark_throughout_parts_what_was_recognised_as_one():
    assert [RULE] == upright_rules([(20, 111)], RULE)


def test_a_stroke_alone_is_no_rule():
    alone = Stroke(upright=True, at=100.0, low=21, high=69)

    assert [] == upright_rules([(30, 58)], alone)
