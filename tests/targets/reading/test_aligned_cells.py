"""Aligned columns whose cells wrap over lines."""

import pytest

from jixiao.documents import Line
from jixiao.targets.reading.aligned_cells import with_aligned_cells_as_rows

TOP = """\
一级指标      二级指标      三级指标      目标值      分值
产出指标      数量指标      快速检测农    ≥800批      10
(50分)                      产品批次
              质量指标      不合格产品    100%        20
                            处置率
                            报告公开率    100%        20
效益指标      社会效益指    监测体系建    持续完善    30
              标            设程度
总分                                                  80
"""
MIDDLE = """\
一级指标      二级指标      三级指标      目标值      分值
                            开展抽样检
              数量指标      测产品的批    ≥800批      10
产出指标                    次数量
(50分)                      不合格产品
              质量指标      核查处置的    100%        20
                            比率
效益指标      社会效益指    监测体系建    持续完善    30
              标            设程度
总分                                                  60
"""


def texts(printed: str) -> list[str]:
    lines = [Line(number, text) for number, text in enumerate(printed.split("\n"), 1)]
    return [line.text for line in with_aligned_cells_as_rows(lines)]


def test_cells_that_go_on_below_are_whole_where_each_begins_on_its_line():
    assert [
        "一级指标\t二级指标\t三级指标\t目标值\t分值",
        "产出指标(50分)\t数量指标\t快速检测农产品批次\t≥800批\t10",
        "产出指标(50分)\t质量指标\t不合格产品处置率\t100%\t20",
        "产出指标(50分)\t质量指标\t报告公开率\t100%\t20",
        "效益指标\t社会效益指标\t监测体系建设程度\t持续完善\t30",
    ] == texts(TOP)[:5]


def test_cells_that_stand_half_way_down_are_whole_too():
    assert [
        "产出指标(50分)\t数量指标\t开展抽样检测产品的批次数量\t≥800批\t10",
        "产出指标(50分)\t质量指标\t不合格产品核查处置的比率\t100%\t20",
        "效益指标\t社会效益指标\t监测体系建设程度\t持续完善\t30",
    ] == texts(MIDDLE)[1:4]


@pytest.mark.parametrize(
    "printed",
    [
        TOP.replace("处置率", "处置率  多出一格"),
        TOP.replace("质量指标", "未知之物"),
        TOP.replace("目标值", "主管科"),
    ],
    ids=["a piece below no head", "a label that is unknown", "no head of targets"],
)
def test_what_is_unclear_stays_as_it_is(printed: str):
    assert printed.split("\n") == texts(printed)
