"""Column heads in two tiers."""

import pytest

from jixiao.documents import Line
from jixiao.targets.reading.tiered_heads import with_tiers_joined

ROW = "产出指标\t数量指标\t改造泵站\t≥\t4\t座\t4\t20\t20"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_tiers_joined(printed)]


def test_parts_of_a_value_stand_in_its_place():
    assert [
        "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t实际完成值\t分值\t得分",
        ROW,
    ] == texts(
        "绩效指标\t年度指标值\t实际完成值\t分值\t得分",
        "一级 指标",
        "二级指标\t三级指标\t指标性质\t指标值\t度量单位",
        ROW,
    )


def test_levels_below_come_before_the_columns_beside_them():
    assert ["一级指标 二级指标 三级指标 年度指标值 实际完成值"] == texts(
        "绩效指标 年度指标值 实际完成值", "一级指标 二级指标 三级指标"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("年度指标值\t实际完成值", "产出指标\t数量指标\t改造泵站"),
        ("一级指标\t二级指标\t三级指标\t指标值", "二级指标\t三级指标\t指标值"),
    ],
)
def test_what_are_no_two_tiers_stays(lines: tuple[str, ...]):
    assert list(lines) == texts(*lines)
