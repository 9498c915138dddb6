"""Lines between two rules are one row where they are the lines of cells beside each other."""

from jixiao.documents.readers.glyphs import Glyph
from jixiao.documents.readers.line_segments import Segment, printed_rows
from jixiao.documents.ruling import Stroke


def line(y: float, *sides: tuple[float, float]) -> list[Segment]:
    return [[Glyph("字", left, y, right, y + 10)] for left, right in sides]


def rows(*lines: list[Segment], rules: tuple[float, ...]) -> list[tuple[int, int]]:
    strokes = [Stroke(upright=False, at=at, low=0, high=300) for at in rules]
    return [(row.first, row.end) for row in printed_rows(lines, strokes)]


WRAPPED = (line(0, (0, 50), (100, 190)), line(12, (100, 130)))


def test_wrapped_cells_between_rules_are_one_row():
    assert [(0, 2)] == rows(*WRAPPED, rules=(-5, 25))


def test_lines_without_a_rule_above_and_below_stay():
    assert [(0, 1), (1, 2)] == rows(*WRAPPED, rules=(-5,))


def test_a_line_over_several_columns_keeps_lines_apart():
    lines = line(0, (40, 150)), line(12, (0, 50), (100, 190))

    assert [(0, 1), (1, 2)] == rows(*lines, rules=(-5, 25))


def test_a_cell_in_the_middle_of_others_is_of_their_row():
    lines = line(0, (100, 190)), line(6, (0, 50), (200, 250)), line(12, (100, 130))

    assert [(0, 3)] == rows(*lines, rules=(-5, 25))


def test_an_underline_parts_no_rows():
    strokes = [Stroke(upright=False, at=at, low=0, high=20) for at in (-5, 25)]

    assert 2 == len(list(printed_rows(WRAPPED, strokes)))
