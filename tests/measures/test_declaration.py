"""A measure's value is divided once, and a sample tells how far it can be off."""

from decimal import Decimal

import pytest

from jixiao.errors import FaultyEntry
from jixiao.measures import ValueKind, library, measure
from jixiao.measures.declaration import wilson


@pytest.mark.parametrize(
    ("code", "above", "below", "value"),
    [
        ("BE01", 680_000, 1_000_000, "68"),
        ("BE01", 1, 3, "33.33333333333333333333333333"),
        ("BE05", 730_000, 10, "730"),
        ("SY02", 5_400, 6, "15"),
        ("SP01", 1_234, 5, "12.34"),
        ("PU01", 25_000, 2, "2.5"),
        ("PU03", 52_000_000_000, 100_000, "5200"),
        ("EN01", 7, 7, "7"),
    ],
)
def test_sums_make_a_value_in_the_unit(code: str, above: int, below: int, value: str):
    assert Decimal(value) == library()[code].value(above, below)


@pytest.mark.parametrize("code", ["BE01", "SY02"])
def test_nothing_is_divided_by_nothing(code: str):
    assert library()[code].value(0, 0) is None


@pytest.mark.parametrize(
    ("above", "below", "low", "high"),
    [
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (20, 20, 83.89, 100.0),
    ],
)
def test_the_interval_is_wilsons(above: int, below: int, low: float, high: float):
    # The first two are the worked examples of Newcombe (1998).
    assert (low, high) == tuple(round(end, 2) for end in wilson(above, below))


def test_counts_are_printed_in_the_units_people_use():
    assert ("1,234.56 元", "2") == library()["BE05"].count(123456, 2)


def test_a_sample_tells_its_size_and_interval():
    sentence = library()["SA01"].tell(90, 100)

    assert "样本 100 人，95% 区间 82.6%–94.5%" in sentence
    # Ten persons who gave ten answers each are ten.
    assert "样本 10 人，95% 区间 59.6%–98.2%" in library()["SA01"].tell(90, 100, 10)
    assert "区间" not in library()["SE01"].tell(90, 100)


def test_a_parameter_that_is_no_scope_and_no_limit_is_refused():
    with pytest.raises(FaultyEntry, match="wrong"):

        @measure(
            code="ZZ01",
            title="x",
            says="x",
            kind=ValueKind.TOTAL,
            unit="",
            words=("x",),
        )
        def _(activities, *, wrong: str = ""):
            return activities.filter(activities.kind == wrong)
