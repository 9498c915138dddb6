"""Figures of several columns that touch each other."""

from itertools import pairwise

import pytest

from jixiao.targets.reading.joined_figures import repeated_words, ways_to_part

COLUMNS = ("name", "value", "actual", "weight", "score", "reason")


def parted(run: str, target: str, columns: tuple[str, ...] = COLUMNS) -> list[str]:
    places = ways_to_part(run, columns, target)[0].places
    return [run[first:last] for first, last in pairwise((0, *places, len(run)))]


@pytest.mark.parametrize(
    ("run", "target", "figures"),
    [
        ("32651010", "≥3200台", ["3265", "10", "10"]),
        ("17500109.7", "≥18000人次", ["17500", "10", "9.7"]),
        ("98.61010", "≥98%", ["98.6", "10", "10"]),
        ("1515", "3分钟以内", ["15", "15"]),
        ("15", "≥46座", ["15"]),
        ("93", "≥90%", ["93"]),
    ],
)
def test_a_run_is_parted_by_its_columns_and_its_target(
    run: str, target: str, figures: list[str]
):
    assert figures == parted(run, target)


def test_columns_in_another_order_part_a_run_otherwise():
    columns = ("name", "value", "weight", "actual", "score")

    assert ["10", "3265", "9"] == parted("1032659", "≥3200台", columns)


def test_a_run_that_no_columns_hold_is_not_parted():
    assert () == ways_to_part("1010", ("name", "value", "unit"), "≥3台")


def test_words_that_stand_twice_are_a_target_and_what_was_achieved():
    text = "弃渣处置全部规范处置全部规范处置55"

    ((start, end),) = repeated_words(text, 0, len(text))

    assert "全部规范处置" == text[start:end]


def test_a_run_behind_a_name_may_be_the_target_and_all_columns_of_figures():
    roles = ("dimension", "aspect", "name", "value", "actual", "score")

    first, *_ = ways_to_part("161610", roles, "", "name")

    assert (2, 4) == first.places


def test_a_large_figure_behind_a_name_stays_whole_beside_few_columns():
    roles = ("dimension", "aspect", "name", "value", "weight")

    assert () == ways_to_part("12000", roles, "", "name")
