"""Amounts, counts and products in prose."""

from decimal import Decimal

import pytest

from jixiao.checks.amounts import (
    amounts,
    courses,
    in_unit,
    money_near,
    named_counts,
    named_goals,
    priced_items,
    rent,
    slipped,
    whole_amounts,
)


def yuan_of(text: str) -> list[Decimal]:
    return [amount.yuan for amount in amounts(text)]


def test_amounts_are_read_in_yuan_whatever_their_unit():
    assert [2_000_000_000, 350_000, 4500] == yuan_of("共20亿元，其中35万元，另4,500元")


def test_a_price_for_each_of_something_is_no_amount():
    assert [] == yuan_of("每套0.52万元/套")


def test_a_number_without_a_unit_of_money_is_no_amount():
    assert [] == yuan_of("培训300人，覆盖率98%")


def test_the_words_before_an_amount_end_with_its_clause():
    first, second = amounts("培训3期，安排资金12万元；购置设备8万元")

    assert "安排资金" == first.before
    assert "购置设备" == second.before


def test_an_amount_keeps_where_it_is_printed():
    text = "安排12万元"

    amount = amounts(text)[0]

    assert "12万元" == text[amount.start : amount.end] == amount.printed


def test_a_long_run_of_digits_is_read_in_bounded_time():
    assert [] == yuan_of("1" * 20_000)


@pytest.mark.parametrize(
    "text",
    [
        "本项目本年度安排资金12万元",
        "2026年申请财政资金12万元",
        "项目金额为12万元",
        "申请12万元",
    ],
)
def test_an_amount_named_as_the_projects_is_its_whole_money(text: str):
    assert [120_000] == [amount.yuan for amount in whole_amounts(text)]


@pytest.mark.parametrize(
    "text", ["购置设备12万元", "每人安排12万元", "项目其中安排每年12万元"]
)
def test_an_amount_of_a_part_is_not_the_projects_money(text: str):
    assert [] == whole_amounts(text)


def test_an_item_is_multiplied_in_yuan():
    item, *others = priced_items("购置复印机10台，每台0.7万元，合计7万元")

    assert not others
    assert (10, 7000) == item.factors
    assert 70_000 == item.computed == item.stated


def test_a_price_of_another_unit_than_the_count_makes_no_item():
    assert () == priced_items("购置复印机10台，每套0.7万元，合计7万元")


def test_a_course_has_its_sessions_persons_days_price_and_total():
    course, *others = courses(
        "培训15个，每次100人，每次1天，每人每天450元，共67.5万元。"
    )

    assert not others
    assert (15, 100, 1, 450) == (
        course.times,
        course.persons,
        course.days,
        course.price,
    )
    assert 675_000 == course.total


def test_a_course_without_a_price_has_no_total():
    course = next(courses("培训3期，每期50人，共计30万元"))

    assert (None, None, None) == (course.days, course.price, course.total)


@pytest.mark.parametrize("text", ["培训3期，共150人", "每期50人"])
def test_a_sentence_without_each_or_without_sessions_is_no_course(text: str):
    assert [] == list(courses(text))


def test_a_course_ends_with_its_sentence():
    assert [] == list(courses("每年培训3期。参加50人"))


def test_an_amount_is_given_in_the_forms_unit():
    assert 12 == in_unit(Decimal(120_000), "万元")


def test_a_form_that_names_no_unit_of_money_has_yuan():
    assert 120_000 == in_unit(Decimal(120_000), "None")


def test_yuan_written_for_ten_thousands_has_slipped_either_way():
    assert slipped(Decimal(12), Decimal(120_000))
    assert slipped(Decimal(120_000), Decimal(12))


def test_a_thousandfold_is_no_slip():
    assert not slipped(Decimal(12), Decimal(12_000))


@pytest.mark.parametrize("text", ["采购复印机10台", "采购10台复印机", "复印机约10台"])
def test_a_count_stands_before_or_behind_its_subject(text: str):
    assert [(10, "台")] == [
        (count, unit) for count, unit, _ in named_counts(text, "采购复印机数量")
    ]


@pytest.mark.parametrize(
    "text", ["复印机，电脑10台", "复印机：10台", "10台电脑，复印机"]
)
def test_a_count_beyond_a_sign_is_of_another_subject(text: str):
    assert [] == named_counts(text, "采购复印机数量")


@pytest.mark.parametrize(
    ("printed", "count"), [("3万份", 30_000), ("2亿份", 200_000_000)]
)
def test_a_count_with_a_scale_is_counted_out(printed: str, count: int):
    counts = named_counts(f"印制宣传册{printed}", "宣传册数量")

    assert [(count, "份", f"宣传册{printed}")] == counts


def test_every_mention_of_a_subject_is_counted():
    counts = named_counts("复印机10台，另有复印机5台", "复印机数量")

    assert [10, 5] == [count for count, _, _ in counts]


def test_a_subject_of_two_characters_is_too_short_to_look_for():
    assert [] == named_counts("设备10台", "设备数量")
    assert [] == money_near("设备10万元", "设备数量")


def test_money_of_a_subject_ends_where_the_next_one_begins():
    text = "购置复印机7万元，打印机3万元"

    assert [70_000] == [amount.yuan for amount in money_near(text, "复印机")]


def test_a_total_behind_a_price_is_of_the_same_subject():
    text = "复印机每台7000元，共计7万元"

    assert [7000, 70_000] == [amount.yuan for amount in money_near(text, "复印机")]


def test_money_far_from_a_subject_is_not_its_own():
    assert [] == money_near("复印机" + "很" * 40 + "7万元", "复印机")


def test_what_a_quantity_will_come_to_is_no_base_of_it():
    text = "使平均等候时间由2025年的25分钟降到15分钟以内，知晓率提高到85%以上。"

    (goal,) = named_goals(text, "平均等候时间")
    assert (15, "分钟") == goal[:2]
    assert [] == named_goals(text, "知晓")


def test_a_rent_is_a_count_a_price_each_month_and_the_months():
    text = "租用经办用房共800平方米，每平方米每月租金28元，租期12个月。"

    product = rent(text)

    assert product
    assert 268_800 == product.computed
    assert rent(text + "另付物业费5万元。") is None
    assert rent("租用专线3条，每条每年2400元，租期12个月。") is None
