"""Forms told in another shape: tables of projects, outlines, reports in prose."""

from jixiao import chinese
from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable


def tables(text: str) -> tuple[TargetTable, ...]:
    return read_opened(read_text(text.encode(), "a.txt", "0" * 64, Settings())).tables


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


def test_a_table_of_projects_may_be_parted_by_spaces_with_cells_over_lines():
    text = (
        "项目绩效目标表\n单位:元\n"
        "项目名称 项目单位 项目类别 预算数 年度绩效目标 "
        "一级指标 二级指标 三级指标 指标性质 指标方向 目标值 计量单位 分值\n"
        "灯标维护 甲市航道站 专项项目 864,500.00 保障通航。 产出指标(50分) 数量指标 维护灯标 正向 大于等于 24 座 20\n"
        "成本指标 单座成本 反向 小于等于 3 万元 30\n"
        "效益指标(40分) 社会效益 通航环境 定性\n明显改善\n40\n"
        "航道清淤 甲市航道站 专项项目 293,000.00 清淤达标。 产出指标(50分) 数量指标 清淤长度 正向 大于等于 8 公里 50\n"
    )
    read = tables(text)

    assert [("灯标维护", "864500.00"), ("航道清淤", "293000.00")] == [
        (table.project_name, f"{table.funding.annual.total:f}") for table in read
    ]
    assert ["大于等于24座", "小于等于3万元", "明显改善", "大于等于8公里"] == [
        chinese.key(row.target.text) for table in read for row in table.indicators
    ]


def test_what_was_achieved_is_told_without_the_verb_of_its_promise():
    text = (
        "2023年自评报告\n产出指标。\n数量指标:布设监测点数量≥150处,实际布设152处;"
        "开展巡查次数≥600次,实际开展587次。\n质量指标:合格率≥90%,实际完成94%。\n"
    )
    (read,) = tables(text)

    assert ["152处", "587次", "94%"] == [
        row.actual.text for row in read.indicators if row.actual
    ]


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


def test_levels_in_brackets_stand_over_their_rows():
    text = (
        "某局2025年项目绩效目标和指标\n\n治安视频租用\n\n924000\n\n【项目概况】：租用线路。\n"
        "【总体目标】\n保障回传。\n【产出指标-数量指标】\n指标1：租用线路（≥214条）\n"
        "【满意度指标-服务对象满意度指标】\n指标1：使用人满意度（≥90%）\n"
    )
    (read,) = tables(text)

    assert [
        ("数量指标", "租用线路", "≥214条"), ("服务对象满意度指标", "使用人满意度", "≥90%"),
    ] == [(row.aspect, row.name, row.target.text) for row in read.indicators]  # fmt: skip


def test_a_sentence_says_points_and_the_reason_too():
    text = (
        "某局2024年度道路养护自评报告\n项目名称：道路养护。主管部门：某县交通局。\n1.数量指标。\n"
        "养护里程：指标值≥612公里，实际完成612公里，分值15分，得15分。\n2.质量指标。\n"
        "路况优良率：指标值≥82%，实际完成79.5%，分值10分，得8分，原因是重载车辆增加。\n"
    )
    (read, *_) = tables(text)

    assert ("道路养护", "某县交通局") == (
        read.project_name,
        read.supervising_department,
    )
    assert [
        ("数量指标", "养护里程", 15, 15, None),
        ("质量指标", "路况优良率", 10, 8, "重载车辆增加"),
    ] == [
        (row.aspect, row.name, row.weight, row.score, row.reason)
        for row in read.indicators
    ]


def test_bullets_before_lines_are_no_part_of_them():
    text = (
        "◆ 项目名称：监督抽查\n◆ 主管部门：某局\n◆ 年度资金总额：86.4万元\n■ 产出指标\n  ● 数量指标\n"
        "    - 抽查批次 ≥540批次\n  ● 质量指标\n    - 差错率 ≤0.5%\n"
    )
    (read,) = tables(text)

    assert ("监督抽查", "86.4") == (read.project_name, str(read.funding.annual.total))
    assert [("抽查批次", "≥540批次"), ("差错率", "≤0.5%")] == [
        (row.name, row.target.text) for row in read.indicators
    ]


