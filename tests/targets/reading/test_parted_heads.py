"""Lines that hold the end of one row and the next."""

import pytest

from jixiao.documents import Line
from jixiao.reading import read_document
from jixiao.targets.reading.parted_heads import with_heads_on_lines_of_their_own


def texts(line: str) -> list[str]:
    return [part.text for part in with_heads_on_lines_of_their_own([Line(1, line)])]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "公开14表\t项目名称\t助学金\t主管部门\t教育局",
            ["公开14表", "项目名称\t助学金\t主管部门\t教育局"],
        ),
        (
            "一级指标\t二级指标\t三级指标\t指标值\t产出指标\t数量指标\t受助人次\t500人次",
            [
                "一级指标\t二级指标\t三级指标\t指标值",
                "产出指标\t数量指标\t受助人次\t500人次",
            ],
        ),
        (
            "发放助学金\t年度指标值\t实际完成值\t一级指标\t二级指标\t三级指标",
            ["发放助学金", "年度指标值\t实际完成值", "一级指标\t二级指标\t三级指标"],
        ),
    ],
)
def test_what_begins_inside_a_line_gets_a_line(line: str, parts: list[str]):
    assert parts == texts(line)


@pytest.mark.parametrize(
    "line",
    [
        "项目编码\t640000123\t项目名称\t政策宣传",
        "序号\t项目名称\t预算数（万元）\t数量指标\t质量指标",
        "示例县\t项目名称\t主管部门\t实施单位",
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值",
        "一级指标\t二级指标\t三级指标\t指标值\t备注",
        "产出指标\t数量指标\t受助人次\t500人次",
    ],
)
def test_a_line_of_one_row_stays_whole(line: str):
    assert [line] == texts(line)


def test_rows_that_end_one_cell_early_are_read(write):
    cells = """2022年度项目支出绩效自评表
公开14表 | 项目名称 | 普通高中助学金 | 主管部门 | 示例县教育局 | 实施单位 | 示例县第二中学 | 项目资金（元）
年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | 年度资金总额
512000 | 512000 | 512000 | 10 | 100% | 10 | 年度总体目标 |\
  发放助学金 | 绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\
 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |\
  产出指标 | 数量指标 | 受助学生人次 | ≥ | 500 | 人次 | 512 | 15 | 15
 | 质量指标 | 资助覆盖率 | ＝ | 100 | % | 100% | 10 | 10
"""
    (table,) = read_document(write(cells.replace(" | ", "\t"))).tables

    assert "普通高中助学金" == table.project_name
    assert [("受助学生人次", "≥500人次", 15), ("资助覆盖率", "＝100%", 10)] == [
        (row.name, row.target.text, row.score) for row in table.indicators
    ]
