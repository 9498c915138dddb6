"""A refund lowers what it takes back, cancels it, or is told where it does not fit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.fund.records import Records
from jixiao.fund.records.netting import fund_fields, settlement_refunds
from jixiao.fund.records.reconciliation import Reconciliation, reconcile
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import TYPES, tables
from tests.drawn import drawn

Row = dict[str, Any]
USUAL = {
    "mdtrt_id": "V", "psn_no": "P1", "insutype": "390", "psn_type": "50", "fixmedins_code": "H1",
    "med_type": "21", "refd_setl_flag": "0",
}  # fmt: skip
PARTS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")


def settlement(
    setl_id: str, inside: int, fund: int, day: int = 1, **stated: Any
) -> Row:
    """A settlement of so many yuan inside the scope, of which the fund pays a part."""
    amounts = dict.fromkeys((*PARTS, *fund_fields()), 0)
    amounts |= {"inscp_amt": inside, "medfee_sumamt": inside, "hifp_pay": fund}
    amounts |= {"fund_pay_sumamt": fund, "psn_pay": inside - fund}
    time = datetime(2026, 3, day, 10)
    return {"setl_id": setl_id, "setl_time": time, **USUAL, **amounts, **stated}


def refund(
    setl_id: str, of: str | None, inside: int, fund: int, day: int = 2, **stated: Any
) -> Row:
    """A refund of so many yuan; `of` is what it names."""
    row = settlement(setl_id, -inside, -fund, day)
    return row | {"refd_setl_flag": "1", "init_setl_id": of} | stated


def records_of(rows: Iterable[Row], code: str = "SETL_D") -> Records:
    """Records over a table of rows by hand; what they do not state is none."""
    engine = Embedded(ibis.duckdb.connect())
    selects = []
    for row in rows:
        cells = []
        for column in tables()[code].columns.values():
            value = row.get(column.name)
            cell = "NULL" if value is None else literal(value)
            cells.append(f"CAST({cell} AS {TYPES[column.type]}) AS {column.name}")
        selects.append(f"SELECT {', '.join(cells)}")
    engine.run(f"CREATE TABLE {code} AS {' UNION ALL '.join(selects)}")
    return Records(engine)


def judged(
    rows: Iterable[Row],
) -> tuple[dict[str, Row], dict[str, str], Reconciliation]:
    """What stands by its number, why the rest does not, and the count of all."""
    records = records_of(rows)
    reconciled = reconcile(records)
    standing = records.engine.fetch(records.record("settlements")).to_pylist()
    verdicts = records.engine.fetch(records.record("verdicts")).to_pylist()
    reasons = {row["setl_id"]: row["status"] for row in verdicts}
    return {row["setl_id"]: row for row in standing}, reasons, reconciled


def test_a_partial_refund_lowers_the_settlement_that_it_names():
    standing, reasons, reconciled = judged(
        [settlement("S", 100, 60), refund("R", "S", 30, 18)]
    )

    assert {"R": "refund"} == reasons
    left = standing["S"]
    assert (7_000, 7_000, 4_200) == (
        left["medfee_sumamt"],
        left["inscp_amt"],
        left["hifp_pay"],
    )
    assert (4_200, 2_800) == (left["fund_pay_sumamt"], left["psn_pay"])
    assert datetime(2026, 3, 1, 10) == left["setl_time"]
    assert [("standing", 1, 10_000), ("refund", 1, -3_000)] == [
        (part.status, part.rows, part.fees) for part in reconciled.parts
    ]


@pytest.mark.slow
def test_several_partial_refunds_add():
    rows = [
        settlement("S", 100, 60),
        refund("R1", "S", 30, 18),
        refund("R2", "S", 20, 12, 3),
    ]
    standing, reasons, _ = judged(rows)

    assert {"R1": "refund", "R2": "refund"} == reasons
    assert (5_000, 3_000) == (
        standing["S"]["medfee_sumamt"],
        standing["S"]["fund_pay_sumamt"],
    )


@pytest.mark.slow
def test_refunds_that_take_all_of_it_back_cancel_it_together():
    rows = [
        settlement("S", 100, 60),
        refund("R1", "S", 30, 18),
        refund("R2", "S", 70, 42, 3),
    ]
    standing, reasons, reconciled = judged(rows)

    assert {} == standing
    assert {"S": "cancelled", "R1": "cancellation", "R2": "cancellation"} == reasons
    assert (0, 0) == (reconciled.orphans, reconciled.uncancelled)


@drawn(one_of=4)
@pytest.mark.parametrize(
    "taken_back",
    [
        refund("R", "S", 101, 60),
        refund("R", "S", 100, 61),
        refund("R", "S", -10, 0),
        refund("R", "S", 30, 18, psn_pay=-41),
        refund("R", "S", 30, 0, hifp_pay=-18, maf_pay=18),
        refund("R", "S", 30, 18, inscp_amt=-29),
        refund("R", "S", 30, 18, acct_pay=-1),
    ],
    ids=[
        "fees",
        "fund",
        "charges more",
        "person",
        "moves layers",
        "does not add up",
        "unstated",
    ],
)
def test_a_refund_that_does_not_fit_its_settlement_is_told_and_neither_counts(
    taken_back: Row,
):
    standing, reasons, reconciled = judged([settlement("S", 100, 60), taken_back])

    assert {} == standing
    assert {"S": "unclear_refund", "R": "unclear_refund"} == reasons
    assert 2 == reconciled.unclear


@pytest.mark.slow
def test_what_is_taken_back_twice_is_cancelled_once_and_the_second_is_told():
    rows = [
        settlement("S", 100, 60),
        refund("R1", "S", 100, 60),
        refund("R2", "S", 100, 60, 3),
    ]
    _, reasons, reconciled = judged(rows)

    assert {"S": "cancelled", "R1": "cancellation", "R2": "unclear_refund"} == reasons
    assert 1 == reconciled.unclear


@pytest.mark.slow
def test_refunds_of_a_replaced_settlement_are_replaced_with_it():
    rows = [
        settlement("S", 100, 60),
        refund("R", "S", 30, 18),
        settlement("T", 90, 50, 4, init_setl_id="S"),
    ]
    standing, reasons, _ = judged(rows)

    assert {"T"} == set(standing)
    assert {"S": "replaced", "R": "replaced"} == reasons


@pytest.mark.slow
def test_sums_that_a_row_leaves_out_are_those_of_its_parts():
    rows = [
        settlement("S", 100, 60, fund_pay_sumamt=None, inscp_amt=None),
        refund("R", "S", 30, 18, fund_pay_sumamt=None, inscp_amt=None),
    ]
    standing, _, _ = judged(rows)

    assert (7_000, 4_200) == (
        standing["S"]["inscp_amt"],
        standing["S"]["fund_pay_sumamt"],
    )


@pytest.mark.slow
def test_a_stay_settled_on_the_way_is_lowered_by_the_refund_of_its_part():
    records = records_of(
        [
            settlement("A", 100, 60, mid_setl_flag="1"),
            settlement("B", 50, 30, 9),
            refund("R", "A", 40, 24, 5),
        ]
    )
    (stay,) = records.engine.fetch(records.record("stays")).to_pylist()

    assert ("B", 2, 11_000, 6_600) == (
        stay["setl_id"],
        stay["settlements"],
        stay["medfee_sumamt"],
        stay["hifp_pay"],
    )


AMOUNTS = st.integers(0, 300)
Drawn = list[tuple[str, bool, int, int]]
ROWS = st.lists(
    st.tuples(st.sampled_from("STU"), st.booleans(), AMOUNTS, st.integers(0, 100)),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=4, deadline=None)
@given(ROWS)
def test_what_stands_is_all_that_was_charged_less_all_that_was_refunded(drawn):
    hold_sums(drawn)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_what_stands_adds_up_over_many_refunds(drawn):
    hold_sums(drawn)


def hold_sums(drawn: Drawn) -> None:
    """Settle and refund as drawn; what stands is what was charged less what was refunded."""
    rows = [settlement(name, 250, 150) for name in "STU"]
    for n, (name, _, inside, share) in enumerate(drawn):
        rows.append(refund(f"R{n}", name, inside, inside * share // 100, n + 2))
    standing, reasons, reconciled = judged(rows)

    names = [*settlement_refunds().exact]
    aside = {number for number, status in reasons.items() if status != "refund"}
    for name in names:
        counted = sum(
            int(row[name]) * 100 for row in rows if row["setl_id"] not in aside
        )
        assert counted == sum(row[name] for row in standing.values())
    assert (
        len(rows)
        == reconciled.whole.rows
        == sum(part.rows for part in reconciled.parts)
    )
    assert sum(row["medfee_sumamt"] for row in rows) * 100 == reconciled.whole.fees
    assert sum(part.fund for part in reconciled.parts) == reconciled.whole.fund
    assert len(rows) == len(standing) + len(reasons)
    for row in standing.values():
        assert row["medfee_sumamt"] == sum(row[part] for part in PARTS)
        assert row["fund_pay_sumamt"] == sum(row[field] for field in fund_fields())
        assert all(0 <= row[name] for name in names)


LINE = {
    "mdtrt_id": "V", "psn_no": "P1", "setl_id": "S", "hilist_code": "drug", "pric": 10,
    "chrgitm_lv": "01", "fulamt_ownpay_amt": 0, "overlmt_selfpay": 0, "preselfpay_amt": 0,
}  # fmt: skip


def line(number: str, count: int, day: int = 1, **stated: Any) -> Row:
    amounts = {"cnt": count, "det_item_fee_sumamt": count * 10, "inscp_amt": count * 10}
    time = datetime(2026, 3, day, 9)
    return {"bkkp_sn": number, "fee_ocur_time": time, **LINE, **amounts, **stated}


def lines_of(lines: Iterable[Row], settlements: Iterable[Row]) -> Records:
    records = records_of(settlements)
    fees = records_of(lines, "FEE_LIST_D").engine
    held = fees.fetch(fees.table("FEE_LIST_D"))
    engine = records.engine
    assert isinstance(engine, Embedded)
    engine.hold("held", held)
    engine.run("CREATE TABLE FEE_LIST_D AS SELECT * FROM held")
    return Records(engine)


def test_fee_lines_are_net_of_their_refunds():
    lines = [
        line("1", 5),
        line("1r", -2, 2, init_feedetl_sn="1"),
        line("2", 3),
        line("2r", -3, 2),
        line("3", 1),
        line("3r", -4, 2, init_feedetl_sn="3"),
        line("4", 7, vali_flag="0"),
        line("5", 7, setl_id="gone"),
        line("6r", -9, 2),
    ]
    gone = settlement("gone", 70, 0)
    settlements = [settlement("S", 100, 60), gone, refund("back", "gone", 70, 0)]
    records = lines_of(lines, settlements)
    net = records.engine.fetch(records.record("fee_lines")).to_pylist()
    verdicts = records.engine.fetch(records.record("line_verdicts")).to_pylist()

    assert [("1", 3, 3_000, 3_000)] == [
        (row["bkkp_sn"], row["cnt"], row["det_item_fee_sumamt"], row["inscp_amt"])
        for row in net
    ]
    assert {
        ("1r", "refund", "1"),
        ("2", "cancelled", None),
        ("2r", "cancellation", "2"),
        ("3", "unclear_refund", None),
        ("3r", "unclear_refund", "3"),
        ("6r", "cancellation", None),
    } == {(row["bkkp_sn"], row["status"], row["of"]) for row in verdicts}


@pytest.mark.slow
def test_lines_of_a_partial_refund_belong_to_the_settlement_that_it_lowers():
    lines = [line("1", 10), line("1r", -3, 2, init_feedetl_sn="1", setl_id="R")]
    records = lines_of(lines, [settlement("S", 100, 60), refund("R", "S", 30, 18)])
    charges = records.engine.fetch(records.record("charges")).to_pylist()
    (net,) = records.engine.fetch(records.record("fee_lines")).to_pylist()

    assert {"S"} == {row["setl_id"] for row in charges}
    assert (7, 7_000) == (net["cnt"], net["det_item_fee_sumamt"])
