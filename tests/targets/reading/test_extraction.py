"""Forms as bureaus print them: where they begin and end, and what is one table."""

import pytest

from jixiao.reading import read_document
from tests.targets.forms import ROWS, form, rows_of


def test_an_unknown_form_is_read_by_its_labels_and_says_so(tables):
    (table,) = tables(form(ROWS))

    assert "base" == table.dialect
    assert ["unknown_dialect"] == [note.code for note in table.notes]
    assert (2026, "示例市医保中心", "1年") == (
        table.fiscal_year,
        table.implementing_unit,
        table.term,
    )
    assert [
        ("数量", "宣传场次", "12场"),
        ("质量", "讲解合格率", "≥95%"),
        ("服务", "群众满意度", "≥90%"),
    ] == rows_of(table)


def test_two_projects_of_one_file_are_two_tables(tables):
    first, second = tables(form(ROWS) + "附件2\n" + form(ROWS, name="医保稽核", money="7万元"))

    assert ("医保宣传", "医保稽核") == (first.project_name, second.project_name)
    assert ("12", "7") == (str(first.funding.annual.total), str(second.funding.annual.total))


def test_a_header_printed_again_goes_on_with_its_table(tables):
    top, bottom = ROWS.split("满意度指标\n", 1)

    (table,) = tables(form(top) + form("满意度指标\n" + bottom))

    assert (2, 3) == (table.pages, len(table.indicators))


def test_a_page_that_goes_on_inside_a_group_keeps_its_label(tables):
    (table,) = tables(
        form("产出指标\n数量指标\n宣传场次 12场\n")
        + form("宣传折页 5万份\n质量指标\n合格率 100%\n")
    )

    assert ["数量", "数量", "质量"] == [aspect for aspect, _, _ in rows_of(table)]


def test_the_same_table_printed_twice_stays_two(tables):
    assert 2 == len(tables(form(ROWS) + form(ROWS)))


def test_column_heads_repeated_at_the_top_of_a_page_are_no_row(tables):
    (table,) = tables(
        form(ROWS.replace("质量指标", "- 2 -\n一级指标 二级指标 三级指标 指标值\n质量指标"))
    )

    assert 3 == len(table.indicators)


def test_signatures_below_a_form_are_fields_and_remarks_are_prose(tables):
    (table,) = tables(
        form(ROWS) + "填表人：甲 联系电话：乙\n注：本表由单位填报，财政审核后公开。\n"
    )

    assert {"填表人": "甲", "联系电话": "乙"} == table.other_fields
    assert 3 == len(table.indicators)


def test_a_department_that_files_an_indicator_wrongly_is_not_corrected(tables):
    (table,) = tables(
        form("产出指标\n质量指标\n重大事件响应时间 ≤60分钟\n成本指标\n系统恢复时间 ≤2小时\n")
    )

    assert [("质量", "重大事件响应时间", "≤60分钟"), ("成本", "系统恢复时间", "≤2小时")] == rows_of(
        table
    )


def test_cost_of_its_own_is_known_by_the_form_itself(tables):
    (table,) = tables(
        form("成本指标\n经济成本指标\n人均成本 ≤300元/人\n产出指标\n数量指标\n人数 20人\n")
    )

    assert ("成本指标", "经济成本指标") == (
        table.indicators[0].dimension,
        table.indicators[0].aspect,
    )


def test_a_form_without_a_project_name_is_read_from_its_heads(write):
    text = "绩效目标公开表\n(2024年)\n一级指标 二级指标 三级指标 指标值\n" + ROWS

    (table,) = read_document(write(text)).tables

    assert (None, 2024, 3) == (table.project_name, table.fiscal_year, len(table.indicators))


def test_forms_without_a_project_name_are_told_apart_by_their_titles(write):
    text = "绩效目标公开表\n(2024年)\n一级指标 二级指标 三级指标 指标值\n" + ROWS

    assert 2 == len(read_document(write(text + text)).tables)


def test_a_page_number_does_not_enter_what_runs_over_it(tables):
    (table,) = tables(
        form(
            "产出指标\n数量指标\n参保人数和缴费\n- 2 -\n\f人数 ≥300人\n",
            objective="确保\n- 1 -\n\f落实。",
        )
    )

    assert [("数量", "参保人数和缴费人数", "≥300人")] == rows_of(table)
    assert table.objective
    assert "确保落实。" == table.objective.text


