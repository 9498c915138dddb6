"""The money of a form: units, amounts, and the blocks they belong to."""

import pytest

from jixiao.reading import read_document
from jixiao.targets.reading.funding import whole_of_row
from tests.targets.forms import ROWS, form


def test_an_amount_in_another_unit_is_said_in_the_forms_own(tables):
    (table,) = tables(form(ROWS, money="35000元"))

    assert ("3.5", "万元") == (str(table.funding.annual.total), table.money_unit)


def test_an_amount_that_is_none_is_left_unread_with_a_note(write):
    reading = read_document(write(form(ROWS, money="若干")))

    (table,) = reading.tables
    assert table.funding.annual.total is None
    assert 2 == sum(note.code == "amount_unreadable" for note in table.notes)
    assert ["若干", "若干"] == [unread.evidence.quote for unread in reading.unread]


def test_figures_run_together_to_more_than_any_project_has_are_no_amount(write):
    (table,) = read_document(write(form(ROWS, money="26026024710959.5"))).tables

    assert table.funding.annual.total is None
    assert "amount_unreadable" in {note.code for note in table.notes}


def test_an_unknown_label_does_not_spoil_the_amount_above_it(write):
    text = form(ROWS).replace("其他资金\n", "县级财力 30\n其他资金\n")

    reading = read_document(write(text))

    (table,) = reading.tables
    assert "12" == str(table.funding.annual.fiscal_appropriation)
    assert ["县级财力 30"] == [unread.evidence.quote for unread in reading.unread]


def test_money_from_above_is_told_apart_from_money_passed_down(tables):
    (table,) = tables(
        form(ROWS).replace(
            "年度总体目标",
            "其中:中央补助资金\t7\n自治区补助\t3\n其他资金\t2\n年度总体目标",
            1,
        )
    )

    above = table.funding.from_above
    assert ("7", "3", "2") == (
        str(above.central),
        str(above.region),
        str(table.funding.annual.other),
    )
    assert table.funding.lower_level.central is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("406.5 320 86.5", "406.5"),
        ("84.6 80.37 95%", "84.6"),
        ("90 84.6 80.37 10 95.00% 9.5", "84.6"),
        ("406.5 320 80", None),
        ("84.6 80.37 60%", None),
        ("12 3", None),
    ],
)
def test_a_row_of_amounts_is_about_the_one_that_its_sums_and_shares_prove(
    text: str, whole: str | None
):
    assert whole == (str(amount) if (amount := whole_of_row(text)) else None)


def test_short_words_are_labels_with_a_colon_only(tables):
    text = form(ROWS).replace("项目名称\t", "项目：", 1)

    (table,) = tables(text)

    assert table.project_name


def test_an_amount_may_say_in_brackets_what_it_is_made_of(tables):
    (table,) = tables(form(ROWS, money="18万(路基10万元,排水8万元)"))

    assert "18" == str(table.funding.annual.total)


def test_sources_without_a_total_are_summed_and_unsure(write):
    text = (
        "项目绩效目标表\n项目名称\t网格员保险\n主管部门\t甲县政法委\t实施单位\t甲县综治中心\n"
        "资金情况(元)\t其中:财政拨款\t90000\n\t其他资金\t6000\n年度目标\t按期投保。\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t投保人数\t≥60人\n"
    )
    (table,) = read_document(write(text)).tables

    assert "96000" == str(table.funding.annual.total)
    assert table.evidence["funding.annual.total"].unsure
