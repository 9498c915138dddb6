"""Two pages of a sheet printed side by side."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

SIDE_BY_SIDE = """
          项目支出绩效目标表                          项目支出绩效目标表
项目名称  健身步道改造                      项目名称  背街小巷照明补点
一级指标  二级指标  三级指标  指标值        一级指标  二级指标  三级指标  指标值
产出指标  数量指标  改造步道  ≥2.6公里      产出指标  数量指标  补装路灯  ≥85盏
          质量指标  合格率    100%                    质量指标  亮灯率    ≥98%
              — 3 —                                       — 4 —
"""


def test_each_page_is_a_form_of_its_own():
    document = read_text(SIDE_BY_SIDE.encode(), "a.txt", "0" * 64, Settings())

    read = read_opened(document).tables

    assert [
        ("健身步道改造", ["改造步道", "合格率"]),
        ("背街小巷照明补点", ["补装路灯", "亮灯率"]),
    ] == [
        (table.project_name, [row.name for row in table.indicators]) for table in read
    ]


def test_a_form_that_follows_a_page_number_is_no_page_of_the_one_above():
    form = (
        "项目支出绩效目标表\n项目名称 {name}\n一级指标 二级指标 三级指标 指标值\n"
        "产出指标 数量指标 {row} ≥2公里\n"
    )
    text = (
        f"{form.format(name='步道改造', row='改造步道')}— 3 —\n"
        f"{form.format(name='照明补点', row='补装路灯')}"
    )

    read = read_opened(read_text(text.encode(), "a.txt", "0" * 64, Settings())).tables

    assert ["步道改造", "照明补点"] == [table.project_name for table in read]
