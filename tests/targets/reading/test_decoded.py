"""Rows decoded: every way to cut the text into cells is weighed."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator

ABOVE = "项目支出绩效自评表\n(2024年度)\n项目名称 桥梁检测\n主管部门 甲市公路局\n"


def rows(text: str) -> tuple[Indicator, ...]:
    (table,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables
    return table.indicators


def test_points_that_touch_values_are_parted():
    heads = "一级指标二级指标三级指标分值年度指标值全年实际值得分"
    text = (
        "产出指标数量指标检测桥梁座数15≥46座48座15质量指标报告通过率10100%90%8总分2523"
    )
    first, second = rows(f"{ABOVE}{heads}{text}\n")

    assert ("检测桥梁座数", "≥46座", "48座") == (
        first.name, first.target.text, first.actual and first.actual.text,
    )  # fmt: skip
    assert (15, 15) == (first.weight, first.score)
    assert ("报告通过率", "100%", 10, 8) == (
        second.name, second.target.text, second.weight, second.score,
    )  # fmt: skip


@pytest.mark.parametrize("gap", ["\t", " ", "\n"])
def test_a_sign_in_a_column_of_its_own_belongs_to_the_value(gap: str):
    heads = gap.join(
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"]
    )
    cells = gap.join(["产出指标", "数量指标", "清淤河段长度", "≥", "18", "公里", "20"])
    (row,) = rows(f"{ABOVE}{heads}\n{cells}\n")

    assert ("清淤河段长度", "≥18公里", 20) == (row.name, row.target.text, row.weight)


def test_letters_of_a_side_bar_are_no_part_of_a_name():
    heads = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
    lines = [
        "产 数量指标 检测座数 ≥46座 48座 15 15",
        "出 质量指标 通过率 ≥95% 96% 10 10",
        "指 时效指标 及时率 100% 100% 10 10",
    ]
    read = rows("\n".join([ABOVE + heads, *lines]))

    assert ["检测座数", "通过率", "及时率"] == [row.name for row in read]
    assert ["数量指标", "质量指标", "时效指标"] == [row.aspect for row in read]
