"""Goods, services and payments are known by their unit, their row and their words."""

import pytest

from jixiao.measures.by_form import by_form, item_of
from jixiao.measures.target_units import form_of
from tests.checks.forms import row
from tests.measures.tables import table
from tests.measures.test_matching import match_of


@pytest.mark.parametrize(
    ("name", "value", "dimension", "code"),
    [
        ("高拍仪", "8台", "产出指标", "PU01"),
        ("五斗文件柜", "5组", "产出指标", "PU01"),
        ("不锈钢标识牌", "30块", "产出指标", "PU01"),
        ("法律顾问服务", "1项", "产出指标", "PU01"),
        ("高拍仪", "0.3万元/台", "成本指标", "PU03"),
        ("高拍仪", "2.4万元", "成本指标", "SP02"),
        ("系统维护费", "8万元", "产出指标", "SP02"),
        ("投诉案件", "8件", "产出指标", ""),
        ("DRG核心病组数", "≥600组", "产出指标", ""),
        ("带量采购品种数", "≥450个", "产出指标", ""),
        ("服务窗口数量", "6个", "产出指标", ""),
        ("大病保险支出", "50万元", "成本指标", ""),
        ("节约经费", "5万元", "成本指标", ""),
        ("服务群众", "5万元", "产出指标", ""),
    ],
)
def test_what_is_bought_or_paid(name: str, value: str, dimension: str, code: str):
    promised = row(name, value, "", dimension=dimension)

    bound = by_form(table(), promised, form_of(promised))

    assert code == (bound[0] if bound else "")


def test_the_money_of_the_project_is_no_thing_that_was_bought():
    assert "" == match_of("项目资金年成本", "≤90万元", "成本指标").measure
    assert "SP02" == match_of("专项审计成本", "≤90万元", "成本指标").measure


def test_what_is_looked_for_is_the_last_part_without_words_of_cost():
    assert "台式电脑" == item_of("办公设备-台式电脑费用")
    assert "折页" == item_of("每份折页印制成本")