def test_an_outline_with_points_has_a_turn_for_them():
    text = (
        "某局2025年项目绩效目标批复表\n指标\n指标值\n权重\n某局\n科技专项\n320\n 产出指标\n  数量指标\n"
        "   培育企业\n   ≥22家\n   15\n   下乡服务\n   ≥180人次\n   15\n  质量指标\n   结题率\n   ≥90%\n   10\n"
    )
    (read,) = tables(text)

    assert [("培育企业", 15), ("下乡服务", 15), ("结题率", 10)] == [
        (row.name, row.weight) for row in read.indicators
    ]


def test_a_budget_beside_its_amount_is_the_years():
    (read,) = tables(
        "绩效自评表\n项目名称 急救\n预算执行情况(万元) 预算数: 135.6 执行数: 133.9\n"
        "一级指标 二级指标 三级指标 指标值 实际完成值 分值 得分\n产出指标 数量指标 更新车辆 3辆 3辆 50 50\n"
        "效益指标 社会效益指标 满足率 ≥99% 99.3% 40 40\n"
    )

    assert "135.6" == str(read.funding.annual.total)


def test_the_years_total_is_not_that_of_the_whole_project():
    (read,) = tables(
        "绩效目标表\n项目名称\t管网改造\n项目资金\t资金总额\t6300万元\t当年资金总额:\t2150万元\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t改造长度\t22公里\n"
    )

    assert ("6300", "2150") == (
        str(read.funding.project_total), str(read.funding.annual.total),
    )  # fmt: skip


def test_an_amount_told_in_a_sentence_is_the_years_and_unsure():
    (read,) = tables(
        "某局2025年重点项目绩效目标公开表\n一、项目名称\n送戏下乡\n二、项目概况\n"
        "剧团开展演出，2025年安排预算88万元。\n三、绩效目标\n（一）产出指标\n1.数量指标：演出场次不少于110场。\n"
        "（二）效益指标\n1.社会效益指标：惠及观众5.5万人次以上。\n"
    )

    assert ("送戏下乡", "88") == (read.project_name, str(read.funding.annual.total))
    assert read.evidence["funding.annual.total"].unsure


def test_numbers_of_an_outline_are_no_part_of_its_lines():
    (read,) = tables(
        "项目绩效目标公示\n项目名称：流浪救助\n主管部门：某局\n年度金额（万元）：89.2\n一、产出指标\n"
        "  1.1 数量指标\n    1.1.1 救助人员：≥540人次\n    1.1.2 购置车辆：2辆\n  1.2 质量指标\n"
        "    1.2.1 查询率：≥96%\n二、满意度指标\n  2.1 服务对象满意度指标\n    2.1.1 满意度：≥93%\n"
    )

    assert ("流浪救助", "89.2") == (read.project_name, str(read.funding.annual.total))
    assert [
        ("数量指标", "救助人员"),
        ("数量指标", "购置车辆"),
        ("质量指标", "查询率"),
    ] == [(row.aspect, row.name) for row in read.indicators[:3]]


def test_dashes_right_before_lines_are_no_part_of_them():
    rows = "产出指标\n——数量指标\n完成登记：≥28件\n——质量指标\n差错率：≤0.3%\n——时效指标\n办结时限：≤3天\n"
    (read,) = tables("绩效目标公开\n项目名称：登记服务\n" + rows)

    assert ["数量指标", "质量指标", "时效指标"] == [
        row.aspect for row in read.indicators
    ]


def test_a_numeral_that_opens_a_name_is_no_number_of_an_item():
    text = "1.一档补助标准目标值1200元，实际完成1200元；二档补助标准目标值800元，实际完成800元。\n"
    (read,) = tables("2022年自评报告\n项目名称：助学。\n" + text)

    assert ["一档补助标准", "二档补助标准"] == [row.name for row in read.indicators]


