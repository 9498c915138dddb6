"""Labels of the upper half and the values beside them."""

from decimal import Decimal

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
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
