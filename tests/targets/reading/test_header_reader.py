"""Labels of the upper half and the values beside them."""

from decimal import Decimal

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_document, read_opened
from jixiao.settings import Settings
from tests.targets.forms import ROWS, form


def test_values_that_wrap_round_a_label_in_the_header_are_joined(tables):
    (table,) = tables(form(ROWS, name="城乡居民基本医疗保险\n参保扩面工作经费"))

    assert "城乡居民基本医疗保险参保扩面工作经费" == table.project_name


@pytest.mark.parametrize(
    ("title", "money"),
    [
        ("（2026年）　单位：元", "500000"),
        ("项目支出绩效目标表   单位：元", "500000"),
        ("填报日期：2月 单位：元", "1,500.50"),
    ],
)
def test_a_unit_may_share_its_line(tables, title: str, money: str):
    text = form(ROWS, money=money).replace("（万元）\n", "").replace("(2026年)", title)

    (table,) = tables(text)

    assert ("元", money.replace(",", "")) == (
        table.money_unit,
        str(table.funding.annual.total),
    )


def test_a_label_is_not_built_from_the_end_of_a_value(tables):
    (table,) = tables(form(ROWS, name="医疗服务与保障能力提升补助\n资金"))

    assert ("医疗服务与保障能力提升补助资金", "示例市医疗保障局") == (
        table.project_name,
        table.supervising_department,
    )


def test_a_total_in_words_no_list_has_is_read_and_unsure(tables):
    text = (
        "项目支出绩效目标表\n项目名称\t灯标\n资金投入情况(万元)\t本年度财政预算总额\t36.5\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t灯标\t5座\n"
    )

    (table,) = tables(text)

    assert Decimal("36.5") == table.funding.annual.total
    assert table.evidence["funding.annual.total"].unsure


@pytest.mark.parametrize("behind", [" 主要领导签字:", "\n专项属性\t新增"])
def test_a_label_of_any_make_is_no_part_of_the_value_before_it(behind: str):
    text = (
        f"项目支出绩效目标表\n专项名称\t灯标维护{behind}\n主管部门\t甲市交通局\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t灯标\t5座\n"
    )
    content = read_text(text.encode(), "a.txt", "0" * 64, Settings())
    (table,) = read_opened(content).tables

    assert "灯标维护" == table.project_name


BARS = """部门（单位）项目绩效自评表 ||||
项目名称 | 校园安防升级 ||||
主管部门 | 示例市教育局 | 实施单位（公章） | 示例市教育装备中心 |||
预算执行情况（元）（20分） | 预算数： | 1864500 | 执行数： | 1859320 |
其中：财政拨款 | 1864500 | 其中：财政拨款 | 1859320 ||
一级指标 | 二级指标 | 三级指标 | 年初目标值 | 实际完成值 | 得分 |
产出指标 | 数量指标 | 升级校园数 | 31所 | 31所 | 10 |
效益指标 | 社会效益指标 | 校园案件数 | ≤2起 | 1起 | 10 |
满意度指标 | 服务对象满意度指标 | 家长满意度 | ≥90% | 95% | 10 |
"""


def test_a_line_of_money_ends_the_value_above_and_prints_the_unit(write):
    (table,) = read_document(write(BARS)).tables

    assert "示例市教育装备中心" == table.implementing_unit
    assert ("1864500", "元") == (str(table.funding.annual.total), table.money_unit)


def test_a_mark_of_what_must_be_filled_in_stands_before_a_label(write):
    starred = (
        form(ROWS).replace("项目名称", "*项目名称").replace("主管部门", "*主管部门")
    )
    (table,) = read_document(write(starred)).tables

    assert "医保宣传" == table.project_name
    assert "示例市医疗保障局" == table.supervising_department


ROW = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t灯标\t5座\n"


def test_fields_above_the_name_are_read_past_a_label_that_is_none_of_a_field(tables):
    text = (
        "项目支出绩效目标表\n(2024年度)\n主管部门\t甲县航道局\n项目来源\t自拟\n"
        "现场联系方式\t0000-0000000\n项目名称\t渡口灯标更换\n年度资金总额\t36.5\n"
    )

    (table,) = tables(text + ROW)

    assert ("渡口灯标更换", "甲县航道局") == (
        table.project_name,
        table.supervising_department,
    )


def test_a_first_line_that_opens_with_an_unknown_label_is_of_the_form(write):
    text = (
        "项目支出绩效目标表\n(2024年度)\n经办人联系电话\t0000-0000000\t项目名称\t渡口灯标更换\n"
        "主管部门\t甲县航道局\n年度资金总额\t36.5\n"
    )

    (table,) = read_document(write(text + ROW)).tables

    assert "渡口灯标更换" == table.project_name


def test_a_numbered_field_ends_the_value_before_it(tables):
    text = (
        "绩效目标表\n项目名称：渡口灯标更换\n1.项目背景：灯标老旧。\n主管部门：甲县航道局\n"
        + ROW
    )

    (table,) = tables(text)

    assert "渡口灯标更换" == table.project_name


def test_a_label_of_money_before_others_ends_the_value_before_it(write):
    text = "绩效目标表\n项目名称\n灯标更换\n主管部门\n甲县航道局\n资金安排总额\n年度资金总额\n36.5\n"

    (table,) = read_document(write(text + ROW)).tables

    assert ("甲县航道局", Decimal("36.5")) == (
        table.supervising_department,
        table.funding.annual.total,
    )
