"""What a self-evaluation form says was budgeted and spent."""

import pytest

from jixiao.reading import read_document
from tests.targets.forms import EVALUATED


@pytest.mark.parametrize("mark", ["\t", " | ", "|"])
def test_a_self_evaluation_form_gives_what_was_done_and_spent(write, mark: str):
    """Also where a text joins its cells with |."""
    read = read_document(write(EVALUATED.replace("\t", mark)))
    (table,) = read.tables

    assert [("20", "20", None), ("15", "12.5", "招标推迟"), ("30", "30", None)] == [
        (str(row.weight), str(row.score), row.reason) for row in table.indicators
    ]
    assert ["2.1万份", "2024年12月10日", "86%"] == [
        row.actual.text for row in table.indicators if row.actual
    ]
    spent = table.budget_execution
    assert spent is not None
    assert ("120.00", "110.00", "99.00", "90.00", "9") == tuple(
        str(getattr(spent.total, name))
        for name in ("initial", "budget", "executed", "rate", "score")
    )
    assert 90 == spent.fiscal_appropriation.rate
    assert 96 == table.total_score
    assert "110.00" == str(table.funding.annual.total)
    assert table.objective is not None
    assert ("印制宣传资料2万份。", "已印制宣传资料2.1万份。") == (
        table.objective.text,
        table.objective_achieved,
    )
    assert () == read.unread


def test_a_row_that_begins_left_of_the_heads_is_moved_below_them(write):
    text = EVALUATED.split("项目资金")[0]
    money = (
        "项目资金（万元）\t\t年初预算数\t1-8月执行数\t1-8月执行率\n"
        "年度资金总额：\t78\t40.2\t51.54%\n"
    )
    rows = (
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t免疫犬只\t≥5万只\n"
    )
    (table,) = read_document(write(text + money + rows)).tables

    assert "78" == str(table.funding.annual.total)


def test_amounts_right_below_their_heads_need_no_label(write):
    text = (
        "2025年项目支出绩效运行监控表\n项目名称 免费开放\n实施单位 甲市图书馆\n"
        "资金执行情况(万元) 全年预算数 1-6月执行数 执行率\n50 27.3 54.6%\n"
        "一级指标 二级指标 三级指标 年度指标值\n产出指标 数量指标 开放天数 ≥310天\n"
    )
    (table,) = read_document(write(text)).tables

    assert "50" == str(table.funding.annual.total)
    assert table.budget_execution
    assert ("27.3", "54.6") == (
        str(table.budget_execution.total.executed),
        str(table.budget_execution.total.rate),
    )


def test_amounts_that_touch_below_heads_that_touch_are_parted(write):
    text = (
        "绩效运行监控表\n项目名称农产品监管\n主管部门甲县农业农村局\n"
        "项目资金（万元）全年预算数1-6月执行数执行率\n年度资金总额13858.742.5%\n"
        "一级指标二级指标三级指标年度指标值\n产出指标数量指标检测样品≥1800批次\n"
    )
    (table,) = read_document(write(text)).tables

    assert "138" == str(table.funding.annual.total)


def test_what_was_spent_so_far_ends_the_amount_before_it(write):
    text = (
        "2024年三季度项目绩效运行监控表\n项目名称 路灯改造 项目单位 甲市路灯所\n"
        "年度预算数（万元） 760 截至9月底执行数 532 执行率 70%\n"
        "一级指标 二级指标 三级指标 年度目标值\n产出指标 数量指标 更换路灯 ≥260盏\n"
    )
    (table,) = read_document(write(text)).tables

    assert "760" == str(table.funding.annual.total)


def test_a_row_called_the_whole_needs_no_other_label(write):
    text = EVALUATED.split("项目资金")[0]
    money = (
        "年初预算\n调整后预算数\n预算执行数\n预算执行率\n权重\n得分\n原因\n"
        "总额\n58.2\n61.4\n61.4\n100%\n10\n10\n"
    )
    rows = "一级指标" + EVALUATED.split("一级指标")[1]

    (table,) = read_document(write(text + money + rows)).tables

    assert table.budget_execution is not None
    assert "61.4" == str(table.budget_execution.total.budget)


def spent_below(write, *rows: str) -> str | None:
    """The budget that a form reads below heads of money, as printed."""
    text = (
        "项目支出绩效自评表\n项目名称\t馆藏修复\n主管部门\t甲市文化局\n"
        + "\n".join(rows)
        + "\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n"
        "产出指标\t数量指标\t修复件数\t≥24件\t25件\n"
    )
    (table,) = read_document(write(text)).tables
    spent = table.budget_execution
    assert spent is not None
    assert "17.5" == str(spent.total.executed)
    return str(spent.total.budget)


