"""Blocks become numbered lines; a table that goes on keeps its columns."""

from jixiao.documents.assembly import assemble, grid_of, plain
from jixiao.documents.document import Cell, Source

SOURCE = Source(path="x", sha256="", format="pdf")


def cell(text: str, column: int, across: int = 1) -> Cell:
    return Cell(text=text, column=column, column_span=across)


def test_a_table_that_goes_on_over_a_page_keeps_its_columns():
    above = grid_of([cell("甲", 0), cell("乙", 1), cell("丙", 2)], 1, (0, 50, 100, 150))
    below = grid_of([cell("丁", 0), cell("戊", 1)], 2, (0.5, 100.4, 150))

    lines = assemble(SOURCE, [above, below]).lines
    assert ["甲\t乙\t丙", "丁\t\t戊"] == [line.text for line in lines]


def test_another_table_keeps_its_own_columns():
    above = grid_of([cell("甲", 0), cell("乙", 1), cell("丙", 2)], 1, (0, 50, 100, 150))
    below = grid_of([cell("丁", 0), cell("戊", 1)], 2, (0, 75, 150))

    lines = assemble(SOURCE, [above, below]).lines
    assert "丁\t戊" == lines[1].text


def test_a_wrapped_cell_is_one_line_and_words_keep_their_space():
    assert "医保宣传A B" == plain("医保\n宣传A\nB")
    assert "甲 乙" == plain("甲\t乙")


def test_blank_rows_are_left_out_and_lines_counted():
    lines = assemble(SOURCE, [Cell(text="  "), Cell(text="文")]).lines

    assert [(1, "文")] == [(line.number, line.text) for line in lines]


def test_two_borders_close_together_are_not_one_border_of_the_page_before():
    above = grid_of([cell("甲", 0), cell("乙", 1), cell("丙", 2)], 1, (0, 50, 100, 150))
    below = grid_of([cell("丁", 0), cell("", 1), cell("戊", 2)], 2, (0, 147, 149, 150))

    lines = assemble(SOURCE, [above, below]).lines
    assert ["甲\t乙\t丙", "丁\t\t戊"] == [line.text for line in lines]
