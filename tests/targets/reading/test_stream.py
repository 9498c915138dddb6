"""Cells whose columns are lost."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable

HEADER = [
    "项目支出绩效目标表",
    "项目名称",
    "河湖巡查项目",
    "年度总体目标",
    "完成全年巡查任务。",
]
HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]


def table(*cells: str) -> TargetTable:
    text = "\n".join([*HEADER, *cells])
    (read,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables
    return read


def rows_of(table: TargetTable) -> list[tuple[str | None, str, str]]:
    return [(i.aspect, i.name, i.target.text) for i in table.indicators]


def test_one_cell_a_line_is_aligned_to_the_heads():
    cells = [
        "产出指标",
        "数量指标",
        "巡查河道",
        "48次",
        "检测断面",
        "12个",
        "质量指标",
        "整改率",
        "100%",
    ]

    assert [
        ("数量指标", "巡查河道", "48次"),
        ("数量指标", "检测断面", "12个"),
        ("质量指标", "整改率", "100%"),
    ] == rows_of(table(*HEADS, *cells))


def test_a_cell_left_out_leaves_its_column_blank():
    heads = [*HEADS, "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    cells = [
        "产出指标",
        "数量指标",
        "巡查河道",
        "48次",
        "50次",
        "10",
        "10",
        "检测断面",
        "12个",
        "6个",
        "10",
        "5",
        "设备故障,停测三月",
    ]

    first, second = table(*heads, *cells).indicators

    assert (None, "设备故障,停测三月") == (first.reason, second.reason)
    assert ["50次", "6个"] == [i.actual.text for i in (first, second) if i.actual]
    assert [(10, 10), (10, 5)] == [(i.weight, i.score) for i in (first, second)]


def test_a_label_without_rows_is_a_row_left_blank():
    cells = [
        "产出指标",
        "数量指标",
        "巡查河道",
        "48次",
        "质量指标",
        "时效指标",
        "完成时间",
        "12月底前",
    ]

    read = table(*HEADS, *cells)

    assert ["质量指标"] == [row.aspect for row in read.empty_rows]
    assert ("时效指标", "完成时间", "12月底前") == rows_of(read)[-1]


@pytest.mark.parametrize("length", [300, 3000])
def test_a_cell_of_any_length_stands_somewhere(length: int):
    name = "巡查" * (length // 2)

    assert ("数量指标", name, "48次") in rows_of(
        table(*HEADS, "产出指标", "数量指标", name, "48次")
    )
