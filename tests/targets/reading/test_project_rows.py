"""One table of several projects."""

from jixiao.documents import Line
from jixiao.targets.reading.project_rows import with_projects_as_forms

HEADS = "单位名称\t项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标值"


def texts(*rows: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate((HEADS, *rows), 1)]
    return [line.text for line in with_projects_as_forms(printed)]


def test_each_project_becomes_a_form():
    rows = (
        "某局\t宣传\t12\t产出指标\t数量指标\t场次\t3场",
        "\t\t\t\t质量指标\t合格率\t95%",
        "某局\t培训\t8\t产出指标\t数量指标\t人次\t60人次",
    )

    restated = texts(*rows)

    names = [text for text in restated if text.startswith("项目名称")]
    assert ["项目名称\t宣传", "项目名称\t培训"] == names


def test_a_second_level_below_a_merged_first_one_names_no_project():
    rows = (
        "某局\t宣传\t12\t产出指标\t数量指标\t场次\t3场",
        "\t质量指标\t合格率\t95%",
        "效益指标\t社会效益指标\t知晓率\t80%",
    )

    restated = texts(*rows)

    assert "\t质量指标\t合格率\t95%" in restated
    assert 1 == sum(text.startswith("项目名称") for text in restated)
