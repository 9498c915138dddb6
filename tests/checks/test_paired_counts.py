"""A count of prose goes to the one row of its unit."""

from jixiao.checks.paired_counts import only_count
from tests.checks.forms import row, table

TEXT = "为120家农家书屋补充图书7200册，每场阅读活动30人，开展阅读活动60场。"


def test_a_count_is_of_the_one_row_of_its_unit():
    books = row("补充出版物册数", "≥7500册")
    form = table([books, row("开展阅读活动场次", "≥60场")])

    count = only_count(TEXT, books, form)
    assert count is not None
    assert (7200, "册") == (count.number, count.unit)


def test_two_rows_of_a_unit_share_no_count():
    books = row("补充出版物册数", "≥7500册")
    assert only_count(TEXT, books, table([books, row("补充图书册数", "≥1册")])) is None


def test_so_many_for_each_are_no_count():
    readers = row("参加阅读活动人数", "≥900人")
    assert only_count(TEXT, readers, table([readers])) is None
