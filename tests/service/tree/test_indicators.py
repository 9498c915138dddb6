"""Indicators add up by their kind; what is missing is coverage, and is named."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.service.tree.indicators import (
    Kind,
    Persons,
    Report,
    Rollup,
    placed_persons,
    placed_reports,
    roll_up,
)
from tests.service.tree.bookings import CITY, EAST, NORTH, TREE, WEST

RATE = Report(EAST, "达标率", Kind.RATE, "%")


def rates(*parts: tuple[str, int, int]) -> list[Report]:
    return [
        replace(
            RATE, division=code, numerator=Decimal(above), denominator=Decimal(below)
        )
        for code, above, below in parts
    ]


def of_kind(
    kind: Kind, *values: tuple[str, str | None], **cells: object
) -> list[Report]:
    return [
        Report(code, "指标", kind, actual=Decimal(value) if value else None, **cells)
        for code, value in values
    ]


def at_city(reports: list[Report], persons: Persons | None = None) -> Rollup:
    rolled = roll_up(TREE, reports, persons or {})
    [city] = [each for each in rolled if each.division == CITY]
    return city


THREE = rates((EAST, 90, 100), (WEST, 40, 50), (NORTH, 10, 20))


def test_a_rate_is_the_sum_of_numerators_over_the_sum_of_denominators():
    city = at_city(THREE)

    assert (140, 170) == (city.numerator, city.denominator)
    assert Decimal("82.35") == round(city.value, 2)
    assert Decimal("73.33") != round(city.value, 2)
    assert not city.is_partial


def test_a_missing_third_is_coverage():
    city = at_city(THREE[:2])

    assert (130, 150) == (city.numerator, city.denominator)
    assert (3, [NORTH]) == (len(city.expected), city.missing)


def test_a_rate_without_its_parts_is_not_taken():
    bare = replace(RATE, division=NORTH, actual=Decimal(50))
    city = at_city([*THREE[:2], bare])

    assert (130, [NORTH]) == (city.numerator, city.missing)
    assert "没有写分子和分母" in city.notes[0]


@pytest.mark.parametrize(("stated", "notes"), [("90", 0), ("90.0", 0), ("89.9", 1)])
def test_a_stated_rate_beside_its_parts(stated: str, notes: int):
    reports = [replace(THREE[0], actual=Decimal(stated)), *THREE[1:]]

    assert notes == len(at_city(reports).notes)


def test_a_rate_of_nothing_is_none():
    city = at_city(rates((EAST, 0, 0), (WEST, 0, 0), (NORTH, 0, 0)))

    assert (None, ["分母合计为零"]) == (city.value, city.notes)


@pytest.mark.parametrize(
    ("kind", "value"), [(Kind.TOTAL, 6), (Kind.MOST, 3), (Kind.LEAST, 1)]
)
def test_totals_and_extremes_take_who_reported(kind: Kind, value: int):
    whole = at_city(of_kind(kind, (EAST, "1"), (WEST, "2"), (NORTH, "3")))
    partial = at_city(of_kind(kind, (EAST, "1"), (WEST, "2"), (NORTH, None)))

    assert (value, []) == (whole.value, whole.missing)
    assert [NORTH] == partial.missing


def test_a_mean_is_weighed_and_names_the_weight():
    reports = [
        replace(each, weight=Decimal(weight))
        for each, weight in zip(
            of_kind(Kind.MEAN, (EAST, "90"), (WEST, "60"), (NORTH, "30"), weighed_by="参保人数"),
            (2, 1, 1),
            strict=True,
        )
    ]  # fmt: skip
    city = at_city(reports)

    assert Decimal("67.5") == city.value
    assert ["按参保人数加权"] == city.notes


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("1", "1", "1"), 1),
        (("1", "0", None), 0),
        (("1", "1", None), None),
        (("1", "1", "2"), None),
    ],
)
def test_all_must_is_known_only_where_all_are(values: tuple[str, ...], expected):
    divisions = (EAST, WEST, NORTH)
    city = at_city(of_kind(Kind.ALL, *zip(divisions, values, strict=True)))

    assert expected == city.value


def test_a_person_in_two_counties_is_one():
    reports = of_kind(Kind.HEADS, (EAST, "2"), (WEST, "2"), (NORTH, "1"))
    persons = {(EAST, "指标"): ["P1", "P2"], (WEST, "指标"): ["P2", "P3"]}
    city = at_city(reports, persons)

    assert (3, [NORTH]) == (city.value, city.missing)
    assert "没有人员名单" in city.notes[0]
    assert "多 1 人次" in city.notes[-1]


def test_a_list_that_is_not_what_was_reported_is_told():
    reports = of_kind(Kind.HEADS, (EAST, "3"), (WEST, "0"), (NORTH, "0"))
    city = at_city(reports, {(EAST, "指标"): ["P1", "P2"]})

    assert (2, []) == (city.value, city.missing)
    assert "报 3 人，名单 2 人" in city.notes[0]


def test_kinds_and_units_that_differ_are_not_added_up():
    mixed = [*of_kind(Kind.TOTAL, (EAST, "1")), *of_kind(Kind.MOST, (WEST, "2"))]
    units = [
        *of_kind(Kind.TOTAL, (EAST, "1"), unit="元"),
        *of_kind(Kind.TOTAL, (WEST, "2"), unit="万元"),
    ]

    assert (None, 3) == (at_city(mixed).value, len(at_city(mixed).missing))
    assert ["各地写的计量单位不一样，没有汇总"] == at_city(units).notes


def test_wording_stands_side_by_side():
    reports = [
        Report(EAST, "机制", Kind.WORDING, wording="已建立"),
        Report(WEST, "机制", Kind.WORDING),
    ]

    assert "990101 东县：已建立" == at_city(reports).wording


def test_a_city_that_says_otherwise_than_its_counties_is_told():
    reports = of_kind(Kind.TOTAL, (EAST, "1"), (WEST, "2"), (NORTH, "3"), (CITY, "7"))

    assert ["自己报的 7，按下级汇总 6"] == at_city(reports).notes


def test_reports_of_codes_that_lead_nowhere_are_kept_apart():
    kept, lost = placed_reports(TREE, [*THREE, replace(RATE, division="880000")])

    assert (3, 1) == (len(kept), len(lost))
    assert {} == placed_persons(TREE, {("880000", "指标"): ["P1"]})
