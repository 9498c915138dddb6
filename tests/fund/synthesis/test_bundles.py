"""Stories of dialysis: a close and the rules find each that was planted, and none of its twins."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jixiao.fund.audit import library
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis.bundles import write_bundles
from jixiao.fund.tables import tables
from tests.fund.payment.terms import terms
from tests.fund.synthesis.special import bundles
from tests.fund.synthesis.test_faults import OF_DIALYSIS, PLACES

TIMES = 2


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dialysis")
    for name in ("extracts", "answers"):
        (folder / name).mkdir()
    register = folder / "extracts" / "FIXMEDINS_B.parquet"
    pq.write_table(pa.Table.from_pylist(PLACES), register)
    write_bundles(folder, folder / "extracts", 2026, TIMES)
    return folder


def test_each_rule_of_dialysis_has_rows_to_find(written: Path):
    with (written / "answers" / "bundles.csv").open(encoding="utf-8-sig") as file:
        planted = {(row["expected"], row["planted"]) for row in csv.DictReader(file)}

    assert {code for code, kind in planted if kind == "truth"} >= OF_DIALYSIS
    assert set(library()) >= OF_DIALYSIS
    assert {"truth", "decoy"} == {kind for _, kind in planted}


def test_a_bill_is_the_sum_of_its_lines_and_every_column_is_known(written: Path):
    extracts = written / "extracts"
    bills = pq.read_table(extracts / "SETL_D.parquet").to_pylist()
    lines = pq.read_table(extracts / "FEE_LIST_D.parquet").to_pylist()
    for bill in bills[:20]:
        of_bill = [row for row in lines if row["setl_id"] == bill["setl_id"]]
        assert bill["medfee_sumamt"] == sum(
            row["det_item_fee_sumamt"] for row in of_bill
        )
    for path in extracts.glob("*.parquet"):
        table = tables()[path.stem.partition("-")[0]]
        assert set(pq.read_schema(path).names) <= set(table.columns), path.name


@pytest.mark.slow
def test_what_was_planted_is_found_and_no_twin(written: Path):
    for path in sorted((written / "extracts").glob("*.parquet")):
        assert load(path, written / "store").rejected == 0, path.name

    with open_engine(written / "store") as engine:
        outcome = bundles(engine, written, 2026, terms())

    assert [] == [kind for kind, each in outcome.items() if each.right < each.planted]
    assert [] == [kind for kind, each in outcome.items() if each.beside or each.twins]
