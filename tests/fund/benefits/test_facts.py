"""What the loaded tables say of claims beside their settlements: who else pays, and in which year."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load, reasons
from jixiao.fund.resettling.resettlement import Comparison, resettle
from jixiao.fund.store.opening import open_engine
from tests.fund.benefits.claims import Row, claim
from tests.fund.settlements import extract, negative, write_table

VISITS = """mdtrt_id,psn_no,fixmedins_code,begntime,med_type,rel_ttp_flag
000001,P1,H1,2026-03-01 08:00:00,21,1
000002,P2,H1,2026-03-01 08:00:00,21,0
000003,P3,H1,2026-03-01 08:00:00,21,
"""
COUNTY = """[policy]
code = "county"
title = "县"
extends = "base"
basis = "编的"
confirmed = false
valid_from = 2025-01-01
valid_to = 2026-12-31
year_of = "出院"
[basic."住院"]
accumulator = "住院"
deductible = { "二级" = [500, 300] }
ratio = 0.60
level = ["二级"]
cap = 10000
"""
CHECKED = {"hifp_pay": 0, "act_pay_dedc": 0}


def stay(number: int, month: int, **said: object) -> Row:
    row = claim(number, datetime(2026, month, 9), psn_no="P1", inscp_amt=1_000_00)
    return row | CHECKED | said


def resettled(
    folder: Path, rows: Sequence[Row], visits: str = "", county: str = COUNTY
) -> tuple[Comparison, dict[str, Row]]:
    """Load settlements, settle them by the policy of the county; gives what is kept by setl_id."""
    (folder / "policies").mkdir()
    (folder / "policies" / "county.toml").write_text(county, "utf-8")
    load(extract(folder / "year.csv", list(rows)), folder)
    if visits:
        load(write_table(folder / "visits.csv", visits), folder)
    with open_engine(folder) as engine:
        policy = load_policies(folder / "policies")["county"]
        comparison = resettle(engine, [policy])
        kept = engine.fetch(engine.table("resettled")).to_pylist()
    return comparison, {row["setl_id"]: row for row in kept}


Settled = tuple[Comparison, dict[str, Row]]
BY_HAND = {"begndate": "2025-12-10", "pay_loc": "1"}
NEXT = {"begndate": "2026-03-01", "enddate": "2026-03-09", "pay_loc": "2"}
WHOLE = stay(4, 3, psn_no="P4")
BACK = negative(
    WHOLE | {"inscp_amt": 200_00, "medfee_sumamt": 200_00},
    setl_id="000009", init_setl_id="000004",
)  # fmt: skip
ROWS = [
    *(stay(n, 3, psn_no=f"P{n}") for n in (1, 2, 3)),
    WHOLE, BACK, stay(5, 4, psn_no="P4"),
    stay(11, 2, psn_no="P5", enddate="2025-12-20", **BY_HAND), stay(12, 3, psn_no="P5", **NEXT),
    stay(13, 2, psn_no="P6", enddate="2026-01-05", **BY_HAND), stay(14, 3, psn_no="P6", **NEXT),
]  # fmt: skip
"""A year of persons who have nothing to do with one another: settled once for several tests."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    return resettled(tmp_path_factory.mktemp("year"), ROWS, VISITS)


def test_what_a_third_party_must_pay_the_fund_does_not_and_it_is_told(year: Settled):
    comparison, kept = year

    assert [0, 300_00, 300_00] == [kept[f"00000{n}"]["hifp_pay"] for n in (1, 2, 3)]
    (unpaid,) = comparison.unpaid
    assert ("third_party", 1, 1_000_00) == (unpaid.reason, unpaid.claims, unpaid.fees)
    assert any("1 笔" in note and "第三人" in note for note in comparison.notes)


def test_a_partial_refund_lowers_what_the_year_pays_and_has_used(year: Settled):
    _, kept = year

    paid = [(kept[n]["inscp_amt"], kept[n]["hifp_pay"]) for n in ("000004", "000005")]
    assert [(800_00, 180_00), (1_000_00, 420_00)] == paid


