"""Known answers of the lines of firms' credit, and which events count."""

from dataclasses import replace
from datetime import date

import pytest

from jixiao.fund.prices.firm_credit import FirmEvent, load_scheme, rate

SCHEME = load_scheme()
DAY = date(2026, 6, 30)
BRIBERY, TAX, RESISTANCE = "1", "2", "7"
EVENT = FirmEvent(
    "E1", "91640000SAMPLE0001", "示例药业", BRIBERY, "示例刑初1号", date(2026, 1, 5), 49_990_000,
    "", is_top=False, corrected="", repaired_on=None, revoked_on=None,
)  # fmt: skip


def tier(**changes: object) -> str:
    [rating] = rate(SCHEME, [replace(EVENT, **changes)], DAY)
    return rating.tier


@pytest.mark.parametrize(
    ("matter", "ten_thousands", "expected"),
    [
        (BRIBERY, 49.99, "失信"),
        (BRIBERY, 50, "严重失信"),
        (BRIBERY, 100, "严重失信"),
        (BRIBERY, 100.01, "特别严重失信"),
        (TAX, 4.9, ""),
        (TAX, 5, "失信"),
        (TAX, 50, "严重失信"),
        (TAX, 250.01, "特别严重失信"),
    ],
)
def test_an_amount_reaches_its_tier(matter: str, ten_thousands: float, expected: str):
    assert expected == tier(matter=matter, amount=round(ten_thousands * 1_000_000))


def test_bribing_of_the_bureaus_own_people_is_the_top():
    assert "特别严重失信" == tier(amount=100, is_top=True)


def test_an_event_without_an_amount_is_not_rated_and_says_so():
    [rating] = rate(SCHEME, [replace(EVENT, amount=None)], DAY)

    assert "" == rating.tier
    assert "没有写涉及金额，不能评" == rating.undecided[0].why


def test_resisting_goes_by_what_the_document_says():
    assert "" == tier(matter=RESISTANCE)
    assert "严重失信" == tier(matter=RESISTANCE, tier="严重失信")
    assert "" == tier(matter=RESISTANCE, tier="中等")


def test_the_highest_of_what_stands_counts():
    worse = replace(EVENT, number="E2", amount=60_000_000, document="示例刑初2号")
    [rating] = rate(SCHEME, [EVENT, worse], DAY)
    [repaired] = rate(SCHEME, [EVENT, replace(worse, repaired_on=date(2026, 6, 30))], DAY)  # fmt: skip
    [revoked] = rate(SCHEME, [EVENT, replace(worse, revoked_on=date(2026, 7, 1))], DAY)

    assert "严重失信" == rating.tier
    assert "失信" == repaired.tier
    assert "严重失信" == revoked.tier


def test_a_firm_is_its_credit_code_and_bears_its_last_name():
    renamed = replace(EVENT, number="E2", firm_name="示例新药业", decided_on=date(2026, 2, 1))  # fmt: skip
    [rating] = rate(SCHEME, [renamed, EVENT], DAY)

    assert "示例新药业" == rating.name


def test_repair_needs_every_measure_of_the_row():
    [rating] = rate(SCHEME, [replace(EVENT, amount=200_000_000, corrected="①④⑥")], DAY)

    assert "②③⑤" == rating.events[0].lacking
