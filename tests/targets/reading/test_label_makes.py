"""Labels that no list has, by what they are made of."""

from itertools import pairwise

import pytest

from jixiao.targets.reading.label_makes import (
    BODY,
    NAME,
    TERM,
    field_of,
    holds_label,
    kind_of_label,
    opening_of_next,
    parted,
    rest_of_label,
    word_of_next,
)


def pieces(text: str, kind: str) -> list[str]:
    borders = (0, *parted(text, kind), len(text))
    return [text[a:b] for a, b in pairwise(borders)]


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("甲市图书馆监督管理单位甲市文旅局", BODY, "监督管理单位"),
        ("甲县教育局验收单位甲县审计局", BODY, "验收单位"),
        ("公厕管护经费立项批复日期2023-01-01", NAME, "立项批复日期"),
        ("困难学生资助经办人联系电话0000-0000000", NAME, "经办人联系电话"),
        ("2023年1月至2023年12月项目库编号397395", TERM, "项目库编号"),
        ("甲县水务局上年度预算安排28万元", BODY, "上年度预算安排"),
    ],
)
def test_a_label_and_a_value_of_its_kind_end_the_value_before(text, kind, label):
    assert label == pieces(text, kind)[1]


@pytest.mark.parametrize(
    "name",
    [
        "行政单位办公用房维修",
        "提升省级部门信息化水平项目",
        "机关事业单位养老保险清算",
        "社区卫生服务机构能力提升补助资金",
        "建设方式探索经费",
        "乡镇经办人员培训",
    ],
)
def test_names_that_hold_words_of_labels_are_whole_and_not_doubted(name):
    assert [name] == pieces(name, NAME)
    assert not holds_label(name, NAME)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("甲县图书馆督战单位甲县文旅局", BODY),
        ("代码758174甲县教育局", BODY),
        ("2023年责任人姓名周某", TERM),
        ("河湖管护经费包保责任人周某", NAME),
    ],
)
def test_a_value_that_holds_a_label_is_known(text, kind):
    assert holds_label(text, kind)


def test_words_that_end_no_value_open_the_label_behind_it():
    assert len("具体") == opening_of_next("甲县水务局具体", BODY)
    assert len("项目具体") == opening_of_next("困难学生资助项目具体", NAME)
    assert 0 == opening_of_next("困难学生资助项目", NAME)


def test_a_label_goes_on_where_its_value_would_be_none():
    assert (2, "code") == rest_of_label("代码758174", BODY)
    assert (0, BODY) == rest_of_label("甲县代码服务中心", BODY)


def test_a_word_that_may_be_of_the_next_label_is_told():
    assert "项目" == word_of_next("困难学生资助项目")
    assert "" == word_of_next("县级储备粮")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("项目具体承办单位", "implementing_unit"),
        ("申报项目名称", "project_name"),
        ("项目主管部门及编码", "supervising_department"),
        ("项目实施年限", "term"),
        ("验收单位", None),
        ("单位名称", None),
    ],
)
def test_the_field_of_a_label_by_its_make(words, field):
    assert field == field_of(words)


def test_words_apart_that_end_as_labels_do_are_labels():
    assert "body" == kind_of_label("结对帮扶单位")
    assert "money" == kind_of_label("上年结转金额")
    assert kind_of_label("甲县图书馆") is None
    assert kind_of_label("资金") is None
