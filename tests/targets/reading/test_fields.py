"""Departments, their codes, and other fields of a form."""

import pytest

from jixiao.reading import read_document
from tests.targets.forms import ROWS, form


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("【308】示例局", "308"),
        ("[055]示例局", "055"),
        ("219-示例局", "219"),
        ("308001－示例局", "308001"),
        ("331示例局", "331"),
        ("示例局（308）", "308"),
        ("示例局 308001", "308001"),
        ("示例局", None),
    ],
)
def test_a_departments_code_is_told_from_its_name(
    tables, printed: str, code: str | None
):
    (table,) = tables(
        form(ROWS).replace("主管部门 示例市医疗保障局", f"主管部门 {printed}")
    )

    assert ("示例局", code) == (table.supervising_department, table.department_code)


@pytest.mark.parametrize(
    "run_on",
    [
        "项目开始日期2023-01-01",
        "补助区域示例县",
        "监督管理单位示例县文旅局",
        "1.项目概述:发放补贴",
    ],
)
def test_a_value_that_goes_on_with_another_label_is_unsure(write, run_on: str):
    text = form(ROWS).replace("示例市医疗保障局", f"示例市医疗保障局{run_on}", 1)

    (table,) = read_document(write(text)).tables

    at = table.evidence["supervising_department"]
    assert run_on not in str(table.supervising_department) or at.unsure


@pytest.mark.parametrize(
    "label",
    [
        "监督管理单位",
        "项目开始日期",
        "负责人及电话",
        "补助区域",
        "政策依据",
        "绩效管理联络员",
    ],
)
def test_a_label_glued_to_the_value_before_it_ends_it(write, label: str):
    header = f"项目名称渔港防波堤维修主管部门某县海洋局{label}某某实施单位某县渔港站年度资金总额60年度目标完成维修"
    heads = "一级指标二级指标三级指标指标值"
    rows = "产出指标数量指标维修防波堤长度≥80米"

    (table,) = read_document(write(f"绩效目标表{header}{heads}{rows}\n")).tables

    assert ("渔港防波堤维修", "某县海洋局", "某县渔港站") == (
        table.project_name,
        table.supervising_department,
        table.implementing_unit,
    )


@pytest.mark.parametrize("printed", ["示例局 |", "| 示例局 |||", "示例局 ｜ ｜"])
def test_bars_round_a_value_are_no_part_of_it(tables, printed: str):
    text = form(ROWS).replace("主管部门 示例市医疗保障局", f"主管部门 {printed}")

    (table,) = tables(text)

    assert "示例局" == table.supervising_department
