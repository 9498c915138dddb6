"""Rows of spanning cells: placed as a browser does, spans that lie put right or doubted."""

import random
from itertools import product

import pytest

from jixiao.documents.readers.spanned_rows import SpanningCell, laid_out_rows


def rows(*lines: str) -> list[list[SpanningCell]]:
    """Cells written text/rows/columns, parted by blanks; a row a line."""
    table = []
    for line in lines:
        parts = [cell.split("/") for cell in line.split()]
        table.append([SpanningCell(text, *map(int, spans)) for text, *spans in parts])
    return table


def places(*lines: str):
    cells, repairs = laid_out_rows(rows(*lines), "")
    return {
        c.text: (c.row, c.column, c.row_span, c.column_span) for c in cells
    }, repairs


def test_true_spans_stay():
    spans, repairs = places("头/1/3", "甲/2 乙 丙", "丁 戊")

    assert [(0, 0, 1, 3), (1, 0, 2, 1), (2, 1, 1, 1)] == [spans[t] for t in "头甲丁"]
    assert ((), ()) == (repairs.repaired, repairs.doubtful)


def test_a_span_down_too_far_pushes_no_row_out():
    spans, repairs = places("一 二 三", "甲/9 乙 丙", "丁 戊", "己 庚 辛", "壬 癸 子")

    assert [(1, 0, 2, 1), (3, 0, 1, 1), (4, 0, 1, 1)] == [spans[t] for t in "甲己壬"]
    assert ((4,), ()) == (repairs.repaired, repairs.doubtful)


def test_a_span_across_too_far_pushes_nothing_out():
    spans, repairs = places("一 二 三 四", "甲/1/5 乙 丙")

    assert [(1, 0, 1, 2), (1, 2, 1, 1), (1, 3, 1, 1)] == [spans[t] for t in "甲乙丙"]
    assert (2,) == repairs.repaired
    spans, repairs = places("题/1/99", "一 二 三", "甲 乙 丙")
    assert ((0, 0, 1, 3), ()) == (spans["题"], repairs.repaired)


def test_a_span_down_too_short_goes_on_and_its_row_is_in_doubt():
    spans, repairs = places("一 二 三", "甲/2 乙 丙", "丁 戊", "己 庚", "辛 壬 癸")

    assert ((1, 0, 3, 1), (3, 1, 1, 1)) == (spans["甲"], spans["己"])
    assert (4,) == repairs.doubtful


def test_a_row_without_its_last_cells_is_no_lie():
    spans, repairs = places("一 二 三", "甲 乙 丙", "注", "丁 戊")

    assert ((3, 0, 1, 1), ()) == (spans["丁"], repairs.doubtful)


def test_what_two_cells_may_have_caused_is_in_doubt():
    cells, repairs = laid_out_rows(
        rows("一 二 三", "甲/9 乙/9 丙", "丁", "戊 己 庚", "辛 壬 癸"), ""
    )

    assert {4, 5} <= set(repairs.doubtful)
    assert 0.5 == next(cell.confidence for cell in cells if cell.text == "戊")


@pytest.mark.parametrize("seed", range(20))
def test_whatever_cells_say_none_lies_over_another(seed: int):
    draw = random.Random(seed)
    table = [
        [SpanningCell("字", draw.randint(1, 3), draw.randint(1, 3)) for _ in range(3)]
        for _ in range(5)
    ]
    cells, _ = laid_out_rows(table, "")
    units = [
        unit
        for cell in cells
        for unit in product(
            range(cell.row, cell.row + cell.row_span),
            range(cell.column, cell.column + cell.column_span),
        )
    ]

    assert (15, len(units)) == (len(cells), len(set(units)))
