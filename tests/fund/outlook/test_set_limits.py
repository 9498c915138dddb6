"""Limits of signals and lists are parameters of a day; the sample says what the pages say."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.outlook.set_limits import (
    key_of,
    limited,
    limits_on,
    lines_of_limits,
)
from jixiao.fund.parameters import Terms, load_parameter_sets

JUNE = date(2026, 6, 30)


def sample(day: date = JUNE) -> Terms:
    return load_parameter_sets()["sample"].on(day)


def test_the_sample_says_what_the_pages_say_but_for_few_stays():
    pages = {
        code: {name: limit.value for name, limit in entry.limits.items()}
        for code, entry in limited().items()
    }
    for code in ("GR02", "PE01"):
        pages[code] |= {"least_stays": 100}

    assert pages == limits_on(sample())


def test_a_line_holds_from_its_day_on():
    before = limits_on(sample(date(2024, 12, 31)))

    assert "RL01" not in before
    assert any(
        "RL01" in line and "页上的样例" in line
        for line in lines_of_limits(sample(date(2024, 12, 31)))
    )
    assert all("页上的样例" not in line for line in lines_of_limits(sample()))


def with_values(**values: Fraction) -> Terms:
    terms = sample()
    row = replace(terms.row(key_of("GR01")), value=values)
    return replace(terms, rows={**terms.rows, key_of("GR01"): row})


def test_a_bureaus_own_limit_may_have_decimals_but_months_are_counted():
    limits = limits_on(with_values(watch=Fraction("115.5")))["GR01"]
    assert "115.5" == str(limits["watch"])

    with pytest.raises(FaultyEntry, match=r"limits\.GR01 的 times 应为整数"):
        limits_on(with_values(times=Fraction("1.5")))
    with pytest.raises(FaultyEntry, match=r"limits\.GR01"):
        limits_on(with_values(loud=Fraction(1)))