def test_rows_may_begin_right_below_the_first_head_of_money(write):
    heads = "全年预算数(A)\t全年执行数(B)\t分值\t执行率(B/A)\t得分"
    row = "年度资金总额：\t18\t17.5\t10\t97.2%\t9.7"

    assert "18" == spent_below(write, "资金情况\n(万元)", heads, row)


def test_what_stands_on_the_line_below_moves_no_amount(write):
    heads = "预算执行情况（20分）\t预算数(A)\t执行数(B)\t执行率(B/A)"
    row = "年度财政资金总额\t18\t17.5\t97.2%"

    assert "18" == spent_below(write, heads, row, "年度绩效目标1\t80分")


@pytest.mark.parametrize("corner", ["年度预算数（万元）", "资金来源"])
@pytest.mark.parametrize("first", ["\t", ""])
def test_heads_of_any_make_and_a_total_of_any_name_are_read(
    write, corner: str, first: str
):
    heads = f"预算执行情况\t{corner}\t年初预算\t调整后预算数\t支出数\t支出率"
    row = f"{first}总额\t20\t18\t17.5\t97.2%"

    assert "18" == spent_below(write, heads, row)


def test_what_reached_the_project_is_not_what_was_spent(write):
    heads = "资金使用情况（万元）\t预算安排\t实际到位\t实际支出数\t结余"

    assert "18" == spent_below(write, heads, "合计\t18\t17.8\t17.5\t0.3")


def test_a_head_over_the_others_has_no_column(write):
    text = EVALUATED.split("项目资金")[0]
    money = (
        "年度预算数(万元)\n年初预算\n调整后预算数\n预算执行数\n55\n58\n57\n"
        "绩效指标(90分)\n"
    )
    rows = "一级指标" + EVALUATED.split("一级指标")[1]

    (table,) = read_document(write(text + money + rows)).tables

    assert table.budget_execution is not None
    assert ("55", "58") == (
        str(table.budget_execution.total.initial),
        str(table.budget_execution.total.budget),
    )


EVALUATION = "项目支出绩效自评表\n项目名称\t书屋更新\n主管部门\t甲县文旅局\t实施单位\t甲县图书馆\n"
BODY = (
    "年度总体目标\t更新书屋。\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\n"
    "产出指标\t数量指标\t更新书屋\t≥5间\t5间\n产出指标\t质量指标\t验收合格率\t100%\t100%\n"
)
PLACE = "funding.annual.total"


def total(write, money: str, mark: str) -> tuple[str, bool]:
    """The year's total that is read, and whether it is unsure."""
    (table,) = read_document(
        write((EVALUATION + money + BODY).replace("\t", mark))
    ).tables
    at = table.evidence.get(PLACE)
    return str(table.funding.annual.total), at is not None and at.unsure


@pytest.mark.parametrize("mark", ["\t", "\n", " | "])
@pytest.mark.parametrize(
    "money",
    [
        "预算情况\t年初预算\t全年预算\t实际支出\t支出进度\n合计\t51\t49.5\t47.52\t96%\n财政资金\t51\t49.5\t47.52\t96%\n",
        "资金(万元)\t预算批复数\t调整后预算数\t实际支出数\t执行率\n总计\t51\t49.5\t47.52\t96%\n",
        "预算资金\t年初预算\t调整预算\t决算数\t执行率\n年度资金总额\t51\t49.5\t47.52\t96%\n",
        "执行情况\t资金来源\t预算数(A)\t执行数(B)\t执行率(B/A)\n一般公共预算拨款\t40\t38.02\t95.05%\n上级补助\t9.5\t9.5\t100%\n合计\t49.5\t47.52\t96%\n",
        "资金情况\t年度资金总额\t1-9月执行数\t执行率\n49.5\t47.52\t96%\n",
        "项目资金\t预算数\t执行数\t执行率\n\t年初数\t调整数\n年度资金总额\t51\t49.5\t47.52\t96%\n",
    ],
)
def test_the_budget_of_the_year_is_found_below_heads_of_any_make(
    write, money: str, mark: str
):
    assert ("49.5", False) == total(write, money, mark)


@pytest.mark.parametrize("mark", ["\t", "\n"])
def test_columns_that_nothing_tells_apart_are_unsure(write, mark: str):
    money = "资金\t上报数\t核定数\t用掉的\n年度资金总额\t51\t49.5\t47.52\n财政拨款\t51\t49.5\t47.52\n"

    assert total(write, money, mark)[1]


def test_a_rate_that_is_wrong_on_paper_leaves_known_columns_as_they_are(write):
    money = "项目资金\t年初预算数\t全年预算数\t全年执行数\t执行率\n年度资金总额\t51\t49.5\t47.52\t100%\n"

    assert ("49.5", False) == total(write, money, "\t")
