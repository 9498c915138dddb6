"""Tables of text under heads that their layout does not know."""

from jixiao.budgets import BudgetTable
from jixiao.reading import read_opened
from tests.spec_document import opened

COVER = "示例市水利局2025年部门预算\n"
FUND = "政府性基金预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"
SPENT = "部门支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"


def tables(text: str) -> dict[str, BudgetTable]:
    budget = read_opened(opened(COVER + text)).budget
    assert budget is not None
    return {table.code: table for table in budget.tables}


def test_a_table_by_subject_is_read_under_its_own_heads():
    rows = "合计 481.00 377.80 103.20\n208 社会保障和就业支出 36.40 36.40 0.00\n"
    spent = tables(SPENT + rows + FUND + "合计 0.00 0.00 0.00\n")["T8"]

    total, social = spent.rows
    assert ("合计", "基本支出", "项目支出") == spent.columns
    assert {
        "合计": "481.00",
        "基本支出": "377.80",
        "项目支出": "103.20",
    } == total.amounts
    assert ("208", True) == (social.subject_code, social.evidence.sure)


def test_where_no_row_fills_all_columns_a_guessed_one_is_in_doubt():
    spent = SPENT + "合计 36.40 30.00 6.40\n"
    fund = tables(spent + FUND + "合计 20.00 20.00\n212 城乡社区支出 20.00 20.00\n")[
        "T5"
    ]

    assert not any(row.evidence.sure for row in fund.rows)


def test_tabs_tell_where_blank_cells_stand():
    heads = FUND.replace(" ", "\t")
    rows = "\t合计\t20.00\t\t20.00\n212\t城乡社区支出\t20.00\t\t20.00\n"
    fund = tables(SPENT + "合计 36.40 30.00 6.40\n" + heads + rows)["T5"]

    assert [{"合计": "20.00", "项目支出": "20.00"}] * 2 == [
        r.amounts for r in fund.rows
    ]
    assert all(row.evidence.sure for row in fund.rows)


def test_a_year_that_names_a_row_is_the_period_of_its_amounts():
    official = (
        "一般公共预算“三公”经费支出表\n单位：万元\n"
        "年度 合计 因公出国（境）费 公务用车购置及运行费小计 公务用车购置费 公务用车运行费 公务接待费\n"
        "2024年预算数 8.20 0.00 7.20 0.00 7.20 1.00\n"
        "2025年预算数 7.60 0.00 6.80 0.00 6.80 0.80\n"
    )
    before, now = tables(official + FUND + "合计 0.00 0.00 0.00\n")["T4"].rows

    assert "8.20" == before.amounts["上年预算数·合计"]
    assert "7.60" == now.amounts["本年预算数·合计"]


def test_a_list_of_projects_is_a_table_of_its_own():
    projects = (
        "项目支出表\n单位：万元\n序号 项目名称 合计 一般公共预算拨款\n"
        "合计 124.10 124.10\n1 病害防控 68.00 68.00\n2 虫害监测 56.10 56.10\n"
    )
    read = tables(SPENT + "合计 36.40 30.00 6.40\n" + projects)["T10"]

    assert ["合计", "病害防控", "虫害监测"] == [row.subject_name for row in read.rows]
    assert {"合计": "56.10", "一般公共预算": "56.10"} == read.rows[-1].amounts


def test_a_line_that_counts_the_columns_is_no_row_of_an_empty_table():
    spent = SPENT + "合计 36.40 30.00 6.40\n"
    fund = tables(spent + FUND + "栏次 1 2 3\n合计\n注：没有，故本表为空表。\n")["T5"]

    assert () == fund.rows


def test_a_second_line_divides_the_head_of_the_year():
    income = (
        "部门收入总表\n单位：万元\n科目编码 科目名称 合计 本年收入 上年结转结余\n"
        "小计 一般公共预算 政府性基金预算 单位资金\n栏次 1 2 3 4 5 6\n"
        "合计 699.45 667.45 667.45 32.00\n"
        "224 灾害防治及应急管理支出 608.43 576.43 576.43 32.00\n"
        "208 社会保障和就业支出 91.02 91.02 91.02\n"
    )
    total, rescue, social = tables(income + SPENT + "合计 36.40 30.00 6.40\n")[
        "T7"
    ].rows

    carried = {"合计": "699.45", "本年收入·小计": "667.45"}
    assert carried | {"上年结转结余": "32.00"} == {
        name: amount for name, amount in total.amounts.items() if "公共" not in name
    }
    assert "32.00" == rescue.amounts["上年结转结余"]
    assert "上年结转结余" not in social.amounts


def test_two_years_beside_each_other_are_told_apart_item_by_item():
    years = "2024年预算数 2025年预算数 "
    official = (
        "一般公共预算“三公”经费支出表\n单位：万元\n"
        "合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费\n"
        f"{years * 2}小计 公务用车购置费 公务用车运行维护费 {years}\n{years * 3}\n"
        "4.80 4.17 0.00 0.00 4.00 3.62 0.00 0.00 4.00 3.62 0.80 0.55\n"
    )
    (row,) = tables(official + FUND + "合计 0.00 0.00 0.00\n")["T4"].rows

    assert ("4.80", "4.17") == (
        row.amounts["上年预算数·合计"],
        row.amounts["本年预算数·合计"],
    )
    assert "0.55" == row.amounts["本年预算数·公务接待费"]