def test_rows_of_a_project_may_leave_their_first_level_out():
    heads = "项目名称\t年度预算\t一级指标\t二级指标\t三级指标\t指标值\n"
    rows = (
        "信访业务\t32\t产出指标\t数量指标\t受理来访\t≥2600件次\n"
        "\t\t\t时效指标\t按期办结率\t≥97%\n"
        "运行维护\t15\t产出指标\t数量指标\t维护终端\t19套\n"
    )
    read = tables("绩效目标申报表\n" + heads + rows)

    assert [["受理来访", "按期办结率"], ["维护终端"]] == [
        [row.name for row in table.indicators] for table in read
    ]


def test_levels_with_points_on_lines_of_their_own_govern_the_sentences_below():
    text = (
        "2023年自评情况\n项目名称:厨余收运\n一、产出指标(50分)\n1.数量指标(20分)\n"
        "收运量:目标≥3.6万吨,实际3.7万吨,分值20分,得分20分。\n2.质量指标(20分)\n"
        "处置率:目标=100%,实际100%,分值20分,得分20分。\n"
    )
    (table,) = tables(text)

    assert [("数量指标", "收运量"), ("质量指标", "处置率")] == [
        (row.aspect, row.name) for row in table.indicators
    ]


def test_heads_that_a_narrow_column_broke_are_one_where_the_lower_line_ends_some():
    text = (
        "项目支出绩效自评表\n项目名称 辅具适配\n"
        "一级 二级 三级指标 年初设定 全年实际 分值 自评 偏差原因分析\n"
        "指标 指标 目标值 完成值 得分 及改进措施\n"
        "产出指标 数量指标 适配件数 ≥620件 634件 20 20\n质量指标 合格率 100% 99% 10 9\n"
    )
    (table,) = tables(text)

    assert [("适配件数", "≥620件", 20, 20), ("合格率", "100%", 10, 9)] == [
        (row.name, row.target.text, row.weight, row.score) for row in table.indicators
    ]


def test_a_second_level_below_brackets_governs_the_rows_behind_it():
    text = (
        "项目绩效目标\n项目名称：河道清淤\n【产出指标】\n数量指标：\n清淤长度（≥9公里）\n"
        "质量指标：\n验收合格率（100%）\n"
    )
    (table,) = tables(text)

    assert [("数量指标", "清淤长度"), ("质量指标", "验收合格率")] == [
        (row.aspect, row.name) for row in table.indicators
    ]


def test_a_report_with_stops_behind_labels_and_names_is_one_form():
    (table,) = tables(
        "青石县桥梁检测项目绩效自评报告\n项目名称:桥梁检测。主管部门:青石县公路局。\n(一)产出指标(50分)\n1.数量指标。\n"
        "(1)检测桥梁座数。目标值为≥46座,实际完成值为48座,得15分。\n2.质量指标。\n"
        "(1)报告通过率。目标值为≥95%,实际完成值为96%,得15分。"
    )

    assert ["检测桥梁座数", "报告通过率"] == [row.name for row in table.indicators]
    assert ["≥46座", "≥95%"] == [row.target.text for row in table.indicators]


def test_a_target_told_in_brackets_behind_its_name_is_a_row():
    (table,) = tables(
        "青石县大队2024年度治理经费绩效自评情况\n治理经费年初预算85万元,全年实际支出83.3万元。\n"
        "数量指标:检测车辆(目标值≥30万辆次,完成值31.2万辆次,得10分);维护设备(目标值4套,完成值4套,得10分)。"
    )

    rows = [(row.name, row.target.text, row.score) for row in table.indicators]
    assert ["检测车辆", "维护设备"] == [name for name, _, _ in rows]
    assert ["≥30万辆次", "4套"] == [target for _, target, _ in rows]


def test_the_rows_of_a_term_above_those_of_the_year_are_left_out():
    heads = "一级指标 二级指标 指标内容 指标值"
    (table,) = tables(
        "项目支出绩效目标申报表\n项目名称 水库加固\n主管部门 青石县水利局\n长期绩效指标\n"
        f"{heads}\n产出指标 数量指标 加固水库座数 12座\n年度绩效指标\n{heads}\n"
        "产出指标 数量指标 加固水库座数 4座\n质量指标 工程验收合格率 100%"
    )

    assert ["4座", "100%"] == [row.target.text for row in table.indicators]


