"""A linkage of synthetic prices says what was planted, and of doubtful rows what is in doubt."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases import open_ledger
from jixiao.fund.parameters import Terms, assume, load_parameter_sets
from jixiao.fund.prices.case_opening import open_cases
from jixiao.fund.prices.follow_up import follow_up
from jixiao.fund.prices.kept import LINKED_PRICES, STATES, UNREAD_OFFERS
from jixiao.fund.prices.linkage import link, unreviewed
from jixiao.fund.records import NotLoaded, Records
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.fund.synthesis.prices import OURS, STORIES, write_prices
from jixiao.fund.tables import TYPES, tables
from jixiao.period import Period
from tests.drawn import drawn
from tests.measure_page import load_example
from tests.spec_page import Example

DAY = date(2026, 3, 31)
TERMS = load_parameter_sets()["sample"].on(DAY)
TABLES = ("LISTED_PRICE", "PRICE_DECISION", "PURCHASE_ORDER")


@pytest.fixture(scope="module")
def county(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Embedded, list[dict[str, str]]]]:
    folder = tmp_path_factory.mktemp("prices")
    extracts = folder / "extracts"
    extracts.mkdir()
    _institutions(extracts)
    write_prices(folder, extracts, 2026, 1, np.random.default_rng(7))
    with (folder / "answers/prices.csv").open(encoding="utf-8-sig") as file:
        answers = list(csv.DictReader(file))
    with open_scratch(folder) as engine:
        for code in TABLES:
            _load(engine, extracts, code)
        yield engine, answers


def _institutions(extracts: Path) -> None:
    codes = pa.table({"fixmedins_code": ["H1", "H2"]})
    pq.write_table(codes, extracts / "FIXMEDINS_B.parquet")


def _load(engine: Embedded, extracts: Path, code: str) -> None:
    """Make a table as loading would: every declared column, of its declared type."""
    engine.view("printed", extracts / f"{code}.parquet")
    there = engine.columns("printed")
    cells = (
        f"CAST({name if name in there else 'NULL'} AS {TYPES[column.type]}) AS {name}"
        for name, column in tables()[code].columns.items()
    )
    engine.make(code, f"SELECT {', '.join(cells)} FROM printed")


def linked(engine: Embedded) -> dict[str, dict[str, Any]]:
    rows = engine.fetch(LINKED_PRICES.read(engine)).to_pylist()
    return {row["listing_code"]: row for row in rows}


@pytest.mark.slow
def test_each_story_comes_out_as_planted(county: tuple[Embedded, list[dict[str, str]]]):
    engine, answers = county
    link(engine, DAY, OURS, TERMS)
    rows = linked(engine)
    products = [answer for answer in answers if answer["about"] == "产品"]

    assert len(STORIES) == len(rows)
    for answer in products:
        row = rows[answer["key"]]
        assert answer["state"] == STATES[row["state"]], answer
        assert answer["flag"] == (row["flag"] or ""), answer
        if answer["new_price"]:
            assert Decimal(answer["new_price"]) == row["new_price"], answer


def test_orders_above_the_new_price_are_followed(county):
    engine, answers = county
    came = follow_up(Records(engine, Period(date(2026, 1, 1), date(2026, 12, 31))))

    planted = {answer["key"] for answer in answers if answer["about"] == "订单"}
    assert planted == {row["order_no"] for row in came.orders_above}
    assert came.saved > 0
    by_hand = sum(
        row["quantity"] * (row["price"] - row["new_price"]) for row in came.orders_above
    )
    assert round(by_hand * 100) == came.above


@pytest.mark.slow
def test_a_firm_is_asked_once_of_the_same_prices(county, tmp_path: Path):
    engine, _ = county
    link(engine, DAY, OURS, TERMS)
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    with open_ledger(tmp_path / "cases.db") as ledger:
        first = open_cases(ledger, engine, by="甲", at=at)
        again = open_cases(ledger, engine, by="甲", at=at)
        only = ledger.case(first[0])
        ledger.move(first[0], "告知", by="甲", at=at, text="告知企业")
        ledger.move(first[0], "企业答复", by="企业经办", at=at, text="同意调整")

    assert 5 == len(first)
    assert [] == again
    assert "参考价" in only.evidence[0].values["说明"]


def listed(
    tmp_path: Path,
    *offers: dict[str, str],
    terms: Terms = TERMS,
    words: tuple[dict[str, str], ...] = (),
):
    usual = {
        "generic_name": "示例药", "kind": "1", "form": "片剂", "spec": "0.25g*24片", "maker": "甲制药",
        "price_unit": "盒", "begins_on": "2025-01-01",
    }  # fmt: skip
    rows = [
        {**usual, "listing_code": f"{offer['province']}{nth}", **offer}
        for nth, offer in enumerate(offers)
    ]
    tables = [("LISTED_PRICE", rows)]
    if words:
        tables.append(("PRICE_WORD", list(words)))
    with open_scratch(tmp_path) as engine:
        load_example(engine, Example("", tables, []))
        link(engine, DAY, OURS, terms)
        unread = engine.fetch(UNREAD_OFFERS.read(engine)).to_pylist()
        proposed = list(unreviewed(engine, OURS))
        return list(linked(engine).values()), unread, proposed


def peers(*prices: str, **instead: str) -> list[dict[str, str]]:
    places = ("北京", "上海", "江苏", "浙江", "广东")
    return [
        {"province": where, "price": price, **instead}
        for where, price in zip(places, prices, strict=False)
    ]


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("reference", "prices", "expected"),
    [
        ("最低价", ("9", "8", "12"), "8.00"),
        ("第几低价", ("9", "8", "12"), "12.00"),
        ("中位价", ("9", "8", "12"), "9.00"),
        ("中位价", ("9", "8", "12", "10"), "9.50"),
    ],
)
def test_the_reference_goes_by_its_rule(
    tmp_path: Path, reference: str, prices: tuple[str, ...], expected: str
):
    terms = assume(TERMS, "prices.reference", reference)
    [row], _, _ = listed(
        tmp_path, {"province": OURS, "price": "20"}, *peers(*prices), terms=terms
    )

    assert Decimal(expected) == row["reference"] == row["new_price"]


@pytest.mark.slow
def test_packs_are_made_comparable_before_the_lowest_is_taken(tmp_path: Path):
    twice = peers("17.00", "17.00", "17.00", spec="0.25g*48片")
    [row], _, _ = listed(tmp_path, {"province": OURS, "price": "9.00"}, *twice)

    assert Decimal("8.72") == row["new_price"]


@pytest.mark.slow
def test_strengths_compare_only_where_the_rule_says_so(tmp_path: Path):
    twice = peers("17.00", "17.00", "17.00", spec="0.5g*24片")
    ours = {"province": OURS, "price": "20.00"}
    by_conversion = assume(TERMS, "prices.compare", "同企业差比价")
    [same], _, _ = listed(tmp_path / "a", ours, *twice)
    [converted], _, _ = listed(tmp_path / "b", ours, *twice, terms=by_conversion)
    unknown = [{**offer, "kind": ""} for offer in (ours, *twice)]
    [doubted], _, _ = listed(tmp_path / "c", *unknown, terms=by_conversion)

    assert "没有可比的" == STATES[same["state"]]
    assert Decimal("10.00") == converted["new_price"]
    assert "没有写药品类别" in doubted["why"]


def test_a_bid_is_never_exceeded(tmp_path: Path):
    [row], _, _ = listed(
        tmp_path,
        {"province": OURS, "price": "8", "bid_price": "7.5"},
        *peers("8", "9", "9"),
    )

    assert Decimal("7.5") == row["new_price"]
    assert "不高于集采中选价" == row["why"]


@pytest.mark.slow
def test_two_prices_of_one_code_are_a_doubt(tmp_path: Path):
    ours = [
        {"province": OURS, "price": price, "listing_code": "X", "begins_on": day}
        for price, day in (("8", "2025-01-01"), ("9", "2025-02-01"))
    ]
    [row], _, _ = listed(tmp_path, *ours, *peers("1", "1", "1"))

    assert "没有读懂" == STATES[row["state"]]
    assert "有两个挂网价" in row["why"]


@pytest.mark.slow
def test_a_maker_written_otherwise_is_another_until_somebody_says(tmp_path: Path):
    ours = {"province": OURS, "price": "20", "maker": "甲制药有限公司"}
    theirs = peers("8", "8", "8", maker="甲制药有限责任公司")
    [before], _, [proposal] = listed(tmp_path / "a", ours, *theirs)
    word = {
        "kind": "3",
        "written": "甲制药有限责任公司",
        "standard": "甲制药有限公司",
        "reviewed_by": "乙",
        "reviewed_on": "2026-01-01",
    }
    [after], _, none = listed(tmp_path / "b", ours, *theirs, words=(word,))

    assert "没有可比的" == STATES[before["state"]]
    assert ("甲制药有限公司", 3) == (proposal.nearest, proposal.rows)
    assert Decimal("8.00") == after["new_price"]
    assert [] == none


@pytest.mark.slow
def test_what_others_wrote_that_was_not_read_is_a_list(tmp_path: Path):
    [row], unread, _ = listed(
        tmp_path, {"province": OURS, "price": "20"}, *peers("8", "8", spec="大盒")
    )

    assert 2 == len(unread)
    assert "只有 0 个省份可比，不到 3 个" == row["why"]


def test_a_province_that_lists_nothing_is_refused_with_those_that_do(tmp_path: Path):
    with pytest.raises(JixiaoError, match="北京"):
        listed(tmp_path, *peers("8"))
    with open_scratch(tmp_path / "empty") as engine, pytest.raises(NotLoaded):
        link(engine, DAY, OURS, TERMS)
