"""Forms as bureaus print them: where they begin and end, and what is one table."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_document, read_opened
from jixiao.settings import Settings
from tests.targets.forms import EVALUATED, ROWS, form, rows_of


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
    first, second = tables(
        form(ROWS) + "附件2\n" + form(ROWS, name="医保稽核", money="7万元")
    )

    assert ("医保宣传", "医保稽核") == (first.project_name, second.project_name)
    assert ("12", "7") == (
        str(first.funding.annual.total),
        str(second.funding.annual.total),
    )


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
        form(
            ROWS.replace(
                "质量指标", "- 2 -\n一级指标 二级指标 三级指标 指标值\n质量指标"
            )
        )
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
        form(
            "产出指标\n质量指标\n重大事件响应时间 ≤60分钟\n成本指标\n系统恢复时间 ≤2小时\n"
        )
    )

    assert [
        ("质量", "重大事件响应时间", "≤60分钟"),
        ("成本", "系统恢复时间", "≤2小时"),
    ] == rows_of(table)


def test_cost_of_its_own_is_known_by_the_form_itself(tables):
    (table,) = tables(
        form(
            "成本指标\n经济成本指标\n人均成本 ≤300元/人\n产出指标\n数量指标\n人数 20人\n"
        )
    )

    assert ("成本指标", "经济成本指标") == (
        table.indicators[0].dimension,
        table.indicators[0].aspect,
    )


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


def test_the_sum_of_a_form_that_gives_no_points_is_no_total(write):
    weighed = EVALUATED.replace("得分", "备注")
    (table,) = read_document(write(weighed)).tables

    assert table.total_score is None


def test_two_targets_in_one_cell_of_a_row_stay_one():
    text = (
        "项目支出绩效目标表\n项目名称\t干部培训\n一级指标\t二级指标\t三级指标\t指标值\n"
        "产出指标\t数量指标\t培训班次\t主体班4期；专题班9期\n\t质量指标\t合格率\t≥98%，其中优秀率≥20%\n"
    )
    (table,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables

    assert ["主体班4期；专题班9期", "≥98%，其中优秀率≥20%"] == [
        row.target.text for row in table.indicators
    ]


def test_a_unit_printed_once_holds_for_the_forms_below_and_that_is_noted(tables):
    plain = form(ROWS, money="70000").replace("（万元）", "")
    first, second = tables("单位：元\n" + plain + plain.replace("医保宣传", "医保稽核"))

    assert ("元", "元") == (first.money_unit, second.money_unit)
    assert "70000" == str(second.funding.annual.total)
    assert "没有印金额单位，金额按前面的表的“元”读，请核对" in [
        note.text for note in second.notes
    ]


def test_a_form_without_a_unit_says_which_is_taken(tables):
    (table,) = tables(form(ROWS, money="12").replace("（万元）", ""))

    assert "万元" == table.money_unit
    assert "unit_assumed" in [note.code for note in table.notes]
