"""A name and an amount that sentences tell."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable

ROWS = "产出指标\n数量指标：举办班次14期，开设讲座28讲。\n质量指标：合格率100%。\n时效指标：执行率95%。\n"


def table(text: str) -> TargetTable:
    reading = read_opened(read_text(text.encode(), "a.txt", "0" * 64, Settings()))
    return reading.tables[0]


@pytest.mark.parametrize(
    ("told", "name", "total"),
    [
        ("重点项目绩效目标。干部教育经费项目，年度资金总额112万元，绩效目标为：", "干部教育经费", "112"),
        ("项目名称为职工救助资金，由总工会负责，2023年预算资金158万元。", "职工救助资金", "158"),
        ("地方志出版经费预算安排38万元", "地方志出版经费", "38"),
        ("甲县水务局关于农村饮水巩固项目绩效目标的公示\n2024年全年预算数88万元。", "农村饮水巩固", "88"),
        ("安排资金32万元,实施甲县2022年法律援助项目,绩效目标是:应援尽援。", "甲县2022年法律援助项目", "32"),
    ],
)  # fmt: skip
def test_what_sentences_tell_is_taken_and_unsure(told: str, name: str, total: str):
    read = table(f"预算绩效目标情况说明\n{told}\n{ROWS}")

    assert (name, total) == (read.project_name, str(read.funding.annual.total))
    assert read.evidence["project_name"].unsure
    assert read.evidence["funding.annual.total"].unsure


def test_two_amounts_that_are_told_are_none():
    told = "2024年安排预算88万元。2024年项目预算资金90万元。"
    read = table(f"预算绩效目标情况说明\n项目名称：送戏下乡\n{told}\n{ROWS}")

    assert read.funding.annual.total is None
