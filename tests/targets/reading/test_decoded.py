"""Rows decoded: every way to cut the text into cells is weighed."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator

ABOVE = "项目支出绩效自评表\n(2024年度)\n项目名称 桥梁检测\n主管部门 甲市公路局\n"


def rows(text: str) -> tuple[Indicator, ...]:
    (table,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables
    return table.indicators


def test_points_that_touch_values_are_parted():
    heads = "一级指标二级指标三级指标分值年度指标值全年实际值得分"
    text = (
        "产出指标数量指标检测桥梁座数15≥46座48座15质量指标报告通过率10100%90%8总分2523"
    )
    first, second = rows(f"{ABOVE}{heads}{text}\n")

    assert ("检测桥梁座数", "≥46座", "48座") == (
        first.name, first.target.text, first.actual and first.actual.text,
    )  # fmt: skip
    assert (15, 15) == (first.weight, first.score)
    assert ("报告通过率", "100%", 10, 8) == (
        second.name, second.target.text, second.weight, second.score,
    )  # fmt: skip


@pytest.mark.parametrize("gap", ["\t", " ", "\n"])
def test_a_sign_in_a_column_of_its_own_belongs_to_the_value(gap: str):
    heads = gap.join(
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"]
    )
    cells = gap.join(["产出指标", "数量指标", "清淤河段长度", "≥", "18", "公里", "20"])
    (row,) = rows(f"{ABOVE}{heads}\n{cells}\n")

    assert ("清淤河段长度", "≥18公里", 20) == (row.name, row.target.text, row.weight)


def test_letters_of_a_side_bar_are_no_part_of_a_name():
    heads = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
    lines = [
        "产 数量指标 检测座数 ≥46座 48座 15 15",
        "出 质量指标 通过率 ≥95% 96% 10 10",
        "指 时效指标 及时率 100% 100% 10 10",
    ]
    read = rows("\n".join([ABOVE + heads, *lines]))

    assert ["检测座数", "通过率", "及时率"] == [row.name for row in read]
    assert ["数量指标", "质量指标", "时效指标"] == [row.aspect for row in read]


@pytest.mark.parametrize("gap", ["\t", " "])
def test_levels_of_a_bureaus_own_are_known_by_their_place(gap: str):
    heads = ["一级指标", "二级指标", "三级指标", "指标值"]
    lines = [
        heads,
        ["部门管理", "资金投入", "基本支出预算执行率", "≥98%"],
        ["履职尽责", "市场监管", "食品抽检批次", "≥420批次"],
        ["履职尽责", "市场监管", "电梯检验率", "100%"],
    ]
    first, second, _ = rows(ABOVE + "\n".join(map(gap.join, lines)))

    assert ("部门管理", "资金投入") == (first.dimension_label, first.aspect_label)
    assert ("食品抽检批次", "履职尽责") == (second.name, second.dimension_label)


def test_a_column_of_rates_is_no_part_of_what_was_achieved():
    heads = "一级指标 二级指标 三级指标 年度指标值 实际完成值 完成率 分值 得分"
    lines = [
        "产出指标 数量指标 编印读本 ≥800册 860册 107.5% 10 10",
        "质量指标 印刷合格率 100% 100% 100% 15 15",
        "时效指标 完成时间 12月15日前 12月10日 100% 15 15",
    ]
    read = rows("\n".join([ABOVE + heads, *lines]))

    actual = [row.actual.text for row in read if row.actual]
    assert ["860册", "100%", "12月10日"] == actual


def test_a_line_without_gaps_is_a_row_where_most_are():
    heads = "一级指标二级指标三级指标指标值"
    lines = [
        "产出指标数量指标采购图书≥2.5万册", "延长开放天数≥60天",
        "时效指标季度新书上架时间每季末月20日前", "效益指标社会效益指标年到馆读者≥80万人次",
    ]  # fmt: skip
    read = rows("\n".join([ABOVE + heads, *lines]))

    assert ["采购图书", "延长开放天数", "季度新书上架时间", "年到馆读者"] == [
        row.name for row in read
    ]
    assert "每季末月20日前" == read[2].target.text


def test_a_qualitative_value_has_no_unit_beside_it():
    heads = "一级指标二级指标三级指标指标性质指标值度量单位权重"
    text = "产出指标数量指标维修座数≥36座15效益指标社会效益指标如厕便利度定性明显改善20"
    _, second = rows(f"{ABOVE}{heads}{text}\n")

    assert ("如厕便利度", "明显改善", 20) == (
        second.name, second.target.text, second.weight,
    )  # fmt: skip


def test_a_cell_that_stands_apart_is_hardly_ever_cut_inside():
    cells = [
        "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "新增绿道", "≥18公里",
        "效益指标", "社会效益指标", "15分钟可达绿道覆盖率", "≥80%", "可持续影响指标", "养护管理制度健全性", "健全",
    ]  # fmt: skip
    read = rows(ABOVE + "\n".join(cells))

    assert ["新增绿道", "15分钟可达绿道覆盖率", "养护管理制度健全性"] == [
        row.name for row in read
    ]


def test_figures_that_names_begin_with_are_no_value_of_the_row_before():
    text = "产出指标数量指标体检人数≥1.2万人65岁以上老年人健康管理率≥72%质量指标0-6岁儿童管理率≥90%"
    read = rows(f"{ABOVE}一级指标二级指标三级指标指标值{text}\n")

    assert ["体检人数", "65岁以上老年人健康管理率", "0-6岁儿童管理率"] == [
        row.name for row in read
    ]


def test_what_stands_below_the_rows_is_no_row():
    heads = "一级指标 二级指标 三级指标 指标值"
    lines = [
        heads, "产出指标 数量指标 检测座数 ≥46座", "质量指标 通过率 ≥95%",
        "抄送：市审计局", "市财政局办公室 2024年4月16日印发",
    ]  # fmt: skip
    read = rows(ABOVE + "\n".join(lines))

    assert ["检测座数", "通过率"] == [row.name for row in read]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("发放助听器 10 ≥350台", "听力筛查 10 ≥600人次"),
        ("发放助听器 ≥350台 10", "听力筛查 ≥600人次 10"),
    ],
)
def test_the_order_of_columns_without_heads_is_the_likeliest(first: str, second: str):
    lines = [
        f"产出指标 数量指标 {first}", second, "质量指标 " + first.replace("发放助听器", "适配率"),
        "效益指标 社会效益指标 " + second.replace("听力筛查", "参与度"),
    ]  # fmt: skip
    read = rows(ABOVE + "\n".join(lines))

    assert ["发放助听器", "听力筛查", "适配率", "参与度"] == [row.name for row in read]
    assert [10] * len(read) == [row.weight for row in read]


def test_labels_of_a_bureaus_own_stand_in_cells_of_their_own():
    cells = [
        "一级指标", "二级指标", "三级指标", "指标值", "产出目标", "数量", "新增绿道", "≥18公里",
        "影响力目标", "长效管理", "管护制度健全性", "健全", "人力资源", "养护人员培训覆盖率", "100%",
    ]  # fmt: skip
    read = rows(ABOVE + "\n".join(cells))

    assert ["数量", "长效管理", "人力资源"] == [row.aspect_label for row in read]
    assert ["产出目标", "影响力目标", "影响力目标"] == [
        row.dimension_label for row in read
    ]


def test_an_explanation_begins_at_the_word_that_opens_it():
    heads = "一级指标二级指标三级指标指标解释指标值"
    text = (
        "产出指标数量指标设备维护次数反映全年设备维护情况≥24次安全巡查次数反映园区巡查情况≥300次"
        "质量指标故障修复率反映设备修复质量≥98%"
    )
    read = rows(f"{ABOVE}{heads}{text}\n")

    assert ["设备维护次数", "安全巡查次数", "故障修复率"] == [row.name for row in read]
    assert ["≥24次", "≥300次", "≥98%"] == [row.target.text for row in read]


def test_a_second_level_of_a_bureaus_own_opens_a_line_without_the_first():
    lines = [
        "一级指标 二级指标 三级指标 目标值", "工作产出 法治建设 合法性审查文件 ≥80件",
        "复议案件办结率 100%", "法律服务 法律援助案件 ≥450件", "公共法律咨询 ≥1.2万人次",
    ]  # fmt: skip
    read = rows(ABOVE + "\n".join(lines))

    labels = [row.aspect_label for row in read]
    assert ["法治建设", "法治建设", "法律服务", "法律服务"] == labels
    assert {"工作产出"} == {row.dimension_label for row in read}


def test_how_likely_a_target_is_belongs_to_the_row_before():
    heads = (
        "一级指标二级指标三级指标年度指标值1-8月执行情况全年预计完成情况完成目标可能性"
    )
    text = (
        "产出指标数量指标养护道路≥46公里31.5公里46公里确定能维修站点≥9处6处9处确定能"
        "时效指标抢修及时率≥95%88%93%有可能"
    )
    read = rows(f"{ABOVE}{heads}{text}\n")

    assert ["养护道路", "维修站点", "抢修及时率"] == [row.name for row in read]
    assert ["确定能", "确定能", "有可能"] == [row.likelihood for row in read]


def test_points_that_touch_equal_words_stay_whole():
    heads = "一级指标二级指标三级指标分值年度指标值全年实际值得分"
    text = "效益指标可持续影响指标出行条件10显著改善显著改善10满意度指标服务对象满意度指标农户满意度10≥95%97%10"
    first, _ = rows(f"{ABOVE}{heads}{text}\n")

    assert ("显著改善", "显著改善") == (
        first.target.text, first.actual and first.actual.text,
    )  # fmt: skip
    assert (10, 10) == (first.weight, first.score)


def test_a_long_run_of_rows_with_blank_columns_is_no_line_of_the_page():
    heads = "一级指标二级指标三级指标指标性质指标值度量单位完成值权重得分"
    text = (
        "产出指标数量指标足额保障率=100% 22.5科目调整次数≤10次 22.5"
        "时效指标按时发放率=100% 22.5效益指标经济效益指标结余率≤5% 22.5合计100"
    )
    read = rows(f"{ABOVE}{heads}{text}\n")

    assert ["=100%", "≤10次", "=100%", "≤5%"] == [row.target.text for row in read]
    assert {22.5} == {float(row.weight or 0) for row in read}


def test_heads_printed_again_over_the_rows_of_a_second_objective_are_no_row():
    heads = "一级指标二级指标三级指标年初目标值(A)实际完成值(B)得分"
    text = (
        f"{heads}产出指标数量指标监测断面个数161610质量指标数据有效率≥95%97%10"
        f"年度绩效目标2(40分){heads}产出指标数量指标建设监测站2座2座15"
    )
    read = rows(f"{ABOVE}{text}总分35\n")

    assert ["监测断面个数", "数据有效率", "建设监测站"] == [row.name for row in read]
    assert ["16", "≥95%", "2座"] == [row.target.text for row in read]
    assert [10, 10, 15] == [row.score for row in read]


def test_a_first_level_right_below_the_heads_is_none_of_them():
    cells = [
        "一级 指标",
        "二级指标",
        "三级指标",
        "指标值(包含数字及文字描述)",
        "项目完成",
    ]
    cells += ["数量指标", "巡回义诊场次", "≥48场", "义诊人数", "≥7200人", "质量指标"]
    cells += ["诊疗规范率", "100%", "项目效益", "社会效益指标", "健康意识", "提高"]
    read = rows(ABOVE + "\n".join(f"{cell} |" for cell in cells))

    assert ["项目完成"] * 3 + ["项目效益"] == [row.dimension_label for row in read]
