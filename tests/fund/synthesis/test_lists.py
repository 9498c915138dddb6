"""Planted faults of lists are found, all of them and nothing else."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.grouping.quality.rates import check_lists
from jixiao.fund.intake import load
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from tests.fund.payment.terms import terms

TABLES = ("SETL_D", "MDTRT_D", "SETL_LIST", "DIAG_B", "OPRN_B", "FIXMEDINS_B")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("lists")
    policies = [load_policies()["sample_2024"]]
    synthesise(Bureau(shapes()["county"], 2000, range(2026, 2027), 5, policies), made)
    for path in sorted((made / "extracts").glob("*.parquet")):
        if path.name.startswith(TABLES):
            load(path, made)
    return made


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    with open_engine(folder) as opened:
        yield opened


def planted(folder: Path, code: str) -> set[str]:
    with (folder / "answers" / "lists.csv").open(encoding="utf-8-sig") as file:
        return {row["setl_id"] for row in csv.DictReader(file) if row["finds"] == code}


@pytest.mark.slow
def test_what_is_planted_in_codes_is_found_and_nothing_else(
    folder: Path, engine: Engine
):
    check_lists(engine, 2026, terms())
    marks = engine.fetch(engine.table("list_marks")).to_pylist()

    for code in ("QC01", "QC02"):
        marked = {row["setl_id"] for row in marks if row["code"] == code}
        assert planted(folder, code) == marked, code
    assert planted(folder, "QC01")


@pytest.mark.slow
def test_late_lists_are_those_that_were_planted(folder: Path, engine: Engine):
    hospitals = check_lists(engine, 2026, terms()).hospitals

    late = sum(each.lists - each.on_time for each in hospitals)
    assert len(planted(folder, "PD01")) == late
