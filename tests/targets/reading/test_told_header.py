"""A name and an amount that sentences tell."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable
from tests.drawn import drawn

ROWS = "产出指标\n数量指标：举办班次14期，开设讲座28讲。\n质量指标：合格率100%。\n时效指标：执行率95%。\n"


def table(text: str) -> TargetTable:
    reading = read_opened(read_text(text.encode(), "a.txt", "0" * 64, Settings()))
    return reading.tables[0]


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("sentences", "name", "total"),
    [
        ("重点项目绩效目标。干部教育经费项目，年度资金总额112万元，绩效目标为：", "干部教育经费", "112"),
        ("项目名称为职工救助资金，由总工会负责，2023年预算资金158万元。", "职工救助资金", "158"),
        ("地方志出版经费预算安排38万元", "地方志出版经费", "38"),
        ("甲县水务局关于农村饮水巩固项目绩效目标的公示\n2024年全年预算数88万元。", "农村饮水巩固", "88"),
        ("甲县水务局2022年农村饮水巩固项目绩效评价报告\n年初批复60万元,全年预算100万元。", "农村饮水巩固", "100"),
        ("学前教育发展资金绩效自评报告\n下达我县学前教育发展资金预算1350万元。", "学前教育发展资金", "1350"),
        ("我局申请2025年“旧址保护利用”项目预算资金52万元。", "旧址保护利用", "52"),
        ("体育场馆开放补助 预算金额:146万元", "体育场馆开放补助", "146"),
        ("该项目财政拨款预算数为118.2万元。\n2020年度文艺惠民演出项目自评", "文艺惠民演出", "118.2"),
        ("我局下达补助资金54万元,实施\n甲县雨露计划补助项目,总体目标是:应补尽补。", "甲县雨露计划补助项目", "54"),
        ("1.危房改造补助项目绩效自评综述:项目全年预算数为75万元。", "危房改造补助", "75"),
        ("农机购置补贴绩效自评报告\n中央资金80万元,县级资金20万元,共计100万元。", "农机购置补贴", "100"),
        ("安排资金32万元,实施甲县2022年法律援助项目,绩效目标是:应援尽援。", "甲县2022年法律援助项目", "32"),
    ],
)  # fmt: skip
def test_what_sentences_tell_is_taken_and_unsure(sentences: str, name: str, total: str):
    read = table(f"预算绩效目标情况说明\n{sentences}\n{ROWS}")

    assert (name, total) == (read.project_name, str(read.funding.annual.total))
    assert read.evidence["project_name"].unsure
    assert read.evidence["funding.annual.total"].unsure


def test_two_amounts_that_are_told_are_none():
    sentences = "2024年安排预算88万元。2024年项目预算资金90万元。"
    read = table(f"预算绩效目标情况说明\n项目名称：送戏下乡\n{sentences}\n{ROWS}")

    assert read.funding.annual.total is None


@drawn(one_of=4)
@pytest.mark.parametrize(
    "title",
    [
        "2023年度部门预算项目支出绩效自评表",
        "甲县项目支出绩效目标表",
        "转移支付区域绩效自评表",
    ],
)
def test_a_title_of_every_project_names_none(title: str):
    assert table(f"{title}\n2024年安排预算88万元。\n{ROWS}").project_name is None


def test_a_field_ends_where_the_next_chapter_begins():
    sentences = "项目名称：送戏下乡\n实施单位：甲县文化馆\n(二)资金情况:本项目预算安排资金21万元,其中中央资金16万元。"
    read = table(f"送戏下乡项目绩效自评报告\n{sentences}\n{ROWS}")

    assert ("甲县文化馆", "21") == (
        read.implementing_unit,
        str(read.funding.annual.total),
    )
