"""Forms as bureaus print them, and what is read from them."""

import pytest

from jixiao.reading import read_document
from jixiao.targets import TargetTable


@pytest.fixture
def tables(write):
    """Read a text into its target tables."""

    def read(text: str) -> tuple[TargetTable, ...]:
        reading = read_document(write(text))
        assert () == reading.unread
        return reading.tables

    return read


HEADER = """项目支出绩效目标表
(2026年)
项目名称 {name}
主管部门 示例市医疗保障局 实施单位 示例市医保中心
项目属性 经常性项目 项目期 1年
项目资金
（万元）
年度资金总额： {money}
其中：财政拨款 {money}
其他资金
年度总体目标
{objective}
一级指标 二级指标 三级指标 指标值
"""


def form(
    rows: str, name: str = "医保宣传", money: str = "12", objective: str = "做好宣传。"
) -> str:
    return HEADER.format(name=name, money=money, objective=objective) + rows


def rows_of(table: TargetTable) -> list[tuple[str | None, str, str]]:
    return [((i.aspect or "")[:2], i.name, i.target.text) for i in table.indicators]


ROWS = """产出指标
数量指标
宣传场次 12场
质量指标
讲解合格率 ≥95%
满意度指标
服务对象满意度指标
群众满意度 ≥90%
"""


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

    assert ["反映良好", "切实保障", "逐步改善"] == [value for _, _, value in rows_of(table)]


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
    (table,) = tables(form("效益指标\n经济效益指标（选填）\n社会效益指标（必填）\n知晓率 ≥80%\n"))

    assert [("经济效益指标", False)] == [(row.aspect, row.required) for row in table.empty_rows]


def test_signatures_below_a_form_are_fields_and_remarks_are_prose(tables):
    (table,) = tables(
        form(ROWS) + "填表人：甲 联系电话：乙\n注：本表由单位填报，财政审核后公开。\n"
    )

    assert {"填表人": "甲", "联系电话": "乙"} == table.other_fields
    assert 3 == len(table.indicators)


def test_numbered_parts_of_an_objective_keep_their_gaps(tables):
    (table,) = tables(
        form(ROWS, objective="1.摸清底数，每人补助1.5元。2.培训12\n人；\n4.公开结果。")
    )

    assert table.objective
    assert [("1", "摸清底数，每人补助1.5元。"), ("2", "培训12人；"), ("4", "公开结果。")] == [
        (item.number, item.text) for item in table.objective.items
    ]


def test_an_amount_in_another_unit_is_said_in_the_forms_own(tables):
    (table,) = tables(form(ROWS, money="35000元"))

    assert ("3.5", "万元") == (str(table.funding.annual.total), table.money_unit)


def test_an_amount_that_is_none_is_left_unread_with_a_note(write):
    reading = read_document(write(form(ROWS, money="若干")))

    (table,) = reading.tables
    assert table.funding.annual.total is None
    assert 2 == sum(note.code == "amount_unreadable" for note in table.notes)
    assert ["若干", "若干"] == [unread.evidence.quote for unread in reading.unread]


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
    ).replace("一级指标 二级指标 三级指标 指标值", "一级指标\t二级指标\t三级指标\t指标值")

    (table,) = tables(text)

    assert ("数量", "宣传折页", "5万份") == rows_of(table)[0]


def test_a_second_level_word_outranks_a_first_level_cell(tables):
    text = form(
        "产出指标\t数量指标\t场次\t1场\n满意度指标\t可持续影响\t长效机制\t健全\n\t服务对象满意度\t群众满意度\t≥90%\n"
    ).replace("一级指标 二级指标 三级指标 指标值", "一级指标\t二级指标\t三级指标\t指标值")

    (table,) = tables(text)

    assert ["产出指标", "效益指标", "满意度指标"] == [i.dimension for i in table.indicators]
    assert ["产出指标", None, "满意度指标"] == [i.dimension_label for i in table.indicators]
    assert "level_outranked" in [note.code for note in table.notes]


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


def test_values_that_wrap_round_a_label_in_the_header_are_joined(tables):
    (table,) = tables(form(ROWS, name="城乡居民基本医疗保险\n参保扩面工作经费"))

    assert "城乡居民基本医疗保险参保扩面工作经费" == table.project_name


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


@pytest.mark.parametrize(
    ("title", "money"),
    [
        ("（2026年）　单位：元", "500000"),
        ("项目支出绩效目标表   单位：元", "500000"),
        ("填报日期：2月 单位：元", "1,500.50"),
    ],
)
def test_a_unit_may_share_its_line(tables, title: str, money: str):
    text = form(ROWS, money=money).replace("（万元）\n", "").replace("(2026年)", title)

    (table,) = tables(text)

    assert ("元", money.replace(",", "")) == (table.money_unit, str(table.funding.annual.total))


