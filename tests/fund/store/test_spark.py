"""The same expressions over the Spark protocol give the same rows, to the fen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pytest
from msgspec.structs import replace

from jixiao.fund.benefits import load_policies, settle, split_lines
from jixiao.fund.intake import load
from jixiao.fund.resettling.bills import check_bills
from jixiao.fund.resettling.resettlement import resettle
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.lake import write_lake
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from tests.fund.benefits.claims import claim_table, histories
from tests.parts import SAIL

pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:'verifySchema'", "ignore::ResourceWarning"),
]
COUNTY = shapes()["county"]
SHAPE = replace(COUNTY, plants=replace(COUNTY.plants, over_price=0.01))
"""A county in which lines above their limit, rare otherwise, are met among a few thousand."""
POLICIES = ("sample_2024", "sample_2024_wide", "national_frame")


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines")
    policies = [load_policies()["sample_2024"]]
    synthesise(Bureau(SHAPE, 2000, range(2025, 2027), 11, policies), folder)
    for path in sorted((folder / "extracts").iterdir()):
        load(path, folder / "store")
    write_lake(folder / "store", folder / "lake", parts=3)
    return folder / "lake"


@pytest.fixture(scope="module")
def engines(lake: Path) -> Iterator[tuple[Engine, Engine]]:
    SAIL.require()
    with pytest.MonkeyPatch.context() as patch, open_engine(lake) as duckdb:
        patch.setenv("JIXIAO_ENGINE", "sail")
        with open_engine(lake) as sail:
            yield duckdb, sail


def rows(engine: Engine, expression: Any, key: str) -> list[dict[str, Any]]:
    fetched = engine.fetch(expression).to_pylist()
    return sorted(fetched, key=lambda row: str(row[key]))


@pytest.mark.parametrize("code", POLICIES)
def test_a_year_settles_alike_with_all_that_is_told_of_it(
    engines: tuple[Engine, Engine], code: str
):
    results = [resettle(engine, [load_policies()[code]]) for engine in engines]
    kept = ("netted", "net_claims", "resettled")
    tables = [[rows(e, e.table(name), "setl_id") for name in kept] for e in engines]

    assert results[0] == results[1]
    assert tables[0] == tables[1]
    assert len(tables[0][2]) > 8_000


def test_what_if_tells_alike(engines: tuple[Engine, Engine]):
    policy, other = (
        load_policies()["sample_2024"],
        load_policies()["sample_2024_half_start"],
    )
    results = [resettle(engine, [other], [policy]) for engine in engines]

    assert results[0] == results[1]
    assert results[0].differing > 0


def test_every_fee_line_splits_alike(engines: tuple[Engine, Engine]):
    results = []
    for engine in engines:
        lines = engine.table("FEE_LIST_D")
        fen = {
            name: (lines[name] * 100).cast("int64")
            for name in ("det_item_fee_sumamt", "pric", "pric_uplmt_amt")
        }
        asked = lines.select(
            "bkkp_sn",
            "chrgitm_lv",
            "lmt_used_flag",
            cnt=lines.cnt.cast("int64"),
            selfpay_prop=(lines.selfpay_prop * 10_000).cast("int64"),
            **fen,
        )
        results.append(rows(engine, split_lines(asked), "bkkp_sn"))

    assert results[0] == results[1]
    assert len(results[0]) > 100_000


def test_bills_are_checked_alike(engines: tuple[Engine, Engine]):
    results = [check_bills(engine) for engine in engines]
    tables = [rows(engine, engine.table("bills"), "setl_id") for engine in engines]

    assert results[0] == results[1]
    assert tables[0] == tables[1]
    assert results[0].differing_lines > 0


@pytest.mark.parametrize("seed", range(2))
def test_random_lives_settle_alike(engines: tuple[Engine, Engine], seed: int):
    claims = ibis.memtable(claim_table(histories(seed, persons=300)))
    policies = [load_policies()["sample_2024_wide"]]
    results = [
        rows(engine, settle(engine, claims, policies), "setl_id") for engine in engines
    ]

    assert results[0] == results[1]


def test_the_sql_that_ran_is_kept(engines: tuple[Engine, Engine], lake: Path):
    engines[1].keep(
        "counted", engines[1].table("SETL_D").aggregate(n=lambda t: t.count())
    )

    assert '"name": "counted"' in (lake / "results" / "runs.jsonl").read_text("utf-8")
    assert "counted" in engines[1].tables
