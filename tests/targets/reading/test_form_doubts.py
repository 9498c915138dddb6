"""Doubts that rows of a form raise together."""

import pytest

from jixiao.documents.document import Source
from jixiao.documents.reader import read_bytes
from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator
from jixiao.targets.reading.form_doubts import OWN_LABEL, ends_as_names_do
from tests.targets.reading.test_row_doubts import HEADS, TITLE, doubts

SCORED = HEADS.replace("指标值", "指标值 实际完成值 分值 得分 偏差原因分析")


def test_rows_belong_to_no_known_level_where_labels_stand_beside_their_middle():
    rows = (
        "数量指标 更新水泵 12台\n维修闸门 3座\n产出指标 质量指标 合格率 ≥95%\n"
        "完工时间 5月底前\n"
    )

    doubted = doubts(HEADS + rows)

    assert doubted["维修闸门"]
    assert doubted["完工时间"]
    assert doubted["更新水泵"] is None


def test_rows_below_their_labels_are_sure():
    rows = "产出指标 数量指标 更新水泵 12台\n维修闸门 3座\n质量指标 合格率 ≥95%\n"

    assert not any(doubts(HEADS + rows).values())


@pytest.mark.parametrize("figures", ["20", "20 20 20"])
def test_figures_of_what_was_achieved_may_be_points_of_a_row_that_lacks_it(
    figures: str,
):
    rows = (
        "产出指标 数量指标 更新水泵 12台 12台 20 20\n维修闸门 3座 3座 20 20\n"
        "疏浚沟渠 9公里 9公里 20 20\n质量指标 合格率 ≥95% {}\n"
    )

    assert doubts(SCORED + rows.format(figures))["合格率"]
    assert doubts(SCORED + rows.format("100% 20 20"))["合格率"] is None


@pytest.mark.parametrize(
    ("name", "ends"),
    [("更新水泵数量", True), ("更新水泵(台)", True), ("更新水", False)],
)
def test_names_end_in_words_that_names_end_in(name: str, ends: bool):
    assert ends is ends_as_names_do(name)


def test_names_that_end_oddly_are_doubted_where_text_runs_on_below():
    rows = (
        "产出指标 数量指标 更新取水 12台 12台 20 20 天旱\n水泵\n"
        "质量指标 合格率 ≥95% 100% 20 20 无\n"
    )

    doubted = doubts(SCORED + rows)

    assert doubted["更新取水"]
    assert doubted["合格率"] is None


def test_no_row_is_sure_below_two_columns_of_values():
    heads = HEADS.replace("指标值", "甲期 指标值 乙期 指标值")
    rows = "产出指标 数量指标 更新水泵数量 ≥12台 ≥20台\n质量指标 合格率 ≥95% ≥98%\n"

    assert all(doubts(heads + rows).values())


def test_half_a_years_values_are_not_the_years():
    heads = HEADS.replace("指标值", "半年(程) 指标值 全年(程) 指标值")
    rows = "产出指标 数量指标 更新水泵数量 ≥12台 ≥20台\n质量指标 合格率 ≥95% ≥98%\n"

    opened = read_text((TITLE + heads + rows).encode(), "a.txt", "0" * 64, Settings())
    (table,) = read_opened(opened).tables

    assert ["≥20台", "≥98%"] == [row.target.text for row in table.indicators]


def boxed(cells: str) -> list[Indicator]:
    """The rows of a form whose every cell is a box of a web page, told by nothing from the next row's."""
    above = "项目支出绩效目标表 (2024年度) 项目名称 泵站更新"
    heads = "一级指标 二级指标 三级指标 指标值 备注"
    texts = f"{above} {heads} {cells}".split()
    boxes = "".join(f"<div>{text}</div>" for text in texts)
    source = Source(path="form", sha256="0" * 64, format="")
    page = f"<!doctype html><html><body>{boxes}</body></html>".encode()
    (table,) = read_opened(read_bytes(page, source, Settings())).tables
    return list(table.indicators)


def test_a_label_that_nobody_knows_may_be_a_cell_of_the_row_above_it():
    rows = boxed(
        "产出指标 数量指标 更新水泵 12台 行业标准 维修闸门 3座 质量指标 合格率 ≥95%"
    )

    above, below, known = (row.evidence.doubt for row in rows)

    assert above
    assert OWN_LABEL == below
    assert known is None


def test_a_value_on_the_line_below_a_piece_of_a_name_is_the_rows():
    cells = [
        *("一级指标", "二级指标", "三级指标", "指标值", "指标说明"),
        *("产出指标", "数量指标", "更新水泵数量", "≥12台", "计划标准"),
        *("效益指标", "可持续影响指标", "长效管", "护机制", "健全"),
        *("满意度指标", "服务对象满意度指标", "灌区农户满意度", "≥90%", "计划标准"),
    ]

    doubted = doubts("\n".join(f"{cell} |" for cell in cells))

    assert doubted["长效管"]
    assert doubted["更新水泵数量"] is None
