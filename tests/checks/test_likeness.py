"""How alike texts and the names of projects are."""

from jixiao.checks.likeness import bigrams, likeness, share, telling_name
from tests.checks.forms import table


def test_no_pair_reaches_over_a_punctuation_mark():
    assert {"医保", "宣传"} == bigrams("医保，宣传")


def test_a_single_character_makes_no_pair():
    assert frozenset() == bigrams("医")


def test_full_width_and_spaced_texts_have_the_same_pairs():
    assert bigrams("ＤＩＰ 付费") == bigrams("DIP付费")


def test_a_part_that_stands_in_the_whole_is_shared_in_full():
    assert 1 == share(bigrams("医保宣传"), bigrams("开展医保宣传活动"))
    assert 0 == share(bigrams("设备采购"), bigrams("开展医保宣传活动"))


def test_nothing_is_shared_of_an_empty_part():
    assert 0 == share(frozenset(), bigrams("医保"))


def test_texts_in_another_order_are_less_alike():
    assert 1 == likeness("医保 宣传", "医保宣传")
    assert 1 > likeness("医保宣传", "宣传医保") > 0


def test_years_and_common_words_do_not_tell_projects_apart():
    assert telling_name(table(project_name="2026年医保宣传项目")) == telling_name(
        table(project_name="2025年医保宣传项目")
    )
    assert "宣传" in telling_name(table(project_name="2026年医保宣传项目"))


def test_a_project_without_a_name_has_nothing_to_tell():
    assert "" == telling_name(table())
