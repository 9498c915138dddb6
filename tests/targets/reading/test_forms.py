"""Where printed forms begin and end."""

import pytest

from jixiao.reading import read_document
from tests.targets.forms import EVALUATED, ROWS, form


def test_a_form_without_a_project_name_is_read_from_its_heads(write):
    text = "绩效目标公开表\n(2024年)\n一级指标 二级指标 三级指标 指标值\n" + ROWS

    (table,) = read_document(write(text)).tables

    assert (None, 2024, 3) == (
        table.project_name,
        table.fiscal_year,
        len(table.indicators),
    )


def test_forms_without_a_project_name_are_told_apart_by_their_titles(write):
    text = "绩效目标公开表\n(2024年)\n一级指标 二级指标 三级指标 指标值\n" + ROWS

    assert 2 == len(read_document(write(text + text)).tables)


@pytest.mark.parametrize(
    "below",
    [
        "填报单位：某局 填报人：甲 联系电话：乙",
        "填表人 甲 联系电话 乙",
        "单位负责人：甲",
    ],
)
def test_signatures_are_no_indicator(tables, below: str):
    (table,) = tables(form(ROWS) + below + "\n")

    assert 3 == len(table.indicators)
    assert "甲" in table.other_fields.values()


@pytest.mark.parametrize(
    "below",
    [
        "主管部门审核意见：同意",
        "示例市医疗保障局\n2026年2月1日",
        "示例市医疗保障局2026年部门预算\n一般公共预算支出表 单位：万元",
        "第三部分 名词解释",
    ],
)
def test_what_stands_below_a_form_is_no_indicator(write, below: str):
    (table,) = read_document(write(form(ROWS) + below + "\n")).tables

    assert 3 == len(table.indicators)


@pytest.mark.parametrize(
    "line",
    [
        "项目编码 640000123 项目名称 政策宣传",
        "一级项目名称 医疗保障 二级项目名称 政策宣传",
    ],
)
def test_a_project_name_may_stand_behind_another_field(tables, line: str):
    text = (
        form(ROWS)
        + "项目支出绩效目标表\n"
        + form(ROWS).replace("项目名称 医保宣传", line)
    )

    assert ["医保宣传", "政策宣传"] == [table.project_name for table in tables(text)]


def test_fields_above_the_project_name_belong_to_its_form(tables):
    text = form(ROWS).replace("项目名称 医保宣传\n主管部门", "主管部门", 1)
    text = text.replace(
        " 实施单位 示例市医保中心\n",
        "\n项目名称 医保宣传\n实施单位 示例市医保中心\n",
        1,
    )

    (table,) = tables(text)

    assert ("示例市医疗保障局", "示例市医保中心") == (
        table.supervising_department,
        table.implementing_unit,
    )


def test_rows_without_column_heads_are_still_rows(tables):
    (table,) = tables(form(ROWS).replace("一级指标 二级指标 三级指标 指标值\n", ""))

    assert 3 == len(table.indicators)
    assert table.objective
    assert "做好宣传。" == table.objective.text


@pytest.mark.parametrize("mark", ["\t", "："])
def test_what_stands_below_the_sum_is_no_row(write, mark: str):
    tail = [
        f"{label}{mark}{text}"
        for label, text in (("自评等级", "优"), ("存在问题", "无"))
    ]
    (table,) = read_document(write(EVALUATED + "\n".join(tail) + "\n")).tables

    assert 3 == len(table.indicators)
    assert {"自评等级": "优", "存在问题": "无"} == table.other_fields


def test_above_the_sum_such_a_word_ends_no_rows(write):
    torn = EVALUATED.replace("招标推迟", "招标推迟\n改进措施：提前招标")
    (table,) = read_document(write(torn)).tables

    assert "群众政策知晓率" == table.indicators[-1].name
    assert 96 == table.total_score


@pytest.mark.parametrize(
    "line",
    [
        "打印 关闭",
        "[下载] [打印] [关闭]",
        "扫一扫在手机上查看当前页面",
        "示例市第二检察院 单位：万元",
    ],
)
def test_words_of_a_page_are_no_row(write, line: str):
    reading = read_document(write(form(ROWS) + line + "\n"))

    (table,) = reading.tables
    assert 3 == len(table.indicators)
    assert [line] == [unread.evidence.quote for unread in reading.unread]


def test_who_is_satisfied_may_be_the_label(tables):
    text = form(ROWS) + "满意度指标 服务对象 群众满意度 ≥95%\n"

    (table,) = tables(text)

    last = table.indicators[-1]
    assert ("服务对象", "群众满意度") == (last.aspect_label, last.name)
