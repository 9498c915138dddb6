"""Clauses of prose as indicators."""

import pytest

from jixiao.targets.reading.clauses import (
    clauses_at_commas,
    part_clause,
    tells_in_prose,
)


@pytest.mark.parametrize(
    ("text", "name", "target"),
    [
        ("改造管网7.5公里", "改造管网", "7.5公里"),
        ("每公里造价控制在80万元以内", "每公里造价", "控制在80万元以内"),
        ("入户补助标准为1200元/年", "入户补助标准", "1200元/年"),
        ("8月底前投入使用", "投入使用", "8月底前"),
        ("补贴发放工作于11月30日前完成", "补贴发放工作", "11月30日前完成"),
        ("就餐学生4800人受益", "就餐学生", "4800人"),
        ("添置桌椅40套(张)", "添置桌椅", "40套(张)"),
        ("其中深松机具不少于60台", "深松机具", "不少于60台"),
        ("年内计划补贴农机具1300台", "补贴农机具", "1300台"),
        ("计划完成率100%", "计划完成率", "100%"),
        ("通行条件明显改善", "通行条件", "明显改善"),
        ("台账规范", "台账", "规范"),
        ("更换窗扇面积达到≥300平方米", "更换窗扇面积", "≥300平方米"),
        ("开设讲座不少于28讲", "开设讲座", "不少于28讲"),
    ],
)
def test_a_clause_is_a_name_and_its_target(text: str, name: str, target: str):
    clause = part_clause(text)

    assert (name, target) == (text[slice(*clause.name)], text[slice(*clause.target)])


def test_words_without_a_target_have_none():
    assert not part_clause("做好各项巡查工作").has_target


def test_a_comma_parts_two_indicators_and_no_thousands():
    text = "更换水表2,600块,新建泵站1座,水压、水质稳定,火灾、盗伐案件不超过2起"

    parts = [text[slice(*span)] for span in clauses_at_commas(text)]

    assert [
        "更换水表2,600块", "新建泵站1座", "水压、水质稳定", "火灾、盗伐案件不超过2起",
    ] == parts  # fmt: skip


def test_prose_tells_of_indicators_where_several_clauses_hold_figures():
    prose = "年内补贴农机具1300台,受益农户1100户,兑付率100%;单台补贴不超过5万元。"

    assert tells_in_prose(prose)
    assert not tells_in_prose("2024年安排资金410万元,用于购机补贴。")
