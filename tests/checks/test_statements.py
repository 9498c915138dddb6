"""Sentences of a narrative that state several numbers at once."""

from decimal import Decimal

from jixiao.checks.paper import Paper
from jixiao.checks.statements import (
    Rate,
    budgets_of_items,
    carried_out,
    changes_stated,
    rounded_like,
    shares,
    shares_of_named,
)
from tests.spec_document import opened


def paper(text: str) -> Paper:
    return Paper(opened(text))


def test_a_value_is_rounded_as_printed():
    assert Decimal("96.2") == rounded_like(Decimal("96.154"), "96.1")
    assert Decimal(96) == rounded_like(Decimal("96.154"), "96")


def test_a_rate_may_be_off_by_one_in_its_last_digit():
    assert Rate("33.33", Decimal(1), Decimal(3)).holds
    assert Rate("33.34", Decimal(1), Decimal(3)).holds
    assert not Rate("33.35", Decimal(1), Decimal(3)).holds


def test_each_item_has_its_budget_its_spending_and_what_is_said_of_them():
    text = (
        "1、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。年初预算为120万元，支出决算为\n"
        "100万元，完成年初预算的83.33%。决算数小于预算数的主要原因：节约。\n"
        "2、卫生健康支出（类）医疗保障管理事务（款）机关服务（项）。年初预算为8万元，支出决算为8万元。"
        "决算数与预算数持平。"
    )

    first, second = carried_out(paper(text))

    assert ("行政运行", "小于", 1_200_000) == (
        first.item,
        first.comparison,
        first.budget,
    )
    assert first.rate
    assert first.rate.holds
    assert (1, 2) == first.evidence.lines
    assert ("机关服务", "持平", None) == (second.item, second.comparison, second.rate)


def test_shares_are_of_the_whole_their_list_comes_to():
    text = "本年支出合计500.00万元，其中：基本支出400.00万元，占80.00%；项目支出100.00万元，占20.00%。"

    assert ["80.00", "20.00"] == [str(s.rate.computed) for s in shares(paper(text))]


def test_a_list_that_does_not_come_to_its_whole_has_no_shares():
    text = "本年支出合计500.00万元，其中：基本支出400.00万元，占80.00%。"

    assert [] == list(shares(paper(text)))


def test_a_change_is_of_an_amount_named_before_it():
    text = (
        "收入支出总计510.00万元。与2023年度相比，收入支出总计减少10.00万元，下降1.92%。"
    )

    (change,) = changes_stated(paper(text))

    assert not change.turns
    assert ["1.92"] == [str(rate.computed) for rate in change.rates]


def test_a_change_from_nothing_has_no_rate():
    text = "评价金额175.52万元。机关运行经费支出10.23万元，增加10.23万元，增长100.00%。"

    (change,) = changes_stated(paper(text))

    assert () == change.rates


def test_a_change_that_turns_is_told():
    (change,) = changes_stated(paper("支出总计510.00万元，增加10.00万元，下降1.92%。"))

    assert change.turns


def test_a_share_may_name_the_whole_that_was_stated_before():
    text = (
        "政府采购支出总额85.00万元，其中：货物30.00万元。授予中小企业合同金额68.00万元，"
        "占政府采购支出总额的70.00%，其中：授予小微企业合同金额51.00万元，占授予中小企业合同金额的75.00%。"
    )

    of_all, of_part = shares_of_named(paper(text))

    assert ("80.00", False) == (str(of_all.rate.computed), of_all.rate.holds)
    assert of_part.rate.holds


ITEMS = (
    "支出年初预算为{whole}万元，支出决算为90.00万元，其中：\n"
    "1、卫生健康支出（类）医疗保障管理事务（款）行政运行（项）。年初预算为60.00万元，支出决算为60.00万元。\n"
    "2、卫生健康支出（类）医疗保障管理事务（款）机关服务（项）。年初预算为20.00万元，支出决算为{last}万元。"
)


def test_budgets_of_items_make_the_whole_where_their_spending_does():
    right = list(carried_out(paper(ITEMS.format(whole="80.00", last="30.00"))))
    wrong = list(carried_out(paper(ITEMS.format(whole="88.00", last="30.00"))))
    left_out = list(carried_out(paper(ITEMS.format(whole="88.00", last="20.00"))))

    assert [True] == [listed.holds for listed in budgets_of_items(right)]
    assert [False] == [listed.holds for listed in budgets_of_items(wrong)]
    assert [] == list(budgets_of_items(left_out))


def test_a_comparison_that_its_numbers_contradict_is_turned():
    text = "年初预算为120万元，支出决算为100万元。决算数大于预算数的主要原因：节约。"

    (statement,) = carried_out(paper(text))

    assert statement.is_turned
    assert "小于" == statement.right_comparison
