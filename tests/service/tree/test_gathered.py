"""Packages speak for their senders; persons of two counties are counted once; silence is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.records import NotLoaded, Records
from jixiao.fund.store.opening import open_scratch
from jixiao.service.tree.divisions import Division
from jixiao.service.tree.gathered import Gathered, gather
from jixiao.service.tree.inbox import open_inbox
from jixiao.service.tree.indicators import Rollup, roll_up
from tests.measure_page import load_example
from tests.service.tree.bookings import CITY, DIVISIONS, EAST, NORTH, WEST
from tests.service.tree.packages import (
    CAME,
    DAY,
    expected,
    package_of,
    shared,
    trust_all,
)
from tests.spec_page import Example

LOADED = {
    "transfer_no": "L1", "division": EAST, "year": "2026", "fund": "医疗救助补助", "step": "1",
    "document": "市旧", "other": CITY, "happened_on": "2026-03-01", "amount": "1.00",
}  # fmt: skip
PERSON = {"division": CITY, "year": "2026", "indicator": "救助人数", "psn_no": "P9"}
RESULT = {"division": CITY, "year": "2026", "indicator": "救助人数", "kind": "7"}


def row_of(division: Division) -> dict[str, str]:
    return {
        "division": division.code, "name": division.name, "above": division.above,
        "begins_on": division.begins_on.isoformat(),
    }  # fmt: skip


@contextmanager
def a_city(folder: Path, **tables: list[dict[str, str]]) -> Iterator[Records]:
    loaded = {"DIVISION": [row_of(each) for each in DIVISIONS], **tables}
    with open_scratch(folder) as engine:
        load_example(engine, Example("", [*loaded.items()], []))
        yield Records(engine)


def received(folder: Path, *codes: str, with_lists: bool = True) -> None:
    key = shared(folder) if with_lists else None
    with open_inbox(folder / "packages.db") as inbox:
        trust_all(inbox)
        for code in codes:
            inbox.receive(package_of(code, key), expected(key), by="甲", at=CAME)


def of_city(gathered: Gathered, indicator: str) -> Rollup:
    rolled = roll_up(gathered.tree, gathered.reports, gathered.persons)
    (rollup,) = [e for e in rolled if (e.division, e.indicator) == (CITY, indicator)]
    return rollup


def test_three_counties_make_the_rate_of_their_parts_and_persons_count_once(tmp_path):
    received(tmp_path, EAST, WEST, NORTH)
    with a_city(tmp_path) as records:
        gathered = gather(records, tmp_path, DAY, 2026)

    rate = of_city(gathered, "达标率")
    assert (140, 170) == (rate.numerator, rate.denominator)
    assert "82.35" == f"{rate.value:.2f}"
    assert Decimal(4) == of_city(gathered, "救助人数").value
    assert 6000 * 3 - 5999 * 3 == sum(
        e.amount if e.step == "1" else -e.amount for e in gathered.bookings
    )


def test_a_missing_county_is_coverage(tmp_path):
    received(tmp_path, EAST, WEST)
    with a_city(tmp_path) as records:
        gathered = gather(records, tmp_path, DAY, 2026)

    rate = of_city(gathered, "达标率")
    assert ((130, 150), [NORTH]) == ((rate.numerator, rate.denominator), rate.missing)
    assert [NORTH] == gathered.without_package(CITY)


def test_a_package_replaces_what_was_loaded_of_its_sender(tmp_path):
    received(tmp_path, EAST)
    with a_city(tmp_path, TRANSFER=[LOADED]) as records:
        gathered = gather(records, tmp_path, DAY, 2026)

    assert 1 == gathered.replaced
    assert ["市990101"] == [e.document for e in gathered.bookings if e.document]


def test_lists_of_the_city_itself_are_hashed_under_the_same_key(tmp_path):
    received(tmp_path, EAST)
    tables = {"DIVISION_PERSON": [PERSON], "DIVISION_RESULT": [RESULT]}
    with a_city(tmp_path, **tables) as records:
        gathered = gather(records, tmp_path, DAY, 2026)

    assert list(shared(tmp_path).of_all(["P9"])) == list(
        gathered.persons[CITY, "救助人数"]
    )


def test_lists_without_the_shared_key_are_not_added(tmp_path):
    received(tmp_path, EAST, with_lists=False)
    tables = {"DIVISION_PERSON": [PERSON], "DIVISION_RESULT": [RESULT]}
    with a_city(tmp_path, **tables) as records, pytest.raises(JixiaoError, match="tree share"):  # fmt: skip
        gather(records, tmp_path, DAY, 2026)


def test_without_packages_what_is_needed_must_be_loaded(tmp_path):
    with a_city(tmp_path) as records:
        assert 2 == len(gather(records, tmp_path, DAY, 2026).absent)
        with pytest.raises(NotLoaded):
            gather(records, tmp_path, DAY, 2026, ["transfers"])
