import pytest

from jixiao.period import PrintedDeadline, read_deadline, read_year


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("（　2022　年度）", 2022),
        ("(2026年)", 2026),
        ("( 2021 年度)", 2021),
        ("(2020)年度", 2020),
        ("2019年度)", 2019),
        ("2021年自治区本级部门项目支出预算绩效目标表", 2021),
        ("（　年度）", None),
        ("12021年", None),
    ],
)
def test_a_year_line_names_its_year(line: str, year: int | None):
    assert year == read_year(line)


@pytest.mark.parametrize(
    ("text", "date", "by"),
    [
        ("2021年12月", "2021-12", False),
        ("2021年12月31日", "2021-12-31", False),
        ("2022 年 12 月前", "2022-12", True),
        ("2021年12月20号之前", "2021-12-20", True),
        ("不晚于2021年12月底", "2021-12-31", True),
        ("2024年2月底前", "2024-02-29", True),
        ("2023年2月底", "2023-02-28", False),
        ("2025年年底前", "2025-12-31", True),
        ("2026-12-15", "2026-12-15", False),
        ("2026.11", "2026-11", False),
        ("2026年底前完成", "2026-12-31", True),
        ("截至2026年6月", "2026-06", True),
    ],
)
def test_a_date_is_read_as_far_as_it_is_printed(text: str, date: str, by: bool):
    assert PrintedDeadline(date, by) == read_deadline(text)


def test_a_date_without_a_year_takes_the_forms_year():
    assert PrintedDeadline("2026-12-15", by=True) == read_deadline("12月15日前", 2026)
    assert PrintedDeadline("2026-12-31", by=True) == read_deadline("每年12月底前", 2026)
    assert PrintedDeadline(None, by=True) == read_deadline("12月15日前")


@pytest.mark.parametrize(
    "text", ["2021年11月31日", "2023年2月29日", "2021年13月", "2021年0月"]
)
def test_a_day_no_calendar_has_is_never_another_day(text: str):
    assert PrintedDeadline(None, by=False) == read_deadline(text)


@pytest.mark.parametrize(
    "text", ["", "12", "12月", "3年", "24小时", "每月20日前", "前", "2021年1月-12月"]
)
def test_numbers_and_spans_of_time_are_no_dates(text: str):
    assert read_deadline(text, 2026) is None
