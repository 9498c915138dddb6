"""The year's money behind labels and below heads that no list names."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable

TOP = "项目支出绩效目标表\n项目名称\t灯标维护\n主管部门\t甲市交通局\t实施单位\t甲市航道站\n"
ROWS = "年度总体目标\t完成维护。\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t灯标\t5座\n"
PLACE = "funding.annual.total"


def read(text: str) -> TargetTable:
    content = text.encode()
    (table,) = read_opened(read_text(content, "a.txt", "0" * 64, Settings())).tables
    return table


def total(money: str) -> tuple[str, bool]:
    """The year's total that is read, and whether it is unsure."""
    table = read(TOP + money + ROWS)
    at = table.evidence.get(PLACE)
    return str(table.funding.annual.total), at is not None and at.unsure


@pytest.mark.parametrize("mark", ["\t", " ", "\n"])
@pytest.mark.parametrize(
    "money",
    [
        "2025年度预算资金(万元)\t36\n其中:财政拨款\t30\n其他资金\t6\n",
        "资金来源(万元)\t合计\t财政拨款\t自有资金\n2025年预算\t36\t30\t6\n",
        "资金构成(万元)\t年度\t总额\t财政资金\t其他资金\n2025年\t36\t30\t6\n",
        "资金构成\t本年度预计总投入(万元)\t财政资金(万元)\t其他\n中央\t省级\t本级\n36\t20\t0\t10\t6\n",
        "资金构成(万元)\t小计\t36\n财政拨款\t30\n其他\t6\n",
        "申请资金合计(万元)\t36\t其中:申请财政资金\t36\t自筹资金\t0\n",
    ],
)
def test_a_total_whose_parts_add_up_is_sure(mark: str, money: str):
    assert ("36", False) == total(money.replace("\t", mark))


def test_a_total_of_no_known_words_is_unsure_without_parts():
    assert ("36", True) == total("本年计划投资(万元)\t36\n")


def test_dashes_below_a_total_are_no_amount():
    assert ("None", False) == total("资金来源\t合计\t财政拨款\n预算\t-\t—\n")


@pytest.mark.parametrize(
    "money",
    [
        "本年计划投资(万元)\t36\n当年工程投资(万元)\t40\n",
        "上年预算资金(万元)\t36\n",
        "项目累计投入资金(万元)\t36\n",
        "年度预算资金\t见附件\t其他资金\t6\t6\t100%\n",
    ],
)
def test_no_amount_is_guessed(money: str):
    assert ("None", False) == total(money)


def test_the_unit_beside_a_label_of_any_make_is_the_forms():
    table = read(TOP + "本年计划投资(元)\t1,360.50\n" + ROWS)

    assert ("元", "1360.50") == (table.money_unit, str(table.funding.annual.total))


def test_an_amount_that_was_cut_out_of_a_run_of_figures_is_unsure():
    money = (
        "项目资金(万元)年初预算数1-6月执行数全年预计执行数\n年度资金总额:9641.3596\n"
    )
    table = read((TOP + money + ROWS).replace("\t", ""))

    assert table.evidence[PLACE].unsure
