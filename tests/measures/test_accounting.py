"""Every word of a name is accounted for, or told."""

from jixiao.measures import library
from jixiao.measures.accounting import clean, forbidden_in, left_of, other_year, without
from jixiao.quantity import read_value
from tests.measures.tables import table


def left(name: str, code: str, value: str = "≥1%") -> str:
    return left_of(table(), read_value(value)[0], library()[code], name)


def test_names_are_looked_at_without_years_blanks_and_marks():
    assert "参保率" == clean("2026年 参保率（%）")


def test_a_year_that_is_not_the_tables_is_told():
    assert "2025" == other_year("2025年参保人数", 2026)
    assert "" == other_year("2026年参保人数", 2026)
    assert "" == other_year("2025年参保人数", None)


def test_what_is_explained_leaves_nothing_and_what_is_not_stays():
    name = "全县新业态参保率"

    assert "新业态" == left(without(name, [(5, 8)]), "EN02")
    assert "" == left("本年度全县的", "EN02")


def test_a_quantity_that_repeats_the_target_is_explained_and_another_is_not():
    assert "" == left("500人以上", "AC02", "≥500人次")
    assert "2期" == left("2期", "AC02", "≥500人次")


def test_the_words_for_a_number_are_those_of_the_measures_kind():
    assert "" == left("人数", "EN01")
    assert "率" == left("率", "EN01")


def test_words_that_tell_of_something_else_are_found_but_in_innocent_ones():
    forbidden = forbidden_in("应参保未参保")

    assert forbidden is not None
    assert ("未", "相反") == (forbidden.word, forbidden.sort)
    assert forbidden_in("不低于无纸化") is None
