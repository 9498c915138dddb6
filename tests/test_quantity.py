from decimal import Decimal

import pytest

from jixiao.quantity import (
    Bound,
    TargetValue,
    find_row_end,
    find_values,
    is_not_applicable,
    is_usual_wording,
    read_quantities,
    read_value,
    unit_at_end,
    wording_at_end,
)


@pytest.mark.parametrize(
    ("text", "bound", "number", "unit"),
    [
        ("≥98%", ">=", "98", "%"),
        ("≧100人次", ">=", "100", "人次"),
        ("⩾5", ">=", "5", None),
        (">=33%", ">=", "33", "%"),
        ("＞5次", ">", "5", "次"),
        ("小于3天", "<", "3", "天"),
        ("≤30分钟", "<=", "30", "分钟"),
        ("═7个", "=", "7", "个"),
        ("不低于1元", ">=", "1", "元"),
        ("不少于120次", ">=", "120", "次"),
        ("90%以上", ">=", "90", "%"),
        ("3个工作日以内", "<=", "3", "个工作日"),
        ("不超过 7.5 万元", "<=", "7.5", "万元"),
        ("不超预算 2.5 万元", "<=", "2.5", "万元"),
        ("约2.4万元", "about", "2.4", "万元"),
        ("3台", "=", "3", "台"),
        ("1,000,000元", "=", "1000000", "元"),
        ("2000000.00 元", "=", "2000000.00", "元"),
        ("0.52万元/套", "=", "0.52", "万元/套"),
        ("5元/人·月", "=", "5", "元/人·月"),
        ("32.5万", "=", "32.5", "万"),
        ("≥100百分比", ">=", "100", "百分比"),
        ("5‰", "=", "5", "‰"),
        ("百分之九十五", "=", "95", "%"),
        ("每年1次", "=", "1", "次"),
        ("计划2655人次", "=", "2655", "人次"),
        ("开展一次", "=", "1", "次"),
        ("≥2个试点", ">=", "2", "个试点"),
        ("3577. 95", "=", "3577.95", None),
        ("（≥９０％）"[1:-1], ">=", "90", "%"),
    ],
)
def test_a_bound_a_number_and_a_unit_are_read(
    text: str, bound: str, number: str, unit: str | None
):
    value, notes = read_value(text)

    assert (Bound(bound), Decimal(number), unit, ()) == (
        value.bound,
        value.number,
        value.unit,
        notes,
    )
    assert not value.qualitative


def test_the_printed_number_is_kept_and_the_other_reading_offered():
    value, _ = read_value("32.5万")

    assert "32.5" == str(value.number)
    assert (Decimal(325000), None) == value.in_base_units()


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("0.52万元/套", (Decimal(5200), "元/套")),
        ("100百分比", (Decimal(100), "%")),
        ("2千米", (Decimal(2), "千米")),
        ("3百人", (Decimal(300), "人")),
        ("1.2亿元", (Decimal(120000000), "元")),
        ("全覆盖", None),
    ],
)
def test_scales_are_taken_off_units_that_have_one(text: str, base: object):
    assert base == read_value(text)[0].in_base_units()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("≥8次235人", ["≥8次", "235人"]),
        ("20 人; 2.8 万人", ["20人", "2.8万人"]),
        ("2万份 0.5 万元", ["2万份", "0.5万元"]),
        ("100%1000件", ["100%", "1000件"]),
        ("12 34", ["12", "34"]),
    ],
)
def test_two_values_of_one_cell_are_both_kept(text: str, values: list[str]):
    assert values == [value.text for value in read_quantities(text)]

    value, _ = read_value(text)
    assert 1 == len(value.others)


@pytest.mark.parametrize(
    "text",
    ["暂定15次作业且不少于30小时测算", "12月底前100%到位", "10-20人", "每月20日前"],
)
def test_a_sentence_with_figures_keeps_its_words_only(text: str):
    value, notes = read_value(text)

    assert TargetValue(text=text) == value
    assert () == notes


@pytest.mark.parametrize("text", ["效果显著", "有所提高", "全覆盖", "按时按要求落地"])
def test_words_are_qualitative(text: str):
    assert TargetValue(text=text, qualitative=True) == read_value(text)[0]


@pytest.mark.parametrize("text", ["无", "不适用", "不涉及", "/", "—"])
def test_not_applicable_is_neither_words_nor_figures(text: str):
    assert is_not_applicable(text)
    assert TargetValue(text=text) == read_value(text)[0]


