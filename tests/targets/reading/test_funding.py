"""The money of a form: units, amounts, and the blocks they belong to."""

from jixiao.reading import read_document
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
