"""What pages print beside their number."""

from jixiao.targets.reading.page_numbers import running_beside_numbers

HEADER = "示例区医疗保障局2025年部门预算"


def test_what_stands_below_each_number_is_of_the_page():
    lines = ["14", HEADER, "产出指标", "15", HEADER, "社会效益指标", "16", "次年"]

    assert {HEADER} == running_beside_numbers(lines)


def test_what_stands_above_each_number_is_of_the_page():
    lines = ["产出指标", HEADER, "14", "社会效益指标", HEADER, "15"]

    assert {HEADER} == running_beside_numbers(lines)


def test_points_that_do_not_count_up_are_no_pages():
    lines = ["10", "资金足额发放率情况", "10", "资金足额发放率情况"]

    assert not running_beside_numbers(lines)


def test_what_also_stands_elsewhere_is_not_of_the_page():
    lines = [HEADER, "培训场次", "14", HEADER, "产出指标", "15", HEADER]

    assert not running_beside_numbers(lines)