@pytest.mark.parametrize(
    "below",
    [
        "填报单位：某局 填报人：甲 联系电话：乙",
        "填表人 甲 联系电话 乙",
        "单位负责人：甲",
    ],
)
def test_signatures_are_no_indicator(tables, below: str):
    (table,) = tables(form(ROWS) + below + "\n")

    assert 3 == len(table.indicators)
    assert "甲" in table.other_fields.values()


@pytest.mark.parametrize(
    "below",
    [
        "主管部门审核意见：同意",
        "示例市医疗保障局\n2026年2月1日",
        "示例市医疗保障局2026年部门预算\n一般公共预算支出表 单位：万元",
        "第三部分 名词解释",
    ],
)
def test_what_stands_below_a_form_is_no_indicator(write, below: str):
    (table,) = read_document(write(form(ROWS) + below + "\n")).tables

    assert 3 == len(table.indicators)


@pytest.mark.parametrize(
    "line", ["项目编码 640000123 项目名称 政策宣传", "一级项目名称 医疗保障 二级项目名称 政策宣传"]
)
def test_a_project_name_may_stand_behind_another_field(tables, line: str):
    text = form(ROWS) + "项目支出绩效目标表\n" + form(ROWS).replace("项目名称 医保宣传", line)

    assert ["医保宣传", "政策宣传"] == [table.project_name for table in tables(text)]


def test_fields_above_the_project_name_belong_to_its_form(tables):
    text = form(ROWS).replace("项目名称 医保宣传\n主管部门", "主管部门", 1)
    text = text.replace(
        " 实施单位 示例市医保中心\n", "\n项目名称 医保宣传\n实施单位 示例市医保中心\n", 1
    )

    (table,) = tables(text)

    assert ("示例市医疗保障局", "示例市医保中心") == (
        table.supervising_department,
        table.implementing_unit,
    )


def test_rows_without_column_heads_are_still_rows(tables):
    (table,) = tables(form(ROWS).replace("一级指标 二级指标 三级指标 指标值\n", ""))

    assert 3 == len(table.indicators)
    assert table.objective
    assert "做好宣传。" == table.objective.text


EVALUATED = """项目支出绩效自评表
（2024年度）
项目名称\t医保政策宣传
主管部门\t甲市医疗保障局\t\t实施单位\t甲市医疗保障局
项目资金（万元）\t\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分
\t年度资金总额\t120.00\t110.00\t99.00\t10\t90.00%\t9
\t其中：当年财政拨款\t120.00\t110.00\t99.00\t—\t0.9\t—
\t其他资金\t0\t0\t0\t—\t—\t—
年度总体目标\t预期目标\t\t\t实际完成情况
\t印制宣传资料2万份。\t\t\t已印制宣传资料2.1万份。
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
\t产出指标\t数量指标\t印制宣传资料\t≥2万份\t2.1万份\t20\t20\t
\t\t时效指标\t完成时间\t2024年11月底前\t2024年12月10日\t15\t12.5\t招标推迟
\t效益指标\t社会效益指标\t群众政策知晓率\t≥85%\t86%\t30分\t30\t
总分\t\t\t\t\t\t100\t96
"""


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


@pytest.mark.parametrize("mark", ["\t", "："])
def test_what_stands_below_the_sum_is_no_row(write, mark: str):
    tail = [f"{label}{mark}{text}" for label, text in (("自评等级", "优"), ("存在问题", "无"))]
    (table,) = read_document(write(EVALUATED + "\n".join(tail) + "\n")).tables

    assert 3 == len(table.indicators)
    assert {"自评等级": "优", "存在问题": "无"} == table.other_fields


def test_above_the_sum_such_a_word_ends_no_rows(write):
    torn = EVALUATED.replace("招标推迟", "招标推迟\n改进措施：提前招标")
    (table,) = read_document(write(torn)).tables

    assert "群众政策知晓率" == table.indicators[-1].name
    assert 96 == table.total_score


def test_the_sum_of_a_form_that_gives_no_points_is_no_total(write):
    weighed = EVALUATED.replace("得分", "备注")
    (table,) = read_document(write(weighed)).tables

    assert table.total_score is None


def test_money_from_above_is_told_apart_from_money_passed_down(tables):
    (table,) = tables(
        form(ROWS).replace(
            "年度总体目标", "其中:中央补助资金\t7\n自治区补助\t3\n其他资金\t2\n年度总体目标", 1
        )
    )

    above = table.funding.from_above
    assert ("7", "3", "2") == (
        str(above.central),
        str(above.region),
        str(table.funding.annual.other),
    )
    assert table.funding.lower_level.central is None
