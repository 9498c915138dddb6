"""How long papers are kept."""

from datetime import date

import pytest

from jixiao.fund.tables import codes
from jixiao.service.archives.retention import YEARS, expires, schedules_of


@pytest.mark.parametrize(
    ("term", "counts_from", "last"),
    [
        ("D", "次年", date(2019, 12, 31)),
        ("D", "当年", date(2018, 12, 31)),
        ("Z", "次年", date(2039, 12, 31)),
        ("Y", "次年", None),
    ],
)
def test_a_paper_of_2009_is_kept_to_the_end_of_its_term(term, counts_from, last):
    assert last == expires(2009, term, counts_from)


def test_every_term_has_its_years():
    assert set(codes()["archive_term"]) == set(YEARS)


def test_a_kind_that_the_schedule_does_not_name_has_no_term():
    schedule = schedules_of()

    assert "Y" == schedule.term("年度统计报表", 2020)
    assert schedule.term("食堂菜单", 2020) is None
    assert "未核对" in schedule.line
