"""Rows of indicators in cells."""

import pytest

from jixiao.reading import read_document
from tests.targets.forms import form, rows_of


def test_a_grid_of_tabs_reads_the_same_form(tables):
    text = (
        form("产出指标\t数量指标\t宣传场次\t12场\n\t\t宣传折页\t5万份\n\t质量指标\t合格率\t\n"
        "效益指标\t经济效益\t\t\n满意度指标\t服务对象满意度\t群众满意度\t≥90%\n")
        .replace("一级指标 二级指标 三级指标 指标值", "一级指标\t二级指标\t三级指标\t指标值")
    )  # fmt: skip

    (table,) = tables(text)

    assert [
        ("数量", "宣传场次", "12场"),
        ("数量", "宣传折页", "5万份"),
        ("质量", "合格率", ""),
        ("服务", "群众满意度", "≥90%"),
    ] == rows_of(table)
    assert ["经济效益指标"] == [row.aspect for row in table.empty_rows]


def test_a_cell_torn_by_a_line_break_is_one_cell(tables):
    text = form(
        "产出指标\t数量指标\t宣传\n折页\t5万份\n\t质量指标\t合格率\t100%\n\t时效指标\t完成时间\t12月底前\n"
    ).replace(
        "一级指标 二级指标 三级指标 指标值", "一级指标\t二级指标\t三级指标\t指标值"
    )

    (table,) = tables(text)

    assert ("数量", "宣传折页", "5万份") == rows_of(table)[0]


def test_a_second_level_word_outranks_a_first_level_cell(tables):
    text = form(
        "产出指标\t数量指标\t场次\t1场\n满意度指标\t可持续影响\t长效机制\t健全\n\t服务对象满意度\t群众满意度\t≥90%\n"
    ).replace(
        "一级指标 二级指标 三级指标 指标值", "一级指标\t二级指标\t三级指标\t指标值"
    )

    (table,) = tables(text)

    assert ["产出指标", "效益指标", "满意度指标"] == [
        i.dimension for i in table.indicators
    ]
    assert ["产出指标", None, "满意度指标"] == [
        i.dimension_label for i in table.indicators
    ]
    assert "level_outranked" in [note.code for note in table.notes]


def grid(rows: str, heads: str = "一级指标\t二级指标\t三级指标\t指标值") -> str:
    return form(rows).replace("一级指标 二级指标 三级指标 指标值", heads)


def test_cells_in_the_name_column_are_no_labels(tables):
    (table,) = tables(
        grid(
            "产出指标\t数量指标\t场次\t1场\n\t\t质量\t合格\n满意度指标\t服务对象满意度\t满意度\t≥90%\n"
        )
    )

    assert [
        ("数量", "场次", "1场"),
        ("数量", "质量", "合格"),
        ("服务", "满意度", "≥90%"),
    ] == rows_of(table)


@pytest.mark.parametrize(
    ("heads", "row", "value", "unread"),
    [
        ("三级指标\t指标值\t备注", "场次\t3场\t县级", "3场", []),
        ("三级指标\t指标解释\t指标值", "场次\t全年场次\t3场", "3场", ["全年场次"]),
        ("三级指标\t计算符号\t指标值\t计量单位", "场次\t≥\t3\t场", "≥3场", []),
        ("三级指标\t指标值\t计量单位", "完成时间\t9月底前\t时间", "9月底前", []),
        ("三级指标\t指标值类型\t指标值\t计量单位", "场次\t≥\t3\t场", "≥3场", []),
        ("三级指标\t指标类型\t指标值\t计量单位", "场次\t≤\t3\t场", "≤3场", []),
        ("三级指标\t权重\t指标值", "场次\t20\t3场", "3场", []),
        ("三级指标\t指标值", "补助标准\t不低于上年", "不低于上年", []),
    ],
)
def test_other_columns_are_told_from_the_value(
    write, heads: str, row: str, value: str, unread: list[str]
):
    text = grid(
        f"产出指标\t数量指标\t{row}\n\t质量指标\t{row}\n",
        f"一级指标\t二级指标\t{heads}",
    )

    reading = read_document(write(text))

    assert [value, value] == [
        indicator.target.text for indicator in reading.tables[0].indicators
    ]
    assert unread * 2 == [stretch.evidence.quote for stretch in reading.unread]


