"""Indicators sentences in prose."""

import pytest

from jixiao.reading import read_document
from tests.drawn import drawn

OPENING = "2024年河湖巡查项目绩效目标公开表\n项目名称：河湖巡查项目\n年度总体目标：完成全年巡查任务。\n"


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("sentences", "rows"),
    [
        (
            "数量指标：巡查河道≥48次；发放宣传册2000册。\n质量指标：问题整改率100%；台账规范。\n",
            [
                ("数量指标", "巡查河道", "≥48次", None),
                ("数量指标", "发放宣传册", "2000册", None),
                ("质量指标", "问题整改率", "100%", None),
                ("质量指标", "台账", "规范", None),
            ],
        ),
        (
            "1、数量指标：1.巡查河道48次 2.检测断面12个\n2、满意度指标：群众满意度≥95%\n",
            [
                ("数量指标", "巡查河道", "48次", None),
                ("数量指标", "检测断面", "12个", None),
                ("服务对象满意度指标", "群众满意度", "≥95%", None),
            ],
        ),
        (
            "设1条数量指标：巡查河道≥48次，实际巡查50次；\n设1条时效指标：完成时间，年初目标值12月底前，实际完成值11月，自评得分9.5分。\n",
            [
                ("数量指标", "巡查河道", "≥48次", "50次"),
                ("时效指标", "完成时间", "12月底前", "11月"),
            ],
        ),
    ],
)
def test_sentences_become_rows(
    tables, sentences: str, rows: list[tuple[str | None, ...]]
):
    (table,) = tables(OPENING + sentences)

    assert rows == [
        (i.aspect, i.name, i.target.text, i.actual.text if i.actual else None)
        for i in table.indicators
    ]
    assert "told_in_sentences" in [note.code for note in table.notes]
    assert table.objective
    assert "完成全年巡查任务。" == table.objective.text


def test_one_sentence_about_an_indicator_is_prose(tables):
    (table,) = tables(OPENING + "数量指标：见附件。\n")

    assert () == table.indicators


def test_commas_part_indicators_and_a_level_alone_opens_its_rows(tables):
    (table,) = tables(
        OPENING
        + "产出指标\n数量指标：改造管网7公里，更换水表2,600块\n时效指标：8月底前投入使用\n"
        + "满意度指标\n用水户满意度达到90%以上\n"
    )

    assert [
        ("数量指标", "改造管网", "7公里"),
        ("数量指标", "更换水表", "2,600块"),
        ("时效指标", "投入使用", "8月底前"),
        ("服务对象满意度指标", "用水户满意度", "达到90%以上"),
    ] == [(row.aspect, row.name, row.target.text) for row in table.indicators]


def test_an_objective_that_tells_its_indicators_gives_rows_that_are_not_sure(tables):
    (table,) = tables(
        "项目绩效目标表\n项目名称：食堂改造\n"
        "绩效目标：改造食堂6所，添置桌椅40套，每所投入不超过40万元；师生用餐环境显著改善。\n"
    )

    assert ["改造食堂", "添置桌椅", "每所投入", "师生用餐环境"] == [
        row.name for row in table.indicators
    ]
    assert all(row.evidence.unsure for row in table.indicators)
    assert table.objective


def test_a_text_without_labels_is_a_form_where_it_tells_its_indicators(write):
    path = write(
        "关于农机购置补贴项目绩效目标的说明\n2024年安排资金410万元。年度内计划补贴农机具1300台，"
        "受益农户1100户，补贴兑付率100%，单台补贴不超过5万元。\n"
    )
    (table,) = read_document(path).tables

    assert ("农机购置补贴", 410) == (table.project_name, table.funding.annual.total)
    assert "1300台" in [row.target.text for row in table.indicators]
    assert all(row.evidence.unsure for row in table.indicators)


def test_the_sentence_behind_a_row_tells_why_it_fell_short(tables):
    sentences = (
        "数量指标\n巡查河道，年初目标值≥48次，实际完成值40次，分值10分，自评得分8分。未完成原因：汛期封闭，下一步补巡。\n"
        "发放宣传册，年初目标值2000册，实际完成值2000册，分值10分，自评得分10分。\n"
    )
    (table,) = tables(OPENING + sentences)

    assert ["汛期封闭，下一步补巡", None] == [row.reason for row in table.indicators]


def test_the_years_task_is_a_target(tables):
    sentences = (
        "数量指标。领取人数年初任务数86420人，全年完成值87105人；缴费人数年初下达的计划数193600人，全年完成值188247人。\n"
        "质量指标。足额发放率年初任务数100%，全年完成值100%。\n"
    )

    (table,) = tables(OPENING + sentences)

    assert [
        ("领取人数", "86420人", "87105人"),
        ("缴费人数", "193600人", "188247人"),
        ("足额发放率", "100%", "100%"),
    ] == [
        (row.name, row.target.text, row.actual and row.actual.text)
        for row in table.indicators
    ]


def test_what_was_achieved_may_say_the_name_again(tables):
    sentences = "数量指标：飞机飞行时长≥928小时，实际飞行时长912小时。\n满意度指标：群众满意度≥90%，实际满意度95%。\n"

    (table,) = tables(OPENING + sentences)

    assert ["912小时", "95%"] == [
        row.actual and row.actual.text for row in table.indicators
    ]


@pytest.mark.slow
def test_a_report_that_tells_only_of_results_is_unsure_which_value_it_is(write):
    report = (
        "某局关于宣传资金绩效的自评报告\n三、绩效指标完成情况分析\n1.产出指标完成情况分析。\n(1)数量指标。\n"
        "办理援助案件98件；调解各类纠纷数量1103件；开展宣传活动场次84场。\n(2)时效指标。\n资金下达及时率100%。\n"
        "2.效益指标完成情况分析。\n(1)社会效益指标。\n群众意识提升率90%。\n"
    )
    (table,) = read_document(write(report)).tables

    assert "数量指标" in [row.aspect_label for row in table.indicators]
    assert all(row.evidence.unsure for row in table.indicators)
