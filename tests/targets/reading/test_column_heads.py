"""Column heads over two lines, with marks, and with heads that no list names."""

import pytest

from jixiao.documents import Flow
from jixiao.documents.readers.text import read_text
from jixiao.settings import Settings
from jixiao.targets.dialect import dialects
from jixiao.targets.reading.column_heads import find_heads


def roles(text: str) -> list[str]:
    flow = Flow(read_text(text.encode(), "a.txt", "0" * 64, Settings()))
    (heads,) = find_heads(flow, dialects()["base"], 0, len(flow))
    return list(heads.roles)


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            "一级指标 二级指标 三级指标 年度 实际 分值\n指标值 完成值",
            ["dimension", "aspect", "name", "value", "actual", "weight"],
        ),
        (
            "一级指标\n二级指标\n三级指标\n年初目标值(A\n实际完成值(B",
            ["dimension", "aspect", "name", "value", "actual"],
        ),
        (
            "一级指标 二级指标 三级指标内容 指标性质 指标值 单位 指标说明",
            ["dimension", "aspect", "name", "sign", "value", "unit", "explanation"],
        ),
        (
            "一级指标 二级指标 三级指标(具体内容 指标值(包含数字 备注",
            ["dimension", "aspect", "name", "value", "remark"],
        ),
        (
            "一级指标\t二级指标\t三级指标\t全县目标值\t分解到乡镇\t\n\t\t\t\t东坡镇\t西岭乡\n产出指标",
            ["dimension", "aspect", "name", "value", "area 0", "area 1"],
        ),
        (
            "序号\n一级指标\n二级指标\n三级指标\n指标值\n得分\n1\n产出指标",
            ["serial", "dimension", "aspect", "name", "value", "score"],
        ),
        (
            "一级指标 二级指标 三级指标 指标值类型 *指标值 计量单位 *评(扣)分标准",
            ["dimension", "aspect", "name", "sign", "value", "unit", "explanation"],
        ),
        (
            "一级指标 二级指标 三级指标 指标内容 指标值",
            ["dimension", "aspect", "name", "explanation", "value"],
        ),
        (
            "一级指标 二级指标 三级指标 指标解释 符号 值 单位(文字描述)",
            ["dimension", "aspect", "name", "explanation", "sign", "value", "unit"],
        ),
        (
            "一级指标 二级指标 三级指标 上年完成值 年度指标值 指标值设定依据",
            ["dimension", "aspect", "name", "figures", "value", "explanation"],
        ),
        (
            "一级指标 二级指标 三级指标 半年计划目标值 全年目标值",
            ["dimension", "aspect", "name", "figures", "value"],
        ),
        (
            "序号 指标名称 目标值 实际值 完成率 得分",
            ["serial", "name", "value", "actual", "figures", "score"],
        ),
    ],
)
def test_heads_of_any_make_are_known(heads, expected):
    assert expected == roles(f"{heads}\n产出指标 数量指标 巡查次数 12次\n")


def test_heads_go_on_to_the_end_of_their_line_where_no_known_level_follows():
    heads = "一级指标\t二级指标\t三级指标\t半年计划目标值\t全年目标值"
    rows = "决策\t计划制定\t工作计划健全性\t健全\t健全\n"

    assert ["figures", "value"] == roles(f"{heads}\n{rows}")[3:]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("正向 大于等于 24", ["other", "sign", "value"]),
        ("≥ 正向 24", ["sign", "other", "value"]),
    ],
)
def test_of_two_signs_one_says_what_is_better(cells: str, expected: list[str]):
    heads = "一级指标 二级指标 三级指标 指标性质 指标方向 目标值"

    assert expected == roles(f"{heads}\n产出指标 数量指标 维护灯标 {cells}\n")[3:]
