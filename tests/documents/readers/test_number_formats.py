"""Number formats: what a sheet prints for a value."""

from datetime import date, datetime

import pytest

from jixiao.documents.readers.number_formats import (
    day_of,
    is_date,
    plainly,
    shown,
    shown_date,
    shown_text,
)

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (0.95, "0%", "95%"),
        (0.985, '"≥"0.0%', "≥98.5%"),
        (5, '"≥"0"次"', "≥5次"),
        (5, "≥0", "≥5"),
        (5, 'General"次"', "5次"),
        (98, r"0\%", "98%"),
        (45, "000", "045"),
        (284, "0.00_ ", "284.00"),
        (2.5, "0.##", "2.5"),
        (2, "0.##", "2"),
        (1.005, "0.00", "1.01"),
        (12345.678, "#,##0.00", "12,345.68"),
        (12345, "0!.0,", "1.2"),
        (123456, '0!.0,"万"', "12.3万"),
        (1234567.8, '0.00,"千元"', "1234.57千元"),
        (0.1, "[$¥-804]#,##0.00", "¥0.10"),
        (-12.5, "#,##0.00_);(#,##0.00)", "-12.50"),
        (-12.5, "0.00;[Red]-0.00", "-12.50"),
        (-0.004, "0.00", "0.00"),
        (0, "#", ""),
        (0, ACCOUNTING, "-"),
        (0, "0.00;-0.00;;@", ""),
        (12.5, ";;;", ""),
    ],
)
def test_a_number_as_its_format_prints_it(value: float, code: str, printed: str):
    assert printed == shown(value, code)


@pytest.mark.parametrize("code", ["General", "@", "# ?/?", "0.00E+00", "[>5]0;0.0"])
def test_a_format_that_changes_nothing_known_leaves_the_plain_number(code: str):
    assert None is shown(12.25, code)
    assert ("12.25", "100") == (plainly(12.25), plainly(1e2))


def test_words_as_their_format_prints_them():
    assert ("≥5", "5", "5", "") == tuple(
        shown_text("5", code) for code in ('"≥"@', "@", ACCOUNTING, ";;;")
    )


def test_a_day_is_printed_as_far_as_its_format_goes():
    assert [True, False, False] == [
        is_date(code) for code in ('yyyy"年"', '0"d"', "General")
    ]
    december = date(2026, 12, 1)
    assert "2026年12月" == shown_date(december, 'yyyy"年"m"月"')
    assert "2026年12月1日" == shown_date(december, "m/d/yyyy")
    assert "8:30" in shown_date(datetime(2026, 12, 1, 8, 30), "yyyy-m-d h:mm")


def test_days_are_counted_from_either_year():
    assert date(2026, 12, 1) == day_of(46357, from_1904=False).date()
    assert date(2026, 12, 1) == day_of(44895, from_1904=True).date()
    assert None is day_of(1e12, from_1904=False)
