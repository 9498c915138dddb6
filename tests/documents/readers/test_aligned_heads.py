"""Heads that go over several columns of aligned amounts."""

from jixiao.documents.readers.aligned_heads import (
    HeadSegment,
    count_amounts,
    count_head_lines,
    prints_amounts,
    spanned_columns,
)


def head(text: str, left: float, right: float, column: int) -> HeadSegment:
    return HeadSegment(left, right, column, column, text)


EDGES = [0.0, 100.0, 200.0, 300.0, 400.0, 500.0]


def test_a_group_goes_over_the_columns_that_have_it_in_their_middle():
    groups = [head("预算数", 130, 170, 1), head("决算数", 330, 370, 3)]
    leaves = [head("小计", 30 + 100 * at, 70 + 100 * at, at) for at in range(5)]

    spans = spanned_columns([groups, leaves], EDGES)

    assert [range(3), range(3, 4)] == spans[0]
    assert [range(at, at + 1) for at in range(5)] == spans[1]


def test_a_head_with_nothing_below_it_keeps_its_column():
    heads = [[head("本年支出", 225, 275, 2)], [head("年末", 430, 470, 4)]]

    assert [[range(2, 3)], [range(4, 5)]] == spanned_columns(heads, EDGES)


def test_heads_end_at_the_first_amount():
    assert 2 == count_head_lines([["项目"], ["1", "2"], ["3.00"], ["合计", "4.00"]])


def test_a_table_of_hardly_any_amounts_has_no_lines_of_heads():
    assert 0 == count_head_lines([["指标", "值"], ["产出", "3份"], ["成本", "4.00"]])


def test_a_single_row_of_many_amounts_is_a_table_of_amounts():
    assert prints_amounts([["合计", "接待"], ["1.00", "2.00", "3.00", "4.00"]])
    assert not prints_amounts([["合计", "接待"], ["1.00", "2次"]])
    assert 2 == count_amounts(["接待", "1.00", "2,000.5", "3"])


def test_a_group_leaves_out_heads_beside_it_in_the_middle_of_both_lines():
    group = [head("基本支出", 180, 220, 1)]
    beside = [head("合计", 30, 70, 0), head("项目支出", 380, 420, 3)]
    leaves = [head("人员经费", 130, 170, 1), head("公用经费", 230, 270, 2)]

    spans = spanned_columns([group, beside, leaves], EDGES)

    assert [range(1, 3)] == spans[0]


def test_a_line_that_counts_the_columns_has_no_group_above_it():
    group = [head("事业收入", 330, 370, 3)]
    leaves = [
        head("合计", 30, 70, 0),
        head("小计", 230, 270, 2),
        head("教育", 430, 470, 4),
    ]
    counts = [head(str(at), 48 + 100 * at, 52 + 100 * at, at) for at in range(5)]

    spans = spanned_columns([group, leaves, counts], EDGES)

    assert spans[0] != [range(5)]
    assert [range(at, at + 1) for at in range(5)] == spans[2]
