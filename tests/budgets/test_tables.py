"""Tables as bureaus of several provinces print them, read whole."""

from collections.abc import Sequence

import pytest

from jixiao.budgets import Budget, BudgetTable
from jixiao.evidence import ReadAs
from jixiao.reading import DocumentReading, read_document, read_opened
from tests.budgets.accounts import Drawer
from tests.spec_document import opened

COVER = "<p>示例市水利局2024年度部门决算</p>"


def table(title: str, *rows: Sequence[str], about: str = "单位：万元") -> str:
    """A table of a web page; a cell that ends in *3 goes over three columns."""
    lines = []
    for row in rows:
        cells = [cell.partition("*") for cell in row]
        lines.append(
            "".join(f"<td colspan={span or 1}>{text}</td>" for text, _, span in cells)
        )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<p>{title}</p><p>{about}</p><table>{body}</table>"


FUND = table(
    "政府性基金预算财政拨款收入支出决算表",
    ["科目编码", "科目名称", "年初结转和结余", "本年收入"],
    ["合计*2", "", ""],
)


def read(write, *tables: str) -> DocumentReading:
    return read_document(write(COVER + "".join(tables) + FUND, "a.html"))


def first(reading: DocumentReading) -> BudgetTable:
    assert isinstance(reading.budget, Budget)
    return reading.budget.tables[0]


OFFICIAL = table(
    "一般公共预算财政拨款“三公”经费支出决算表",
    ["项目", "行次", "全年预算数", "决算数", "项目", "行次", "统计数"],
    ["栏次", "", "1", "2", "栏次", "", "3"],
    ["一、“三公”经费支出", "1", "—", "—", "二、相关统计数", "12", "—"],
    ["1．因公出国（境）费", "3", "0.00", "0.00", "（一）团组数（个）", "13", "0"],
    ["3．公务接待费", "7", "3.00", "1.30", "", "14", ""],
    about="公开07表 金额单位：万元",
)


def test_official_expenses_may_stand_row_by_row(write):
    printed = first(read(write, OFFICIAL))

    rows = {row.subject_name: row.amounts for row in printed.rows}
    assert {"行次": "7", "全年预算数": "3.00", "决算数": "1.30"} == rows[
        "3．公务接待费"
    ]
    assert {"行次": "13", "统计数": "0"} == rows["（一）团组数（个）"]
    assert "" not in rows


def test_a_total_that_reaches_over_other_labels_has_the_amount_behind_them(write):
    basic = table(
        "一般公共预算财政拨款基本支出决算表",
        ["科目编码", "科目名称", "金额"] * 3,
        ["301", "工资福利支出", "5.00", "302", "商品和服务支出", "6.00", "307", "债务利息", ""],
        ["人员经费合计*2", "5.00", "公用经费合计*5", "6.00"],
    )  # fmt: skip

    rows = {row.subject_name: row.amounts for row in first(read(write, basic)).rows}

    assert {"决算数": "5.00"} == rows["人员经费合计"]
    assert {"决算数": "6.00"} == rows["公用经费合计"]


def test_a_table_that_no_layout_knows_is_left_unread_and_ends_the_one_above(write):
    unknown = table("项目支出决算明细表", ["科目名称", "金额"], ["防汛", "99.00"])

    reading = read(write, OFFICIAL, unknown)

    assert any("99.00" in (unread.evidence.quote or "") for unread in reading.unread)
    assert "防汛" not in {row.subject_name for row in first(reading).rows}


def test_a_second_table_of_the_same_title_is_told(write):
    other = OFFICIAL.replace("<tr><td colspan=1>3．公务接待费", "<tr><td>别的")
    reading = read(write, OFFICIAL, FUND, other)

    assert "table_printed_again" in {note.code for note in first(reading).notes}


def test_a_unit_that_is_not_printed_is_told(write):
    reading = read(write, OFFICIAL.replace("金额单位：万元", ""))

    assert ["unit_not_printed"] == [note.code for note in first(reading).notes]


@pytest.mark.parametrize("unit", ["元", "千元"])
def test_amounts_keep_the_unit_of_their_table(write, unit: str):
    reading = read(write, OFFICIAL.replace("单位：万元", f"单位：{unit}"))

    assert unit == first(reading).money_unit


def test_every_amount_knows_its_page_its_row_and_its_column():
    drawer = Drawer(1)
    budget = read_opened(drawer.accounts()).budget
    assert budget
    row = next(row for row in budget.tables[0].rows if row.amounts)
    place = row.places[next(iter(row.amounts))]

    assert (ReadAs.RULED_CELL, True) == (row.evidence.read_as, row.sure)
    assert place.page
    assert place.box
    assert place.cell
    assert place.cell.startswith(f"第{place.page}页 第")
    assert place.quote in row.amounts.values()


def test_two_amounts_in_one_cell_are_unread_and_the_row_not_sure(write):
    reading = read(write, OFFICIAL.replace("3.00", "3.00 4.00"))

    rows = {row.subject_name: row for row in first(reading).rows}
    assert {"行次": "7", "决算数": "1.30"} == rows["3．公务接待费"].amounts
    assert "对不齐" in (rows["3．公务接待费"].evidence.doubt or "")
    assert ["3.00 4.00"] == [unread.evidence.quote for unread in reading.unread]
    assert ["rows_unsure"] == [note.code for note in first(reading).notes]