@pytest.mark.parametrize("text", ["", "元/人·月", "%"])
def test_a_bare_unit_is_not_qualitative(text: str):
    assert TargetValue(text=text) == read_value(text)[0]


def test_an_impossible_date_keeps_its_text_with_a_note():
    value, notes = read_value("2021年11月31日")

    assert TargetValue(text="2021年11月31日") == value
    assert ["impossible_date"] == [note.code for note in notes]


def test_a_date_that_only_lacks_its_year_is_not_impossible():
    value, notes = read_value("12月15日前")

    assert (None, ()) == (value.deadline, notes)


def test_a_deadline_bounds_only_where_the_paper_says_before():
    assert Bound.AT_MOST is read_value("2026年12月前")[0].bound
    assert read_value("2021年12月")[0].bound is None


@pytest.mark.parametrize(
    ("text", "reached", "missed"),
    [
        ("≥98%", 98, 97),
        ("≤30分钟", 30, 31),
        (">5次", 6, 5),
        ("<5次", 4, 5),
        ("3台", 3, 2),
        ("约500人", 500, 501),
    ],
)
def test_an_actual_value_reaches_the_target_at_its_limit(
    text: str, reached: int, missed: int
):
    target, _ = read_value(text)

    assert target.bound.holds(Decimal(reached), target.number)
    assert not target.bound.holds(Decimal(missed), target.number)


@pytest.mark.parametrize(
    ("text", "usual"), [("反映良好", True), ("全面提升", True), ("人脸识别系统", False)]
)
def test_usual_wordings_of_values_are_known(text: str, usual: bool):
    assert usual is is_usual_wording(text)


def test_a_page_number_before_a_value_is_left_out_with_a_note():
    value, notes = read_value("2、100%")

    assert ("100%", Decimal(100), "%") == (value.text, value.number, value.unit)
    assert ["number_injected"] == [note.code for note in notes]


@pytest.mark.parametrize("text", ["2、3", "2、3次、4次", "12、5:1"])
def test_numbers_in_a_row_are_no_page_number(text: str):
    assert text == read_value(text)[0].text


def test_figures_are_found_in_text_without_a_space():
    text = "巡查48次项目验收率≥95%2项目总成本"

    assert ["48次", "≥95%", "2"] == [text[slice(*span)] for span in find_values(text)]


@pytest.mark.parametrize(
    ("text", "name", "wording"),
    [
        ("节约办公成本明显带动农户增收", "节约办公成本", "明显"),
        ("补助发放及时性及时任务完成时间", "补助发放及时性", "及时"),
    ],
)
def test_a_row_ends_behind_a_wording_that_follows_a_name(
    text: str, name: str, wording: str
):
    span = find_row_end(text)

    assert span
    assert (name, wording) == (text[: span[0]], text[slice(*span)])


@pytest.mark.parametrize(
    "text", ["资金使用规范管理覆盖率", "工作完成及时率", "设备运行稳定性"]
)
def test_a_wording_inside_a_name_ends_no_row(text: str):
    assert None is find_row_end(text)


def test_units_and_wordings_at_the_end_of_a_name():
    assert 2 == unit_at_end("设备采购成本万元")
    assert 0 == unit_at_end("工程按期完工率")
    assert 2 == wording_at_end("长效管护机制健全")
    assert 0 == wording_at_end("长效管护机制")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("月报上报时间次月5日前", "次月5日前"), ("交工验收时间10月底前", "10月底前"),
        ("投运时间10月底", "10月底"), ("防洪标准20年一遇", "20年一遇"),
        ("新书上架时间每季末月20日前", "每季末月20日前"), ("工作完成时限年底前全部完成", "年底前全部完成"),
        ("资金到校时间每学期开学后30日内", "每学期开学后30日内"), ("生产安全事故起数较上年下降5%", "较上年下降5%"),
        ("需求响应时间3—5个工作日", "3—5个工作日"), ("网上办件占比80%-90%", "80%-90%"),
        ("用户满意度≥95%且≤100%", "≥95%且≤100%"), ("设施巡查频次每周不少于2次", "每周不少于2次"),
        ("津贴发放时限每季度终了后15日内", "每季度终了后15日内"), ("应急演练每学期1次", "每学期1次"),
    ],
)  # fmt: skip
def test_a_value_is_found_with_what_it_is_counted_from(text: str, value: str):
    ((start, end),) = find_values(text)

    assert value == text[start:end]
