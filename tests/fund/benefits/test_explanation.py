"""A settlement explained step by step is the settlement."""

from datetime import datetime

import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.benefits.explanation import explain
from tests.drawn import drawn
from tests.fund.benefits.claims import claim, histories, settled

POLICY = load_policies()["sample_2024"]


def test_the_example_of_the_reference_is_told_as_a_person_reads_it():
    poor = {"psn_idet_type": "7019"}
    year = [
        claim(1, datetime(2024, 3, 1), med_type="14", inscp_amt=1_300_000, **poor),
        claim(
            2, datetime(2024, 5, 1), inscp_amt=1_000_000, fulamt_ownpay_amt=80_000,
            overlmt_selfpay=20_000, preselfpay_amt=100_000, **poor,
        ),
    ]  # fmt: skip

    steps = explain(year, "000002", POLICY)

    assert [
        ("费用分解", 1_000_000), ("起付线", 30_000), ("基本医保统筹", 727_500),
        ("居民大病保险", 43_500), ("医疗救助", 160_300), ("个人支付", 268_700),
    ] == [(step.name, step.amount) for step in steps]  # fmt: skip
    assert (
        "12,000.00 = 全自费 800.00 + 超限价 200.00 + 先行自付 1,000.00"
        in steps[0].formula
    )
    assert "本年第 1 次，起付标准 300.00" in steps[1].formula
    assert (
        "9,700.00 × 75% = 7,275.00；全年限额 150,000.00，已用 0.00" in steps[2].formula
    )
    assert "全年累计 8,000.00 → 10,725.00" in steps[3].formula
    assert "（10,725.00 − 10,000.00） × 60% = 435.00" in steps[3].formula
    assert ["居民住院", "居民住院", "居民大病保险"] == [
        step.clause for step in steps[1:4]
    ]


@drawn(one_of=2)
@pytest.mark.parametrize("seed", [31, 32])
def test_every_settlement_of_random_years_is_told_to_the_fen(seed: int):
    claims = histories(seed, persons=60)
    rows = settled(claims, [POLICY])
    people = {}
    for row in claims:
        people.setdefault((row["psn_no"], row["year"]), []).append(row)

    for number, row in rows.items():
        steps = explain(people[row["psn_no"], row["year"]], number, POLICY)
        assert row["psn_pay"] == steps[-1].amount
        assert row["hifp_pay"] == next(
            s.amount for s in steps if s.name == "基本医保统筹"
        )
        layers = [
            s.amount
            for s in steps
            if s.name in ("居民大病保险", "职工大额医疗费用补助", "医疗救助")
        ]
        assert row["fund_pay_sumamt"] == row["hifp_pay"] + sum(layers)


def test_a_settlement_of_another_person_has_no_steps():
    assert [] == explain([claim(1, datetime(2024, 3, 1))], "000009", POLICY)
