"""Forms told in another shape: tables of projects, outlines, reports in prose."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.targets import TargetTable


def tables(text: str) -> tuple[TargetTable, ...]:
    return read_opened(read_text(text.encode(), "a.txt", "0" * 64, 10**6)).tables


def test_a_table_of_projects_is_a_table_for_each():
    heads = "单位名称\t项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标值\n"
    rows = (
        "甲镇政府\t道路养护\t12\t产出指标\t数量指标\t养护里程\t64公里\n"
        "产出指标\t质量指标\t完好率\t90%\n"
        "环境整治\t6\t产出指标\t数量指标\t整治村庄数\t9个\n"
    )
    read = tables("绩效目标申报表\n" + heads + rows)

    assert ["道路养护", "环境整治"] == [table.project_name for table in read]
    assert [2, 1] == [len(table.indicators) for table in read]
    assert "12" == str(read[0].funding.annual.total)


def test_an_outline_says_its_project_and_amount():
    text = "乙市2022年绩效目标批复表\n项目\n指标值\n绩效金额\n 乙市血站\n  采血车运行\n125\n"
    rows = "   产出指标\n    数量指标\n     采血场次\n260场\n    质量指标\n     合格率\n≥99%\n"
    (read,) = tables(text + rows)

    assert ("采血车运行", "乙市血站") == (read.project_name, read.implementing_unit)
    assert "125" == str(read.funding.annual.total)
    assert ["采血场次", "合格率"] == [row.name for row in read.indicators]


def test_sentences_of_a_report_are_rows():
    text = (
        "2022年自评报告\n1.放流鱼苗数量,年初目标值≥12万尾,实际完成值13万尾,自评得分30分;\n"
        "2.巡查次数,年初目标值≥80次,实际完成值76次,自评得分28分;\n项目名称:渔业保护项目。\n"
    )
    (read,) = tables(text)

    assert "渔业保护项目" == read.project_name
    assert ["≥12万尾", "≥80次"] == [row.target.text for row in read.indicators]
    assert ["13万尾", "76次"] == [
        row.actual.text for row in read.indicators if row.actual
    ]


def test_heads_that_narrow_columns_broke_are_whole():
    heads = "一级 二级 三级 年度 分值 得分\n指标 指标 指标 指标值\n"
    rows = "产出指标 数量指标 更换灯标 ≥24座 10 9\n质量指标 灯标完好率 100% 10 10\n"
    (read,) = tables("绩效自评表\n项目名称 灯标更换\n" + heads + rows)

    facts = [(row.name, row.target.text, row.score) for row in read.indicators]
    assert [("更换灯标", "≥24座", 9), ("灯标完好率", "100%", 10)] == facts


def test_a_list_of_one_project_is_its_form():
    heads = "单位名称\t项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标值\n"
    rows = "甲镇政府\t道路养护\t12\t产出指标\t数量指标\t养护里程\t64公里\n"
    (read,) = tables("绩效目标申报表\n" + heads + rows)

    assert ("道路养护", "甲镇政府") == (read.project_name, read.implementing_unit)


def test_a_target_right_behind_its_name_is_parted_or_in_doubt():
    text = (
        "绩效自评情况\n项目名称:灯标更换\n数量指标:更换灯标24座,实际完成25座。\n"
        "质量指标:故障率≤1,200次,实际完成1,100次。\n社会效益指标:隐患清零见底,实际完成清零。\n"
    )
    (read,) = tables(text)

    first, second, third = read.indicators
    assert ("更换灯标", "24座") == (first.name, first.target.text)
    assert ("故障率", "≤1,200次") == (second.name, second.target.text)
    assert third.evidence.unsure


def test_column_heads_are_no_sentence_of_a_target():
    form = (
        "绩效自评表\n项目名称 {}\n一级指标 二级指标 三级指标 年度指标值 实际完成值 得分\n"
        "产出指标 数量指标 更换灯标 ≥24座 25座 10\n质量指标 灯标完好率 100% 100% 10\n"
    )

    read = tables(form.format("灯标更换") + form.format("航道清淤"))

    assert ["灯标更换", "航道清淤"] == [table.project_name for table in read]
    assert [2, 2] == [len(table.indicators) for table in read]