def test_a_project_on_a_line_over_its_rows_is_a_form():
    heads = "单位名称、项目名称\t项目年度绩效目标\t一级指标\t二级指标\t三级指标\t指标值"
    first, second = tables(
        f"部门项目支出绩效目标表\n{heads}\n青石县林业局\n鼠害防治\t防治20万亩\n"
        "\t\t产出指标\t数量指标\t防治面积\t20万亩\n天然林管护\t管护110万亩\n"
        "\t\t产出指标\t数量指标\t管护面积\t110万亩"
    )

    assert ("鼠害防治", "天然林管护") == (first.project_name, second.project_name)


def test_a_budget_ends_where_what_was_spent_is_named_with_its_unit():
    (table,) = tables(
        "预算项目绩效运行监控情况表\n项目名称 困难人员救助\n年度预算(元) 826,000 1-9月执行数(元) 560,400\n"
        "一级指标 二级指标 三级指标 年度指标值 1-9月完成值\n产出指标 数量指标 救助人次 ≥650人次 471人次"
    )

    assert "826000" == str(table.funding.annual.total)


def test_a_field_glued_to_the_value_before_it_is_a_field():
    glued = "项目名称：湿地监测申报单位：甲县湿地中心年度资金：303.7万元"
    heads = "一级指标\t二级指标\t三级指标\t指标值"
    row = "产出指标\t数量指标\t调查次数\t4次"

    (table,) = tables(f"项目支出绩效目标表\n{glued}\n{heads}\n{row}\n")

    assert ("湿地监测", "甲县湿地中心", "303.7") == (
        table.project_name, table.implementing_unit, str(table.funding.annual.total),
    )  # fmt: skip


def test_no_row_of_a_table_of_projects_is_lost_for_its_level():
    heads = "单位名称\t项目名称\t预算数\t一级指标\t二级指标\t三级指标\t指标值\n"
    rows = (
        "甲镇政府\t栏杆维修\t12\t产出指标\t数量指标\t维修长度\t64公里\n"
        "成本指标\t经济成本指标\t每米单价\t≤470元/米\n"
    )

    (table,) = tables("绩效目标申报表\n" + heads + rows)

    assert ["维修长度", "每米单价"] == [row.name for row in table.indicators]


def test_points_in_brackets_behind_a_target_are_its_weight():
    chains = "\n".join(
        f"产出指标-数量指标-测绘面积{n}：≥{n}平方公里（权重20）" for n in (3, 4, 5)
    )

    (table,) = tables(f"年度绩效目标\n项目名称：基础测绘\n{chains}\n")

    assert {("≥3平方公里", "20"), ("≥4平方公里", "20"), ("≥5平方公里", "20")} == {
        (row.target.text, str(row.weight)) for row in table.indicators
    }


def test_indicators_with_their_targets_are_no_projects_of_an_outline():
    (table,) = tables(
        "产出指标 数量指标 布设测速点位≥16处 10\n更新护栏≥2400米 10\n"
        "质量指标 设备检定合格率=100% 20\n满意度指标 服务对象满意度指标 驾驶人满意度≥86% 10\n"
    )

    assert ["布设测速点位", "更新护栏", "设备检定合格率", "驾驶人满意度"] == [
        row.name for row in table.indicators
    ]


def test_levels_in_the_cell_of_the_objective_are_rows():
    (table,) = tables(
        "项目信息公开表\n项目名称\t非遗工坊扶持\t项目总预算\t62万元\n"
        "年度绩效目标\t产出指标\t数量指标\t扶持非遗工坊9家;举办技艺培训12期。\n"
        "质量指标\t审核准确率100%。\n效益指标\t社会效益指标\t知晓度逐步提高。\n"
    )

    assert ["扶持非遗工坊", "举办技艺培训", "审核准确率", "知晓度"] == [
        row.name for row in table.indicators
    ]
    assert "62" == str(table.funding.annual.total)
    assert table.evidence["funding.annual.total"].unsure
