"""Indicators sentences in prose."""

import pytest

OPENING = "2024年河湖巡查项目绩效目标公开表\n项目名称：河湖巡查项目\n年度总体目标：完成全年巡查任务。\n"


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
