"""Columns printed one after another."""

from jixiao.documents import Line
from jixiao.targets.reading.dumped_columns import with_dumped_columns_as_rows

NAMES = ["三级指标", "巡检闸门座数", "更换启闭机台数", "汛期值守天数"]
VALUES = ["指标值", "≥18座", "6台", "92天"]


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_dumped_columns_as_rows(printed)]


def test_columns_below_each_other_stand_side_by_side_and_so_do_the_fields():
    fields = ["项目名称", "主管部门", "闸门维修", "丙县水利局"]

    assert [
        "项目名称\t闸门维修",
        "主管部门\t丙县水利局",
        "三级指标\t指标值",
        "巡检闸门座数\t≥18座",
        "更换启闭机台数\t6台",
        "汛期值守天数\t92天",
        "填表人：某某",
    ] == texts(*fields, *NAMES, *VALUES, "填表人：某某")


def test_a_column_of_another_length_is_left_where_its_rows_are_not_known():
    assert "三级指标\t指标值" in texts("一级指标", "产出指标", *NAMES, *VALUES)


def test_cells_printed_a_line_each_are_no_columns():
    assert [] == texts(
        "三级指标", "指标值", "巡检闸门座数", "≥18座", "值守天数", "92天"
    )