def test_text_without_cells_is_sure_only_where_nothing_was_placed(write):
    text = (
        "示例市水利局2024年度部门决算\n一般公共预算财政拨款支出决算表\n单位：万元\n"
        "科目编码 科目名称 合计 基本支出 项目支出\n类 款 项 合计 9.00 5.00 4.00\n"
        "213 农林水支出 9.00 5.00 4.00\n213 03 14 防汛 4.00 4.00\n"
        "政府性基金预算财政拨款收入支出决算表\n单位：万元\n合计\n"
    )

    rows = first(read_document(write(text))).rows

    assert [None, "213", "2130314"] == [row.subject_code for row in rows]
    assert [True, True, False] == [row.sure for row in rows]
    assert {ReadAs.RUN_TOGETHER} == {row.evidence.read_as for row in rows}


def test_a_piece_under_other_heads_is_another_table(write):
    other = "<table><tr><td>序号</td><td>单位名称</td></tr><tr><td>1</td><td>甲</td></tr></table>"

    reading = read(write, OFFICIAL + other)

    assert "甲" not in {row.subject_name for row in first(reading).rows}
    assert any("单位名称" in (u.evidence.quote or "") for u in reading.unread)


@pytest.mark.parametrize(
    "printed", ["2101501行政运行", "[2101501]行政运行", "2101501-行政运行"]
)
def test_a_code_may_stand_before_its_name(write, printed: str):
    spent = table(
        "支出决算表", ["科目", "合计", "基本支出"], [printed, "5.00", "5.00"], ["合计", "5.00", "5.00"]
    )  # fmt: skip

    row, total = first(read(write, spent)).rows

    assert ("2101501", "行政运行", 3) == (row.subject_code, row.subject_name, row.level)
    assert total.subject_code is None


def test_the_tables_of_two_units_are_not_mixed(write):
    def unit(amount: str, *more: list[str]) -> str:
        rows = [["科目编码", "科目名称", "合计"], ["合计*2", amount], *more]
        return table("收入决算表", *rows) + table("支出决算表", *rows)

    second = unit("7.00", ["2101501", "行政运行", "7.00"])
    reading = read(write, unit("5.00"), FUND, second)

    assert reading.budget
    income, spending = reading.budget.tables[:2]
    assert {"5.00"} == {
        amount
        for printed in (income, spending)
        for row in printed.rows
        for amount in row.amounts.values()
    }
    assert ["table_printed_again"] == [note.code for note in income.notes]


ACCOUNTS = """示例县水利局2024年度部门决算
收入支出决算总表
公开01表
部门：示例县水利局 金额单位：万元
收入 支出
项目 行次 金额 项目 行次 金额
栏次 1 栏次 2
一、一般公共预算财政拨款收入 1 284.10 八、社会保障和就业支出 7 258.50
二、政府性基金预算财政拨款收入 2 25.60 九、卫生健康支出 8 25.60
三、国有资本经营预算财政拨款收入 3 十九、住房保障支出 9 25.60
四、上级补助收入 4 10
五、事业收入 5 11
本年收入合计 6 309.70 本年支出合计 12 309.70
财政拨款收入支出决算总表
公开04表
部门：示例县水利局 金额单位：万元
收入 支出
项目 行次 金额 项目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款
一、一般公共预算财政拨款 1 284.10 八、社会保障和就业支出 4 257.50 257.50
二、政府性基金预算财政拨款 2 25.60 九、卫生健康支出 5 25.60 25.60
三、国有资本经营预算财政拨款 3 十九、住房保障支出 6 20.00 20.00
4 二十三、其他支出 7 6.60 6.60
本年收入合计 4 309.70 本年支出合计 8 309.70 284.10 25.60
财政拨款“三公”经费支出决算表
公开07表
部门：示例县水利局 金额单位：万元
合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费
小计 公务用车购置费 公务用车运行维护费
1 2 3 4 5 6
32.40 0.00 33.80 17.60 14.20 0.60
第三部分 2024年度部门决算情况说明
"""


def accounts() -> dict[str, BudgetTable]:
    budget = read_opened(opened(ACCOUNTS)).budget
    assert budget
    return {table.code: table for table in budget.tables}


def test_the_number_of_an_empty_half_is_no_amount():
    amounts = {row.subject_name: row.amounts for row in accounts()["F1"].rows}

    assert {"行次": "4"} == amounts["四、上级补助收入"]
    assert {"行次": "5"} == amounts["五、事业收入"]


def test_amounts_between_columns_go_by_the_total():
    by_name = {row.subject_name: row.amounts for row in accounts()["F4"].rows}
    of_fund = [
        name for name, amounts in by_name.items() if "政府性基金预算财政拨款" in amounts
    ]

    assert ["九、卫生健康支出", "本年支出合计"] == of_fund


def test_a_line_that_counts_the_columns_is_no_row():
    (row,) = accounts()["F7"].rows

    assert "33.80" == row.amounts["决算数·公务用车购置及运行费·小计"]
    assert row.evidence.sure


def test_a_line_that_counts_the_columns_makes_no_column_of_numbers():
    text = (
        "示例市科学技术局2024年度部门决算\n财政拨款收入支出决算总表\n单位：万元\n收入 支出\n"
        "项目 金额 项目 合计 一般公共预算财政拨款 政府性基金预算财政拨款 国有资本经营预算财政拨款\n"
        "栏次 1 栏次 2 3 4 5\n"
        "一、一般公共预算财政拨款 747.60 八、社会保障和就业支出 747.60 747.60\n"
        "本年收入合计 747.60 本年支出合计 747.60 747.60\n总计 747.60 总计 747.60 747.60\n"
        "一般公共预算财政拨款支出决算表\n单位：万元\n科目编码 科目名称 小计 基本支出 项目支出\n"
        "合计 747.60 393.20 354.40\n"
    )
    budget = read_opened(opened(text)).budget

    assert budget is not None
    amounts = {row.subject_name: row.amounts for row in budget.tables[0].rows}
    assert {"金额": "747.60"} == amounts["本年收入合计"]
    assert "一般公共预算财政拨款" in amounts["本年支出合计"]
