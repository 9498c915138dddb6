"""Settlements that stand become claims: stays whole, with identity and filing on their day."""

from datetime import datetime

import pytest

from jixiao.fund.intake import load
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_engine
from tests.fund.benefits.claims import Row, claim
from tests.fund.settlements import extract, write_table

AWAY = {"insu_admdvs": "640402", "fix_blng_admdvs": "640100"}


def bill(number: int, day: int, **said: object) -> Row:
    row = claim(
        number,
        datetime(2025, 3, day, 12),
        inscp_amt=10_000 + number,
        psn_no=f"P{number}",
    )
    return row | {"hifp_pay": number} | said


SETTLED = [
    bill(1, 1, psn_no="S", mdtrt_id="stay", mid_setl_flag="1", begndate="2025-02-20"),
    bill(2, 9, psn_no="S", mdtrt_id="stay", mid_setl_flag="1"),
    bill(3, 20, psn_no="S", mdtrt_id="stay", hosp_lv="02", insu_admdvs="640402", pay_loc="4"),
    bill(4, 20, psn_no="S", mdtrt_id="other visit"),
    bill(10, 5), bill(11, 5, **AWAY), bill(12, 5, **AWAY), bill(13, 5, **AWAY, med_type="24"),
    bill(14, 5, pay_loc="3"), bill(15, 5, **AWAY, begndate="2025-01-15"),
    bill(16, 5, insu_admdvs="640402", fix_blng_admdvs="640402", pay_loc="2"),
    bill(17, 5, **AWAY, psn_no="P12"),
    bill(20, 5), bill(21, 5), bill(22, 5, psn_idet_type="7202", psn_no="P20"), bill(23, 5),
]  # fmt: skip
FILINGS = """人员编号,备案类别,备案开始日期,备案结束日期
P12,临时转诊转院,2025-03-01,2025-03-31
P12,1,2025-01-01,
P14,2,2025-03-05,2025-03-05
P15,1,2025-01-01,2025-01-31
P11,1,2025-04-01,
S,2,2025-02-20,2025-02-28
"""
HELD = """psn_no,psn_idet_type,begntime,endtime
P20,7019,2024-01-01,
P20,7131,2024-01-01,
P21,7019,2025-03-06,
P23,7110,2024-01-01,2025-03-05
P23,7019,2024-01-01,2025-03-04
"""


@pytest.fixture(scope="module")
def claims(tmp_path_factory) -> dict[str, Row]:
    folder = tmp_path_factory.mktemp("county")
    load(extract(folder / "march.csv", SETTLED), folder)
    load(write_table(folder / "filings.csv", FILINGS), folder)
    load(write_table(folder / "held.csv", HELD), folder)
    with open_engine(folder) as engine:
        rows = engine.fetch(
            Records(engine, identity_order=("7131", "7019")).record("claims")
        ).to_pylist()
    return {row["setl_id"]: row for row in rows}


@pytest.mark.slow
def test_the_settlements_of_a_stay_settled_on_the_way_are_one_claim(
    claims: dict[str, Row],
):
    stay = claims["000003"]

    assert {"000001", "000002"}.isdisjoint(claims)
    assert (3, 30_006, 6) == (stay["settlements"], stay["inscp_amt"], stay["hifp_pay"])
    assert ("02", datetime(2025, 3, 20, 12)) == (stay["hosp_lv"], stay["setl_time"])
    assert (1, 10_004) == (
        claims["000004"]["settlements"],
        claims["000004"]["inscp_amt"],
    )


def test_care_away_is_filed_as_on_the_day_it_began(claims: dict[str, Row]):
    filings = {number: row["filing"] for number, row in claims.items()}

    assert ("local", "local") == (filings["000010"], filings["000016"])
    assert "unfiled" == filings["000011"], "filed only afterwards"
    assert "long_term" == filings["000012"], "the filing that gives most holds"
    assert "emergency" == filings["000013"]
    assert "referral" == filings["000014"], (
        "its only day; the platform says where it was paid"
    )
    assert "long_term" == filings["000015"], "in force when the stay began"
    assert "referral" == filings["000003"], "the stay began with its first settlement"


def test_an_identity_is_the_settlements_own_or_the_first_the_policy_lists(
    claims: dict[str, Row],
):
    held = {number: row["psn_idet_type"] for number, row in claims.items()}

    assert "7131" == held["000020"]
    assert None is held["000021"], "recognised the day after"
    assert "7202" == held["000022"]
    assert "7110" == held["000023"], "the other ended the day before"
