"""Rows of a Word table: placed by their spans, by their widths where the spans lie."""

import random
from itertools import product

import pytest

from jixiao.documents import Cell
from jixiao.documents.readers.word_rows import RowCell, WordRow, cut, laid_out

WIDTHS = [1000, 2000, 3000, 1500]


def row(*cells: str, widths: tuple[int, ...] = (), before: int = 0) -> WordRow:
    """A row of cells written text*span, ^ where they begin and | where they go on downwards."""
    merges = {"^": "restart", "|": "continue"}
    raw = []
    for cell in cells:
        text, _, span = cell.lstrip("^|").partition("*")
        raw.append(RowCell(text, int(span or 1), merges.get(cell[:1])))
    return WordRow(tuple(raw), lambda: widths, before)


def places(rows: list[WordRow], widths: list[int] = WIDTHS):
    cells, repairs = laid_out(rows, widths, "表1 ")
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in cells}
    return spans, repairs


def test_a_span_too_long_is_put_right_by_the_widths():
    lying = row("甲*3", "乙", "丙", widths=(3000, 3000, 1500))
    spans, repairs = places([row("一", "二", "三", "四"), lying])

    assert [(1, 0, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)] == [spans[t] for t in "甲乙丙"]
    assert ((2,), ()) == (repairs.repaired, repairs.doubtful)


def test_a_span_left_out_is_put_right_by_the_widths():
    lying = row("甲", "乙", "丙", widths=(3000, 3000, 1500))
    spans, repairs = places([row("一", "二", "三", "四"), lying])

    assert [(1, 0, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)] == [spans[t] for t in "甲乙丙"]
    assert (2,) == repairs.repaired


def test_the_one_wide_cell_says_too_much_where_no_width_tells():
    spans, repairs = places([row("一", "二", "三", "四"), row("甲*9", "乙", "丙")])

    assert [(1, 0, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)] == [spans[t] for t in "甲乙丙"]
    assert ((2,), ()) == (repairs.repaired, repairs.doubtful)


def test_of_two_wide_cells_nobody_knows_which_lies():
    cells, repairs = laid_out(
        [row("一", "二", "三", "四"), row("甲*3", "乙*2")], WIDTHS, ""
    )

    assert (2,) == repairs.doubtful
    assert [None] * 4 + [0.5] * 2 == [cell.confidence for cell in cells]
    assert 4 == max(cell.column + cell.column_span for cell in cells)


def test_a_grid_that_lies_gives_way_to_the_rows():
    spans, repairs = places([row("一", "二", "三*2"), row("甲*2", "乙", "丙")], [9000])

    assert (0, 2, 1, 2) == spans["三"]
    assert ((), ()) == (repairs.repaired, repairs.doubtful)


def test_a_merge_downwards_without_a_start_is_a_cell_of_its_own():
    spans, repairs = places([row("|甲", "乙*3"), row("|丙", "丁*3")])

    assert {"甲": (0, 0, 2, 1), "丁": (1, 1, 1, 3)}.items() <= spans.items()
    assert ("丙",) == repairs.covered
    spans, _ = places([row("甲", "乙*3"), row("|丙", "丁*3")])
    assert ((0, 0, 1, 1), (1, 0, 1, 1)) == (spans["甲"], spans["丙"])


def test_a_merge_downwards_over_other_columns_is_in_doubt_and_moves_nothing():
    spans, repairs = places([row("^甲*2", "乙*2"), row("|", "丙", "丁*2")])

    assert ((0, 0, 1, 2), (1, 1, 1, 1), (1, 2, 1, 2)) == tuple(
        spans[t] for t in "甲丙丁"
    )
    assert (2,) == repairs.doubtful


def test_a_merge_that_another_row_interrupts_begins_anew():
    spans, _ = places([row("^甲", "乙*3"), row("丙*4"), row("|丁", "戊*3")])

    assert ((0, 0, 1, 1), (2, 0, 1, 1)) == (spans["甲"], spans["丁"])


def test_columns_left_free_before_a_row_stay_free():
    spans, _ = places([row("一", "二", "三", "四"), row("甲", "乙", before=2)])

    assert ((1, 2, 1, 1), (1, 3, 1, 1)) == (spans["甲"], spans["乙"])


@pytest.mark.parametrize("seed", range(20))
def test_whatever_cells_say_none_lies_over_another(seed: int):
    draw = random.Random(seed)
    rows = [
        row(
            *(
                f"{draw.choice(['^', '|', ''])}字*{draw.randint(1, 3)}"
                for _ in range(4)
            ),
            before=draw.randint(0, 1),
        )
        for _ in range(5)
    ]
    cells, _ = laid_out(rows, WIDTHS, "")
    units = [unit for cell in cells for unit in _units(cell)]

    assert len(units) == len(set(units))


def _units(cell: Cell):
    rows = range(cell.row, cell.row + cell.row_span)
    return product(rows, range(cell.column, cell.column + cell.column_span))


def test_a_part_of_a_table_keeps_what_goes_on_from_above():
    cells, _ = laid_out([row("^甲", "乙*3"), row("|", "丙*3")], WIDTHS, "")

    assert ["", "丙"] == [cell.text for cell in cut(cells, 1, 2)]
    assert [(0, 1), (0, 1)] == [(c.row, c.row_span) for c in cut(cells, 0, 1)]
