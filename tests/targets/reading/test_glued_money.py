"""Heads and rows of money that were run together."""

import pytest

from jixiao.reading import read_document
from jixiao.targets.reading.glued_money import find_head_runs, is_row, rows_apart

TOP = (
    "项目支出绩效自评表\n项目名称书屋更新\n主管部门甲县文旅局\n实施单位甲县图书服务站\n"
)
BODY = (
    "年度总体目标更新书屋。\n一级指标二级指标三级指标年度指标值实际完成值\n"
    "产出指标数量指标更新书屋≥5间5间\n质量指标验收合格率100%100%\n"
)
MONEY = [
    "预算情况(万元)年初预算全年预算实际支出支出进度\n合计5149.547.5296%\n财政资金5149.547.5296%\n",
    (
        "预算执行情况(10分)年度预算数(万元)年初预算调整后预算数预算执行数预算执行率权重得分\n"
        "总额51.0049.5047.5296.00%109.6\n财政专户管理资金0.000.000.000.00%//\n"
    ),
    "项目资金(万元)年初预算数全年预算数全年执行数分值执行率得分\n年度资金总额5149.547.521096%9.6\n",
    (
        "预算执行情况(万元)资金来源预算数(A)执行数(B)执行率(B/A)\n一般公共预算拨款4038.0295.05%\n"
        "上级补助9.59.5100%\n合计49.547.5296%\n"
    ),
]


@pytest.mark.parametrize("mark", ["\n", ""])
@pytest.mark.parametrize("money", MONEY)
def test_the_budget_of_the_year_is_parted_by_arithmetic(write, money: str, mark: str):
    text = (TOP + money + BODY).replace("\n", mark)
    (table,) = read_document(write(text)).tables

    assert "49.5" == str(table.funding.annual.total.normalize())
    assert not table.evidence["funding.annual.total"].unsure
    assert "甲县图书服务站" == table.implementing_unit


def test_a_head_over_others_is_no_column():
    (run,) = find_head_runs("年度预算数(万元)年初预算调整后预算数预算执行数预算执行率")

    assert ["initial", "budget", "executed", "rate"] == run.roles


def test_words_of_a_sentence_are_no_heads():
    assert [] == list(find_head_runs("项目实际支出内容按年初预算安排,强化预算执行。"))


def test_a_row_is_labels_and_figures_and_nothing_else():
    assert is_row("总额66.0058.72其中:财政资金66.0058.72")
    assert not is_row("按月完成12次检查,覆盖3个乡镇。")
    assert not is_row("甲县图书服务站")


def test_labels_stand_apart_from_their_figures():
    parted = rows_apart("2020100%合计7270.4497.83%", ["budget", "executed", "rate"])

    assert ["20", "20", "100%", "合计", "72", "70.44", "97.83%"] == list(parted)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("48002026年预算(万元)1600", ["4800", "2026年预算(万元)1600"]),
        ("3151.财政拨款300", ["315", "1.财政拨款300"]),
    ],
)
def test_a_number_before_a_label_is_no_part_of_the_amount(text: str, parts: list[str]):
    assert parts == list(rows_apart(text, []))


def test_figures_that_a_line_cut_are_whole(write):
    heads = (
        "资金情况(万元)全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额95951"
    )
    text = (TOP.replace("\n", "") + heads + "\n0100%10" + BODY).replace("\n产", "产")
    (table,) = read_document(write(text)).tables

    assert "95" == str(table.funding.annual.total)


def test_a_row_without_a_label_stands_below_its_heads(write):
    money = (
        "资金情况(万元)年初预算数全年预算数全年执行数预算执行率分值得分\n"
        "173.00165.00160.0597.00%109.7\n"
    )
    (table,) = read_document(write(TOP + money + BODY)).tables

    assert "165.00" == str(table.funding.annual.total)


def test_another_field_glued_to_its_value_ends_the_one_above(write):
    text = TOP + "项目联系人某某联系电话00000000\n年度资金总额165\n" + BODY
    (table,) = read_document(write(text)).tables

    assert "甲县图书服务站" == table.implementing_unit
