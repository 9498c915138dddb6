"""Strokes become cells."""

from jixiao.documents.ruling import Stroke, find_tables


def across(y: float, x0: float, x1: float) -> Stroke:
    return Stroke(upright=False, at=y, low=x0, high=x1)


def down(x: float, y0: float, y1: float) -> Stroke:
    return Stroke(upright=True, at=x, low=y0, high=y1)


def spans(strokes: list[Stroke]) -> list[tuple[int, int, int, int]]:
    (table,) = find_tables(strokes)
    return [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]


BOX = [across(y, 0, 100) for y in (0, 50, 100)] + [
    down(x, 0, 100) for x in (0, 50, 100)
]


def test_four_cells():
    assert [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)] == spans(BOX)


def test_a_missing_inner_rule_merges():
    strokes = [s for s in BOX if not (s.upright and s.at == 50)] + [down(50, 50, 100)]

    assert [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)] == spans(strokes)


def test_missing_outer_borders_are_where_the_rules_end():
    strokes = [s for s in BOX if not (s.upright and s.at in (0, 100))]

    assert [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)] == spans(strokes)


def test_double_and_dashed_rules_are_one():
    dashes = [across(50, x, x + 3) for x in range(0, 100, 6)]
    strokes = (
        [s for s in BOX if s.upright or s.at != 50] + dashes + [across(1.5, 0, 100)]
    )

    assert 4 == len(spans(strokes))


def test_a_lone_frame_is_no_table():
    assert [] == find_tables(
        [across(0, 0, 100), across(100, 0, 100), down(0, 0, 100), down(100, 0, 100)]
    )


def test_tables_apart_are_two():
    other = [
        Stroke(
            s.upright,
            s.at + (0 if s.upright else 200),
            s.low + (200 if s.upright else 0),
            s.high + (200 if s.upright else 0),
        )
        for s in BOX
    ]

    assert 2 == len(find_tables([*BOX, *other]))


def test_what_a_missing_piece_of_a_rule_leaves_is_no_rectangle():
    frame = [s for s in BOX if s.at != 50]
    third = [across(50, 0, 150), across(0, 100, 150), across(100, 100, 150)]
    strokes = [*frame, *third, down(50, 50, 100), down(150, 0, 100)]
    without_a_floor = [s for s in strokes if s != across(50, 0, 150)] + [
        across(50, 0, 50)
    ]
    (table,) = find_tables([*without_a_floor, across(50, 100, 150)])

    shapes = {
        (c.row, c.column, c.row_span, c.column_span): c.is_rectangle
        for c in table.cells
    }
    assert {(0, 0, 2, 2): False, (0, 2, 1, 1): True, (1, 2, 1, 1): True} == shapes
