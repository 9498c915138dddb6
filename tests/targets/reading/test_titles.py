"""The lines above a form."""

import pytest

from jixiao.documents import Flow
from jixiao.documents.readers.text import read_text
from jixiao.settings import Settings
from jixiao.targets import dialects
from jixiao.targets.reading.titles import Title, is_title, read_title, unit_between

KNOWN = tuple(dialects().values())


def title_above(*lines: str) -> Title:
    text = "\n".join([*lines, "项目名称 医保宣传"])
    flow = Flow(read_text(text.encode(), "a.txt", "0" * 64, Settings()))
    return read_title(flow, flow.folded.index("项目名称"), 0, KNOWN)


def test_a_title_its_year_and_its_unit_stand_on_lines_of_their_own():
    title = title_above("附件2", "项目支出绩效目标表", "（2026年度）", "单位：万元")

    assert ("项目支出绩效目标表", 2026, "万元") == (title.text, title.year, title.unit)
    assert 0 == title.span[0]


def test_year_and_unit_may_share_the_line_of_the_title():
    title = title_above("2025年项目支出绩效目标表 单位：元")

    assert (2025, "元") == (title.year, title.unit)


def test_what_is_no_title_ends_it():
    title = title_above("本单位职责：管好医保，服务群众。", "项目支出绩效目标表")

    assert "项目支出绩效目标表" == title.text
    assert title.span[0] > 0


def test_the_projects_name_may_be_printed_above_its_form():
    assert "项目支出绩效目标表" == title_above("项目支出绩效目标表", "医保宣传").text


@pytest.mark.parametrize(
    "line", ["项目支出绩效目标表，见附件", "绩效" * 30, "部门概况"]
)
def test_prose_is_no_title(line: str):
    assert not is_title(line, KNOWN)


def test_a_unit_beside_what_is_no_title_is_found_and_a_place_is_none():
    text = "示例市档案馆批复情况\n单位：元氏县档案馆\n金额单位：元\n项目 指标值 预算数"
    flow = Flow(read_text(text.encode(), "a.txt", "0" * 64, Settings()))

    assert "元" == unit_between(flow, 0, len(flow.folded))
    assert unit_between(flow, 0, flow.folded.index("金额")) is None
