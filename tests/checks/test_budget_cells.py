"""The tables of a department budget as numbers."""

from decimal import Decimal

import pytest

from jixiao.budgets import Budget, BudgetRow, BudgetTable, Figure
from jixiao.checks.budget_cells import (
    cell,
    changes,
    families,
    grand_total,
    in_coarser_unit,
    is_rounding,
    plain_name,
    row_named,
    sum_cells,
    table,
    where_printed,
)
from jixiao.evidence import Evidence


def row(
    name: str, code: str | None = None, side: str | None = None, **amounts: str
) -> BudgetRow:
    return BudgetRow(
        subject_code=code,
        subject_name=name,
        level=0,
        side=side,
        amounts=amounts,
        evidence=Evidence(),
    )


def printed(code: str, *rows: BudgetRow) -> BudgetTable:
    return BudgetTable(
        code=code,
        title=code,
        fiscal_year=2026,
        money_unit="万元",
        columns=("合计",),
        rows=rows,
        evidence=Evidence(),
    )


def budget(*tables: BudgetTable) -> Budget:
    return Budget(
        layout="ningxia_2022",
        department=None,
        fiscal_year=2026,
        tables=tables,
        figures=(),
        facts={},
        chapters={},
    )


def figure(concept: str, of: str | None = None) -> Figure:
    return Figure(
        concept=concept,
        of=of,
        section=None,
        amount="12",
        unit="万元",
        direction=None,
        against=None,
        evidence=Evidence(),
    )


@pytest.mark.parametrize(
    "name", ["一、教育支出", "（一）教育支出", "其中：教育支出", "(1) 教育支出"]
)
def test_a_name_is_plain_without_its_number(name: str):
    assert "教育支出" == plain_name(row(name))


@pytest.mark.parametrize(
    ("text", "number"), [("1,234.5", "1234.5"), ("-5.41", "-5.41"), ("--5.41", "-5.41")]
)
def test_a_cell_is_a_number_and_a_doubled_sign_is_one(text: str, number: str):
    assert Decimal(number) == cell(row("教育支出", 合计=text), "合计")


@pytest.mark.parametrize("amounts", [{}, {"合计": "约十万"}])
def test_a_blank_cell_and_words_are_no_number(amounts: dict[str, str]):
    assert cell(row("教育支出", **amounts), "合计") is None


def test_a_blank_cell_adds_nothing_to_a_sum():
    rows = [row("甲", 合计="1.5"), row("乙"), row("丙", 合计="2")]

    assert Decimal("3.5") == sum_cells(rows, "合计")


def test_a_table_is_found_by_its_code():
    expenditure = printed("T2")

    assert expenditure is table(budget(printed("T1"), expenditure), "T2")
    assert table(budget(printed("T1")), "T2") is None


@pytest.mark.parametrize("name", ["总计", "合计"])
def test_two_names_of_the_grand_total_are_one(name: str):
    total = row("合　计", 合计="3")

    assert total is row_named(printed("T2", row("教育支出"), total), name)
    assert total is grand_total(printed("T2", total))


def test_a_row_or_a_table_that_is_not_printed_has_no_total():
    assert row_named(printed("T2", row("教育支出")), "总计") is None
    assert grand_total(None) is None


def test_a_change_is_a_row_that_prints_all_three_amounts():
    whole = row("教育支出", 增减额="-1", 合计="2", 上年执行数="3")
    lacking = row("卫生健康支出", 增减额="-1", 合计="2")

    (change,) = changes(budget(printed("T2", whole, lacking)))

    assert (whole, -1, 2, 3) == (change.row, change.stated, change.now, change.then)


def test_a_budget_without_its_expenditure_table_has_no_changes():
    assert [] == list(changes(budget(printed("T1"))))


def test_families_come_from_the_deepest_up_and_the_total_last():
    kind, section, item = (
        row("卫生", "210"),
        row("医保", "21015"),
        row("行政运行", "2101501"),
    )
    other, total = row("教育", "205"), row("总计")

    in_order = list(families(printed("T2", total, kind, section, item, other)))

    assert [(section, (item,)), (kind, (section,)), (total, (kind, other))] == [
        (family.parent, family.children) for family in in_order
    ]


def test_a_row_whose_section_is_not_printed_stands_below_its_class():
    kind, item = row("卫生", "210"), row("行政运行", "2101501")

    (family,) = families(printed("T2", kind, item))

    assert (kind, (item,)) == (family.parent, family.children)


def test_a_figure_is_printed_where_its_layout_says():
    total = row("总计", 项目支出="12")
    expenditure = printed("T2", total)

    assert (expenditure, total, "项目支出") == where_printed(
        budget(expenditure), figure("项目支出")
    )


def test_a_place_of_a_table_that_is_not_printed_is_none():
    assert where_printed(budget(), figure("项目支出")) is None
    assert where_printed(budget(printed("T2")), figure("项目支出")) is None


def test_a_part_of_base_expenditure_is_a_row_of_its_table():
    wages = row("基本工资", "30101")
    base = printed("T3", wages)

    assert (base, wages, "合计") == where_printed(
        budget(base), figure("基本工资", "人员经费")
    )
    assert where_printed(budget(base), figure("办公费", "公用经费")) is None


def test_a_subject_is_a_row_of_expenditure_and_not_of_income():
    income, spent = row("医疗收入", side="收入"), row("卫生健康支出", side="支出")
    overview = budget(printed("T1", income, spent))

    assert where_printed(overview, figure("卫生健康支出")) is not None
    assert where_printed(overview, figure("医疗收入")) is None


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("8265", "元"), ("0.83", "万元"), ("0.83", "0.83", "万元")),
        (("2.00", "万元"), ("15000", "元"), ("2.00", "1.50", "万元")),
        (("8265", "元"), ("8266", "元"), ("8265", "8266", "元")),
    ],
)
def test_amounts_of_two_units_are_told_in_the_larger(left, right, expected):
    amounts = [(Decimal(number), unit) for number, unit in (left, right)]

    (first, first_unit), (second, second_unit) = amounts

    assert (Decimal(expected[0]), Decimal(expected[1]), expected[2]) == in_coarser_unit(
        first, first_unit, second, second_unit
    )


def test_whole_yuan_may_be_off_by_the_last_of_them():
    assert is_rounding(Decimal(1), 2, "元")
    assert not is_rounding(Decimal(1), 2, "万元")
    assert not is_rounding(Decimal(2), 2, "元")
