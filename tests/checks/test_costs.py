"""Cost rows and the quantities they are multiplied by."""

from jixiao.checks.costs import costs, pair
from jixiao.targets import Indicator
from tests.checks.forms import row, table

COPIERS = row("购置复印机数量", "10台")


def cost_row(name: str, target: str) -> Indicator:
    return row(name, target, aspect="成本指标")


def test_a_row_of_money_is_a_total_in_yuan():
    cost, *others = costs(table([cost_row("宣传经费", "≤12万元")]))

    assert not others
    assert (120_000, False, 120_000) == (cost.yuan, cost.per_unit, cost.total)


def test_money_for_each_of_something_is_a_price():
    cost, *_ = costs(table([cost_row("复印机采购成本", "0.7万元/台"), COPIERS]))

    assert cost.per_unit
    assert 70_000 == cost.total


def test_a_name_that_says_each_makes_a_price_too():
    cost, *_ = costs(table([cost_row("人均培训费", "450元")]))

    assert cost.per_unit
    assert cost.quantity is None
    assert cost.total is None


def test_a_quantity_in_ten_thousands_is_counted_out():
    booklets = row("印制宣传册数量", "3万份")

    cost, *_ = costs(table([cost_row("宣传册印制单价", "2元/份"), booklets]))

    assert 60_000 == cost.total


def test_the_place_of_a_cost_is_its_cell():
    cost, *_ = costs(table([COPIERS, cost_row("宣传经费", "12万元")]))

    assert "indicators[1].target" == str(cost.place)


def test_a_cost_in_words_or_of_no_money_is_left_out():
    rows = [
        cost_row("经费", "控制在预算内"),
        cost_row("耗材", "3箱"),
        row("经费", "12万元"),
    ]

    assert [] == costs(table(rows))


def test_a_ceiling_is_not_exact():
    ceiling, exact = costs(
        table([cost_row("宣传经费", "≤12万元"), cost_row("培训经费", "8万元")])
    )

    assert not ceiling.exact
    assert exact.exact


def test_a_price_is_as_exact_as_its_quantity():
    price = cost_row("复印机采购成本", "0.7万元/台")

    exact, *_ = costs(table([price, COPIERS]))
    floor, *_ = costs(table([price, row("购置复印机数量", "≥10台")]))

    assert exact.exact
    assert not floor.exact


def test_the_term_of_a_price_names_its_quantity_and_a_total_its_row():
    price, total = costs(
        table(
            [
                cost_row("复印机采购成本", "0.7万元/台"),
                cost_row("宣传经费", "12万元"),
                COPIERS,
            ]
        )
    )

    assert "0.7万元/台 × 10台" == price.term
    assert "宣传经费 12万元" == total.term


def test_a_row_of_the_same_name_is_the_pair():
    same = row("复印机", "10台")

    assert same is pair(cost_row("复印机", "0.7万元"), [row("复印机维护", "3次"), same])


def test_the_longest_shared_words_make_the_pair():
    longer = row("购置彩色复印机数量", "2台")

    assert longer is pair(cost_row("彩色复印机成本", "1万元"), [COPIERS, longer])


def test_two_shared_characters_make_no_pair():
    assert pair(cost_row("培训费", "1万元"), [row("培训期数", "3期")]) is None
