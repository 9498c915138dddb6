"""Rows of indicators in running lines."""

import pytest

from tests.targets.forms import form, rows_of


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "对困难群众、返贫监测对象按时足额发\n放救助资金\n100%",
            ("对困难群众、返贫监测对象按时足额发放救助资金", "100%"),
        ),
        (
            "对困难群众、返贫监测对象按时足额发\n放救助资金 100%",
            ("对困难群众、返贫监测对象按时足额发放救助资金", "100%"),
        ),
        (
            "对困难群众、返贫监测对象按时足额发 100%\n放救助资金",
            ("对困难群众、返贫监测对象按时足额发放救助资金", "100%"),
        ),
        ("救助对象 满意程度 不低于 95%", ("救助对象满意程度", "不低于 95%")),
        ("住院救助比例≥70%", ("住院救助比例", "≥70%")),
        ("成本控制 不超过 2 万元", ("成本控制", "不超过 2 万元")),
        ("完成时间 2026 年 12 月前", ("完成时间", "2026 年 12 月前")),
        ("宣传折页 2万份 0.5 万元", ("宣传折页", "2万份 0.5 万元")),
    ],
)
def test_a_row_may_wrap_before_or_after_its_value(tables, lines, expected):
    (table,) = tables(form(f"产出指标\n质量指标\n{lines}\n"))

    assert [expected] == [(name, value) for _, name, value in rows_of(table)]


def test_lines_under_one_label_part_into_rows(tables):
    (table,) = tables(
        form(
            "效益指标\n社会效益\n指标\n整治效果提升 反映良好\n参保人员的待遇 切实保障\n"
            "防止医疗资源浪费，引导群众有序\n就医\n逐步改善\n"
        )
    )

    assert ["反映良好", "切实保障", "逐步改善"] == [
        value for _, _, value in rows_of(table)
    ]


def test_prefixes_in_any_order_begin_rows(tables):
    (table,) = tables(
        form("产出指标\n数量指标（必填）\n指标2：\n宣传场次\n12场\n指标1：折页 5万份\n")
    )

    assert [("指标2：", "宣传场次"), ("指标1：", "折页")] == [
        (i.label, i.name) for i in table.indicators
    ]
    assert [True, True] == [i.required for i in table.indicators]


def test_a_prefix_without_colon_before_a_year_is_taken_off(tables):
    (table,) = tables(form("产出指标\n时效指标\n指标12026年11月30日前完成支付 100%\n"))

    assert ("指标1", "2026年11月30日前完成支付") == (
        table.indicators[0].label,
        table.indicators[0].name,
    )


def test_a_row_named_like_its_label_is_a_row(tables):
    (table,) = tables(form("满意度指标\n服务对象\n满意度指\n标\n服务对象满意度 ≥98%\n"))

    assert [("服务", "服务对象满意度", "≥98%")] == rows_of(table)


def test_letters_of_a_side_bar_are_no_rows(tables):
    (table,) = tables(
        form(
            "绩\n效\n指\n标\n产\n出\n指\n标\n数量指标 场次 1场\n效\n益\n社会效益\n指标 知晓率 ≥80%\n"
        )
    )

    assert [("数量", "场次", "1场"), ("社会", "知晓率", "≥80%")] == rows_of(table)


def test_a_level_left_blank_is_an_empty_row(tables):
    (table,) = tables(
        form("效益指标\n经济效益指标（选填）\n社会效益指标（必填）\n知晓率 ≥80%\n")
    )

    assert [("经济效益指标", False)] == [
        (row.aspect, row.required) for row in table.empty_rows
    ]


def test_rows_above_a_centred_label_are_its_own(tables):
    (table,) = tables(
        form(
            "产出指标\n指标1：场次 3场\n数量指标\n（必填）\n指标2：人数 9人\n指标1：合格率 95%\n质量指标\n（必填）\n"
        )
    )

    assert [("数量", "场次"), ("数量", "人数"), ("质量", "合格率")] == [
        (aspect, name) for aspect, name, _ in rows_of(table)
    ]
    assert [True] * 3 == [indicator.required for indicator in table.indicators]
    assert 2 == sum(note.code == "label_centred" for note in table.notes)


def test_a_label_that_is_broken_off_below_is_one_label(tables):
    (table,) = tables(
        form("产出指标\n数量指标 指标1：场次 3场\n（必填硬性指\n标） 指标2：人数 9人\n")
    )

    assert [("场次", True), ("人数", True)] == [
        (i.name, i.required) for i in table.indicators
    ]


def test_a_name_behind_its_label_may_be_a_label_word(tables):
    (table,) = tables(
        form(
            "产出指标\n成本指标 成本 控制率 ≤100%\n满意度指标\n服务对象满意度指标 满意度 ≥90%\n机构满意度 ≥85%\n"
        )
    )

    assert ["成本控制率", "满意度", "机构满意度"] == [
        name for _, name, _ in rows_of(table)
    ]


def test_a_blank_prefix_is_an_empty_row(tables):
    (table,) = tables(
        form("效益指标\n经济效益指标 指标1：\n社会效益指标 指标1：知晓率 ≥80%\n")
    )

    assert ["经济效益指标"] == [row.aspect for row in table.empty_rows]
    assert ["知晓率"] == [name for _, name, _ in rows_of(table)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "审计问题整改到位\n率\n100%\n政策解读 准确、完整",
            [("审计问题整改到位率", "100%"), ("政策解读", "准确、完整")],
        ),
        ("方案印发时间 2026年\n3月底前", [("方案印发时间", "2026年3月底前")]),
        ("2026 年 12 月底前完成 100%", [("2026 年 12 月底前完成", "100%")]),
        ("检查总成本 12.5", [("检查总成本", "12.5")]),
    ],
)
def test_rows_part_where_a_reader_would_part_them(
    tables, lines: str, expected: list[tuple[str, str]]
):
    (table,) = tables(form(f"产出指标\n质量指标\n{lines}\n"))

    assert expected == [(name, value) for _, name, value in rows_of(table)]
