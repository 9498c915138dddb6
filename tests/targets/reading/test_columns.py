"""Roles of the printed column heads."""

from jixiao.targets.reading.columns import kind_of, sum_won, without_common_heads


def test_columns_to_tick_stand_where_their_common_head_does():
    printed = [
        "name",
        "causes",
        "likelihood",
        "causes policy",
        "causes staff",
        "likelihood sure",
    ]

    assert [
        "name",
        "causes policy",
        "causes staff",
        "likelihood sure",
    ] == without_common_heads(printed)


def test_the_reason_stands_among_the_causes_it_explains():
    printed = ["name", "causes", "remark", "causes policy", "reason"]

    assert ["name", "causes policy", "reason", "remark"] == without_common_heads(
        printed
    )


def test_heads_without_common_ones_stay_as_printed():
    assert ["name", "value", "causes"] == without_common_heads(
        ["name", "value", "causes"]
    )


def test_the_kind_of_a_column_is_its_first_word():
    assert ("area", "value") == (kind_of("area 3"), kind_of("value"))


def test_of_two_sums_the_second_is_what_was_won():
    assert ((5, 8), None) == (sum_won([(0, 3), (5, 8)]), sum_won([(0, 3)]))