def test_a_reversal_beside_its_settlement_under_one_number_is_not_taken_and_said(
    tmp_path: Path,
):
    rows = [stay(1, 3), negative(stay(1, 3)), stay(2, 4), stay(2, 4)]

    outcome = load(extract(tmp_path / "march.csv", rows), tmp_path)

    reason_of = {
        reason.first: reason.reason for reason in reasons(tmp_path, outcome.number)
    }
    assert {3, 5} == reason_of.keys()
    assert "那一行仍照结算计入" in reason_of[3]
    assert "在 init_setl_id 写所退的结算" in reason_of[3]
    assert reason_of[5].endswith("行重复")


@pytest.mark.slow
def test_a_reversal_loaded_later_under_the_same_number_takes_its_place(
    tmp_path: Path,
):
    gone, later = stay(1, 3), stay(2, 4)
    load(extract(tmp_path / "march.csv", [gone]), tmp_path)

    comparison, kept = resettled(tmp_path, [negative(gone), later])

    assert 1 == comparison.claims
    assert {"000002": 500_00} == {n: row["act_pay_dedc"] for n, row in kept.items()}


@pytest.mark.parametrize(
    ("numbers", "lines"),
    [
        (("000011", "000012"), [500_00, 500_00]),
        (("000013", "000014"), [500_00, 300_00]),
    ],
)
def test_last_years_stay_reimbursed_by_hand_is_of_the_year_of_its_care(
    year: Settled, numbers: tuple[str, str], lines: list[int]
):
    _, kept = year

    assert lines == [kept[number]["act_pay_dedc"] for number in numbers]


BY_YEAR = COUNTY.replace(
    'year_of = "出院"', 'year_of = "分年"\ncarried_line = "不再付"'
)


PARTED = [
    stay(1, 1, psn_no="P1", begndate="2026-01-01", enddate="2026-01-15"),
    stay(2, 1, psn_no="P2", begndate="2025-12-20", enddate="2026-01-15"),
    stay(11, 1, psn_no="P5", mdtrt_id="V1", begndate="2025-12-20", enddate="2025-12-31", mid_setl_flag="1"),
    stay(12, 1, psn_no="P5", mdtrt_id="V1", begndate="2026-01-01", enddate="2026-01-08", mid_setl_flag="1"),
    stay(13, 1, psn_no="P5", mdtrt_id="V1", begndate="2026-01-09", enddate="2026-01-15"),
    stay(14, 3, psn_no="P5", mdtrt_id="V2", begndate="2026-03-01", enddate="2026-03-08"),
]  # fmt: skip


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Settled:
    visits = VISITS.replace("2026-03-01 08:00:00,21,1", "2025-12-20 08:00:00,21,0")
    return resettled(tmp_path_factory.mktemp("parted"), PARTED, visits, BY_YEAR)


def test_a_stay_parted_at_new_year_is_a_claim_of_each_year(parted: Settled):
    _, kept = parted

    of_person = {n: k for n, k in kept.items() if k["psn_no"] == "P5"}
    paid = {
        n: (k["year"], k["inscp_amt"], k["act_pay_dedc"]) for n, k in of_person.items()
    }
    assert {
        "000011": (2025, 1_000_00, 500_00),
        "000013": (2026, 2_000_00, 0),
        "000014": (2026, 1_000_00, 500_00),
    } == paid


def test_a_visit_begun_last_year_is_parted_where_its_costs_begin_this_year(
    parted: Settled,
):
    comparison, kept = parted

    assert (0, False) == (kept["000001"]["act_pay_dedc"], "000002" in kept)
    (unsettled,) = comparison.unsettled
    assert ("over_year", 1) == (unsettled.reason, unsettled.claims)
    assert any("没有按年分开" in note for note in comparison.notes)