def test_a_label_is_not_built_from_the_end_of_a_value(tables):
    (table,) = tables(form(ROWS, name="医疗服务与保障能力提升补助\n资金"))

    assert ("医疗服务与保障能力提升补助资金", "示例市医疗保障局") == (
        table.project_name,
        table.supervising_department,
    )


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("【308】示例局", "308"),
        ("[055]示例局", "055"),
        ("219-示例局", "219"),
        ("308001－示例局", "308001"),
        ("331示例局", "331"),
        ("示例局（308）", "308"),
        ("示例局 308001", "308001"),
        ("示例局", None),
    ],
)
def test_a_departments_code_is_told_from_its_name(tables, printed: str, code: str | None):
    (table,) = tables(form(ROWS).replace("主管部门 示例市医疗保障局", f"主管部门 {printed}"))

    assert ("示例局", code) == (table.supervising_department, table.department_code)


def test_an_unknown_label_does_not_spoil_the_amount_above_it(write):
    text = form(ROWS).replace("其他资金\n", "县级财力 30\n其他资金\n")

    reading = read_document(write(text))

    (table,) = reading.tables
    assert "12" == str(table.funding.annual.fiscal_appropriation)
    assert ["县级财力 30"] == [unread.evidence.quote for unread in reading.unread]


@pytest.mark.parametrize(
    ("objective", "numbers"),
    [
        ("目标1：完成重点任务3项。目标2：收尾。", ["1", "2"]),
        ("（一）甲。（二）乙。其中：1.子；2.丑。（三）丙。", ["一", "二", "三"]),
        ("一、政策（一）甲（二）乙二、经办。绩效：1.子。2.丑。3.寅。", ["1", "2", "3"]),
        ("1)甲 2)乙 3）丙", ["1", "2", "3"]),
        ("计划1.5万元，每人每年2次。", []),
    ],
)
def test_the_outer_numbers_of_an_objective_are_its_parts(
    tables, objective: str, numbers: list[str]
):
    (table,) = tables(form(ROWS, objective=objective))

    assert table.objective
    assert numbers == [item.number for item in table.objective.items]


def test_a_line_of_the_objective_that_begins_like_a_label_is_prose(tables):
    (table,) = tables(
        form(ROWS, objective="按要求管好\n项目资金，接受\n主管部门 检查，完成\n绩效目标\n。")
    )

    assert table.objective
    assert "按要求管好项目资金，接受主管部门检查，完成绩效目标。" == table.objective.text


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

    assert [("场次", True), ("人数", True)] == [(i.name, i.required) for i in table.indicators]


def test_a_name_behind_its_label_may_be_a_label_word(tables):
    (table,) = tables(
        form(
            "产出指标\n成本指标 成本 控制率 ≤100%\n满意度指标\n服务对象满意度指标 满意度 ≥90%\n机构满意度 ≥85%\n"
        )
    )

    assert ["成本控制率", "满意度", "机构满意度"] == [name for _, name, _ in rows_of(table)]


def test_a_blank_prefix_is_an_empty_row(tables):
    (table,) = tables(form("效益指标\n经济效益指标 指标1：\n社会效益指标 指标1：知晓率 ≥80%\n"))

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
        ("三级指标\t指标值\t备注", "场次\t3场\t县级", "3场", ["县级"]),
        ("三级指标\t指标解释\t指标值", "场次\t全年场次\t3场", "3场", ["全年场次"]),
        ("三级指标\t计算符号\t指标值\t计量单位", "场次\t≥\t3\t场", "≥3场", []),
        ("三级指标\t权重\t指标值", "场次\t20\t3场", "3场", ["20"]),
    ],
)
def test_other_columns_are_told_from_the_value(
    write, heads: str, row: str, value: str, unread: list[str]
):
    text = grid(f"产出指标\t数量指标\t{row}\n\t质量指标\t{row}\n", f"一级指标\t二级指标\t{heads}")

    reading = read_document(write(text))

    assert [value, value] == [indicator.target.text for indicator in reading.tables[0].indicators]
    assert unread * 2 == [stretch.evidence.quote for stretch in reading.unread]


def test_rows_without_column_heads_are_still_rows(tables):
    (table,) = tables(form(ROWS).replace("一级指标 二级指标 三级指标 指标值\n", ""))

    assert 3 == len(table.indicators)
    assert table.objective
    assert "做好宣传。" == table.objective.text


def test_a_row_torn_by_several_line_breaks_is_one_row(tables):
    (table,) = tables(
        grid(
            "产出\n指标\t数量\n指标\t检查机构\t3家\n\t质量指标\t合格率\t95%\n\t时效指标\t时间\t及时\n"
        )
    )

    assert ("数量", "检查机构", "3家") == rows_of(table)[0]
