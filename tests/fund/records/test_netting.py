"""Every settlement stands, or has one reason why it does not."""

from datetime import datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.intake import load
from jixiao.fund.records import Records
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.records.reconciliation import Reconciliation, reconcile
from jixiao.fund.store.opening import open_engine
from tests.fund.benefits.claims import Row, claim
from tests.fund.settlements import extract, negative, write_table


def settlement_of(number: int, visit: str, day: int, **said: object) -> Row:
    row = claim(number, datetime(2025, 3, day), inscp_amt=100_000, hifp_pay=52_500)
    return row | {"mdtrt_id": visit} | said


def a_month() -> list[Row]:
    first = [settlement_of(n, f"V{n}", 1) for n in range(20)]
    again = settlement_of(22, "V2", 3)
    return [
        *first,
        negative(first[1], setl_id="named", init_setl_id="000001"),
        negative(first[2], setl_id="unnamed", setl_time=datetime(2025, 3, 2)),
        again,
        negative(first[3], setl_id="other amount", inscp_amt=-1, medfee_sumamt=-1),
        settlement_of(24, "V4", 2, init_setl_id="000004"),
        settlement_of(25, "V5", 2, init_setl_id="000005"),
        negative(settlement_of(25, "V5", 3), setl_id="undone", init_setl_id="000025"),
        settlement_of(26, "V6", 2, vali_flag="0"),
        negative(first[7], setl_id="invalid", init_setl_id="000007", vali_flag="0"),
        settlement_of(28, "V8", 2, init_setl_id="000028"),
        negative(first[9], setl_id="elsewhere", init_setl_id="not loaded"),
        negative(first[10], setl_id="too early", setl_time=datetime(2025, 2, 1)),
    ]


@pytest.fixture(scope="module")
def netted(tmp_path_factory) -> tuple[Reconciliation, dict[str, str], set[str]]:
    folder = tmp_path_factory.mktemp("county")
    load(extract(folder / "march.csv", a_month()), folder)
    with open_engine(folder) as engine:
        records = Records(engine)
        reconciled = reconcile(records)
        gone = engine.fetch(engine.table("netted")).to_pylist()
        left = {
            row["setl_id"]
            for row in engine.fetch(records.record("settlements")).to_pylist()
        }
    return reconciled, {row["setl_id"]: row["status"] for row in gone}, left


def test_a_cancellation_takes_what_it_names_or_what_it_is_the_exact_negative_of(netted):
    _, gone, left = netted

    assert {"000001": "cancelled", "000002": "cancelled"} == {
        number: status
        for number, status in gone.items()
        if status == "cancelled" and number < "000020"
    }
    assert "000022" in left, "settled again after the cancellation"
    assert {"000003", "000009", "000010"} <= left
    assert {"named", "unnamed", "other amount", "undone", "elsewhere", "too early"} == {
        number for number, status in gone.items() if status == "cancellation"
    }


def test_a_corrected_settlement_replaces_the_earlier_one_for_good(netted):
    _, gone, left = netted

    assert "replaced" == gone["000004"]
    assert "000024" in left
    assert ("replaced", "cancelled") == (gone["000005"], gone["000025"])
    assert "000028" in left, "one that names itself replaces nothing"


def test_an_invalid_row_neither_stands_nor_cancels(netted):
    _, gone, left = netted

    assert ("invalid", "invalid") == (gone["000026"], gone["invalid"])
    assert {"000006", "000007"} <= left


def test_rows_and_amounts_add_up_to_what_was_loaded(netted):
    reconciled, _, left = netted
    rows = a_month()

    assert len(rows) == reconciled.whole.rows
    assert sum(row["medfee_sumamt"] for row in rows) == reconciled.whole.fees
    assert sum(row["hifp_pay"] for row in rows) == reconciled.whole.fund
    assert [
        ("standing", len(left)),
        ("cancelled", 3),
        ("cancellation", 6),
        ("replaced", 2),
        ("invalid", 2),
    ] == [(part.status, part.rows) for part in reconciled.parts]
    assert 3 == reconciled.orphans
    assert -200_001 == reconciled.uncancelled


def test_the_fund_pays_by_the_eight_fields_of_the_exported_identity():
    assert (
        "hifp_pay",
        "cvlserv_pay",
        "hifes_pay",
        "hifmi_pay",
        "hifob_pay",
        "hifdm_pay",
        "maf_pay",
        "othfund_pay",
    ) == fund_fields()


def test_a_folder_without_settlements_is_told(tmp_path: Path):
    held = "psn_no,psn_idet_type,begntime\nP,7019,2023-01-01\n"
    load(write_table(tmp_path / "held.csv", held), tmp_path)

    with open_engine(tmp_path) as engine, pytest.raises(JixiaoError, match="SETL_D"):
        reconcile(Records(engine))