def test_a_row_torn_by_several_line_breaks_is_one_row(tables):
    (table,) = tables(
        grid(
            "产出\n指标\t数量\n指标\t检查机构\t3家\n\t质量指标\t合格率\t95%\n\t时效指标\t时间\t及时\n"
        )
    )

    assert ("数量", "检查机构", "3家") == rows_of(table)[0]


def test_levels_the_framework_does_not_know_are_kept_as_printed(tables):
    rows = (
        "产出指标\t数量指标\t养护里程\t≥100公里\n\t过程指标\t会议次数\t≥3次\n\t\t检查次数\t≥4次\n"
        "管理指标\t制度指标\t制度健全性\t健全\n投入指标\t时效指标\t到位时间\t12月底前\n"
        "实施效果指标\t产出指标\t试点个数\t3个\n"
    )

    (table,) = tables(grid(rows))

    assert [
        ("产出指标", "产出指标", "数量指标", "数量指标", "养护里程"),
        ("产出指标", "产出指标", None, "过程指标", "会议次数"),
        ("产出指标", "产出指标", None, "过程指标", "检查次数"),
        (None, "管理指标", None, "制度指标", "制度健全性"),
        ("产出指标", "投入指标", "时效指标", "时效指标", "到位时间"),
        ("产出指标", "实施效果指标", None, "产出指标", "试点个数"),
    ] == [
        (i.dimension, i.dimension_label, i.aspect, i.aspect_label, i.name)
        for i in table.indicators
    ]
    assert 4 == sum(note.code == "level_unknown" for note in table.notes)


def test_a_line_between_the_tables_of_a_file_is_no_row(write):
    heads = "<tr><td>一级指标<td>二级指标<td>三级指标<td>指标值"
    rows = (
        "<tr><td rowspan=2>产出指标<td rowspan=2>数量指标<td>宣传场次<td>12场"
        "<tr><td>宣传折页<td>5份"
    )
    page = f"<p>项目支出绩效目标表</p><table><tr><td>项目名称<td colspan=3>宣传{heads}{rows}</table>"

    (table,) = read_document(write(f"<html>{page}<h2>Sheet 2</h2></html>")).tables

    assert [("数量", "宣传场次", "12场"), ("数量", "宣传折页", "5份")] == rows_of(table)


def test_a_row_whose_name_is_not_printed_is_called_by_its_level_and_unsure(tables):
    (table,) = tables(
        "项目支出绩效目标表\n项目名称\t甲\n一级指标\t二级指标\t三级指标\t指标值\n"
        "产出指标\t数量指标\t次数\t≥5次\n\t质量指标\t\t≥98%\n"
    )

    assert [("次数", True), ("质量指标", False)] == [
        (row.name, row.evidence.sure) for row in table.indicators
    ]


def test_a_second_level_of_a_bureaus_own_stands_behind_a_first_that_is_blank(tables):
    text = form(
        "产出指标\t数量指标\t宣传场次\t12场\n预期成效\t民生影响\t带动就业\t≥36人\n"
        "\t行业影响\t巾帼家政品牌\t影响力扩大\n"
    ).replace(
        "一级指标 二级指标 三级指标 指标值", "一级指标\t二级指标\t三级指标\t指标值"
    )

    (table,) = tables(text)

    _, second, third = table.indicators
    assert ("民生影响", "带动就业") == (second.aspect_label, second.name)
    assert ("行业影响", "巾帼家政品牌") == (third.aspect_label, third.name)


PAGE = (
    "<table><tr><td colspan=5>财政项目支出绩效目标填报表</td></tr>"
    "<tr><td>项目名称<td colspan=2>甲<td>主管部门<td>乙局</tr>"
    "<tr><td><td>一级指标<td>二级指标<td>三级指标<td>{head}</tr>"
    "<tr><td rowspan=2>绩效指标<td>产出指标<td>数量指标<td>次数<td>≥5次</tr>"
    "<tr><td>满意度指标<td>服务对象满意度指标<td>满意度<td>≥90%</tr></table>"
)


@pytest.mark.parametrize("head", ["年度(/项目)指标值", "本年要求"])
def test_a_title_across_and_a_side_bar_are_no_rows_and_odd_heads_are_read(write, head):
    page = PAGE.format(head=head)

    tables = read_document(write(f"<html>{page}{page}</html>")).tables

    assert [[("数量", "次数", "≥5次"), ("服务", "满意度", "≥90%")]] * 2 == [
        rows_of(table) for table in tables
    ]
    assert all(row.evidence.sure for table in tables for row in table.indicators)
