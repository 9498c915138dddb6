"""Names made whole: what a text column took from their beginning, and words of the promise behind them."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator

TITLE = "项目支出绩效自评表\n(2024年度)\n项目名称 泵站更新\n"


def rows(text: str) -> list[Indicator]:
    opened = read_text((TITLE + text).encode(), "a.txt", "0" * 64, Settings())
    return [row for table in read_opened(opened).tables for row in table.indicators]


def test_a_line_that_runs_on_into_a_name_is_one_name():
    cells = [
        *(
            "一级指标",
            "二级指标",
            "三级指标",
            "分值",
            "年度指标值",
            "全年实际值",
            "得分",
        ),
        *("未完成原因及改进措施", "产出指标", "数量指标"),
        *("更新水泵台数(按月平均)", "5", "≥20台", "20台", "5"),
        *("★★其中:灌区中更新水泵数量(按月平均)", "5", "≥9台", "9台", "5"),
        *("改造泵房处数", "5", "≥2处", "2处", "5"),
    ]

    names = [row.name for row in rows("\n".join(f"{cell} |" for cell in cells))]

    assert "★★其中:灌区中更新水泵数量(按月平均)" in names


def test_words_of_the_promise_behind_every_name_belong_to_none():
    text = (
        "一级指标二级指标三级指标年度指标值\n产出指标数量指标更新水泵台数计划值≥20台\n"
        "改造泵房面积计划值≥80平方米\n质量指标设备合格率计划值≥95%\n"
    )

    named = [(row.name, row.target.text) for row in rows(text)]

    assert [
        ("更新水泵台数", "≥20台"),
        ("改造泵房面积", "≥80平方米"),
        ("设备合格率", "≥95%"),
    ] == named


def test_one_name_alone_may_end_so():
    text = (
        "一级指标二级指标三级指标年度指标值\n产出指标数量指标编制水泵更新计划≥2个\n"
        "改造泵房面积≥80平方米\n质量指标设备合格率≥95%\n"
    )

    assert "编制水泵更新计划" == rows(text)[0].name
