"""The settlement against a slow one, its identities, and the example of the reference."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from jixiao.fund.benefits import load_policies, settlement
from jixiao.fund.benefits.claim import ITEM
from tests.fund.benefits.claims import Row, claim, histories, settled, used_after
from tests.fund.benefits.sequential import settle_slowly

POLICIES = load_policies()
SAMPLE = [POLICIES["sample_2024"]]
MARCH, MAY = datetime(2024, 3, 1), datetime(2024, 5, 1)


@pytest.mark.parametrize(
    ("policy", "paid", "person"),
    [
        (
            "sample_2024",
            {"hifp_pay": 727_500, "hifmi_pay": 43_500, "maf_pay": 160_300},
            268_700,
        ),
        (
            "sample_2024_half_start",
            {"hifp_pay": 727_500, "hifmi_pay": 163_500, "maf_pay": 76_300},
            232_700,
        ),
    ],
)
def test_the_example_of_the_reference(policy: str, paid: dict[str, int], person: int):
    """12,000 yuan at the second level, 8,000 of burden earlier in the year (fund.md D.4)."""
    earlier = claim(1, MARCH, psn_idet_type="7019", med_type="14", inscp_amt=1_300_000)
    stay = claim(
        2, MAY, psn_idet_type="7019", inscp_amt=1_000_000, fulamt_ownpay_amt=80_000,
        overlmt_selfpay=20_000, preselfpay_amt=100_000,
    )  # fmt: skip

    rows = settled([earlier, stay], [POLICIES[policy]])

    assert 500_000 == rows["000001"]["hifp_pay"]
    assert paid == {name: rows["000002"][name] for name in paid}
    assert person == rows["000002"]["psn_pay"]
    assert 30_000 == rows["000002"]["act_pay_dedc"]


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "codes",
    [
        ["sample_2024"],
        pytest.param(["national_frame"], marks=pytest.mark.slow),
        ["sample_2024_half_start"],
    ],
    ids="".join,
)
def test_a_year_in_batch_is_what_one_claim_after_another_gives(
    seed: int, codes: list[str]
):
    claims = histories(seed)
    policies = [POLICIES[code] for code in codes]

    fast = settled(claims, policies)
    slow = settle_slowly(claims, policies)

    assert len(claims) == len(fast)
    for number, paid in slow.items():
        assert paid == {name: fast[number][name] for name in paid}


@pytest.fixture(scope="module")
def year() -> dict[str, Row]:
    return settled(histories(11, persons=400), SAMPLE)


@pytest.mark.slow
def test_many_claims_are_settled_compiled_as_few_are(monkeypatch: pytest.MonkeyPatch):
    claims = histories(3, persons=60)
    as_it_stands = settled(claims, SAMPLE)
    monkeypatch.setattr(settlement, "_FEW", 0)

    assert as_it_stands == settled(claims, SAMPLE)


def test_the_identities_hold_on_every_row(year: dict[str, Row]):
    for row in year.values():
        outside = (
            row["fulamt_ownpay_amt"] + row["overlmt_selfpay"] + row["preselfpay_amt"]
        )
        funds = [
            row[name] for name in ("hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay")
        ]
        assert row["medfee_sumamt"] == outside + row["inscp_amt"]
        assert row["fund_pay_sumamt"] == sum(funds)
        assert row["psn_pay"] == row["medfee_sumamt"] - row["fund_pay_sumamt"]
        assert min(*funds, row["psn_pay"] - outside, row["act_pay_dedc"]) >= 0


def test_some_reach_every_limit_and_layer(year: dict[str, Row]):
    """A random year that never got there would prove nothing."""
    rows = list(year.values())
    for field in ("hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay"):
        assert any(row[field] for row in rows)
    assert any(row["benefit"] is None for row in rows)
    assert any(
        row["inscp_amt"] > 10**6 and not row["hifp_pay"] and row["benefit"]
        for row in rows
    )


def test_no_year_pays_more_than_its_limit(year: dict[str, Row]):
    limits = {
        "居民住院": 150_000_00,
        "居民普通门诊": 300_00,
        "居民门诊慢特病": 5_000_00,
    }
    paid: dict[tuple[str, str, int], int] = {}
    for row in year.values():
        key = (row["psn_no"], row["benefit"], row["year"])
        paid[key] = paid.get(key, 0) + row["hifp_pay"]

    assert all(
        amount <= limits.get(benefit, amount)
        for (_, benefit, _), amount in paid.items()
    )


@pytest.mark.slow
def test_one_more_yuan_never_lowers_what_a_year_pays():
    claims = histories(5, persons=60)
    claims = [c for c in claims if c["setl_time"].year == 2024]
    more = [
        c | {name: c[name] + 100 for name in ("inscp_amt", "medfee_sumamt")}
        for c in claims
    ]

    before, after = settled(claims, SAMPLE), settled(more, SAMPLE)

    for person in {c["psn_no"] for c in claims}:
        of_person = [c["setl_id"] for c in claims if c["psn_no"] == person]
        assert sum(after[i]["fund_pay_sumamt"] for i in of_person) >= sum(
            before[i]["fund_pay_sumamt"] for i in of_person
        )


@pytest.mark.slow
def test_two_claims_of_a_day_in_either_order_pay_the_same_together():
    amounts = Random(3).sample(range(100_000, 9_000_000), 40)
    pairs = list(zip(amounts[::2], amounts[1::2], strict=True))
    chronic = {"med_type": "14", "psn_idet_type": "7019"}
    claims = [
        claim(
            len(pairs) * 4 * turned + 2 * n + place, MAY + timedelta(hours=place),
            psn_no=f"{n}{turned}", inscp_amt=pair[place ^ turned], **chronic,
        )
        for n, pair in enumerate(pairs) for turned in (0, 1) for place in (0, 1)
    ]  # fmt: skip

    sums: dict[str, list[int]] = {}
    for row in settled(claims, SAMPLE).values():
        paid = [row[field] for field in ("hifp_pay", "hifmi_pay", "maf_pay")]
        before = sums.get(row["psn_no"], [0, 0, 0])
        sums[row["psn_no"]] = [a + b for a, b in zip(before, paid, strict=True)]

    assert 40 == len(sums)
    assert all(sums[f"{n}0"] == sums[f"{n}1"] for n in range(len(pairs)))


def test_a_new_year_begins_with_nothing_used():
    days = (datetime(2024, 12, 31, 23, 59), datetime(2025, 1, 1, 0, 0))
    rows = settled(
        [claim(n, day, inscp_amt=500_000) for n, day in enumerate(days)], SAMPLE
    )

    assert rows["000000"]["act_pay_dedc"] == rows["000001"]["act_pay_dedc"] == 30_000


def test_the_second_stay_of_a_year_has_its_own_start_line():
    rows = settled(
        [claim(n, MAY + timedelta(days=n), inscp_amt=500_000) for n in range(3)], SAMPLE
    )

    assert [30_000, 15_000, 15_000] == [
        rows[f"00000{n}"]["act_pay_dedc"] for n in range(3)
    ]


@pytest.mark.slow
def test_a_backlog_settles_by_the_policy_of_its_day():
    old, new = POLICIES["national_frame"], POLICIES["sample_2024"]
    earlier = datetime(2023, 5, 1)
    rows = settled(
        [claim(1, earlier, inscp_amt=500_000), claim(2, MAY, inscp_amt=500_000)], [new]
    )

    assert (None, 0) == (rows["000001"]["benefit"], rows["000001"]["hifp_pay"])
    assert (
        328_999
        < settled([claim(1, earlier, inscp_amt=500_000)], [old])["000001"]["hifp_pay"]
    )


@pytest.mark.slow
def test_care_away_without_filing_is_paid_by_its_factor():
    local, away = (
        settled([claim(1, MAY, inscp_amt=1_030_000, filing=filing)], SAMPLE)["000001"][
            "hifp_pay"
        ]
        for filing in ("local", "unfiled")
    )

    assert (750_000, 450_000) == (local, away)


@pytest.mark.slow
def test_a_year_cut_anywhere_goes_on_from_what_it_had_used():
    claims = histories(8, persons=50)
    claims.sort(key=lambda claim: (claim["setl_time"], claim["setl_id"]))
    whole = settled(claims, SAMPLE)
    used = used_after(claims, SAMPLE)
    for place in (len(claims) // 5, len(claims) * 2 // 3):
        first, rest = claims[:place], claims[place:]
        opening = used_after(first, SAMPLE)

        assert whole == settled(first, SAMPLE) | settled(rest, SAMPLE, opening)
        assert used == used_after(rest, SAMPLE, opening)


@pytest.mark.slow
def test_an_opening_of_nothing_changes_nothing():
    claims = histories(9, persons=40)

    assert settled(claims, SAMPLE) == settled(claims, SAMPLE, {})


@pytest.mark.slow
def test_a_claim_with_several_identities_in_one_is_not_settled():
    said = {"1": "7131,7019", "2": "7019", "3": "9999", "4": "低保"}
    rows = settled(
        [
            claim(int(n), datetime(2024, 5, 1), psn_no=n, psn_idet_type=code)
            for n, code in said.items()
        ],
        SAMPLE,
    )

    reasons = [row["reason"] for _, row in sorted(rows.items())]
    assert ["psn_idet_type", None, None, "psn_idet_type"] == reasons


@pytest.mark.slow
def test_a_claim_whose_items_cost_more_than_its_scope_is_not_settled(tmp_path: Path):
    (tmp_path / "own.toml").write_text(
        '[policy]\ncode = "own"\ntitle = "本地"\nextends = "sample_2024"\n'
        'basis = "无"\nconfirmed = false\nvalid_from = 2024-01-01\n'
        'valid_to = 2026-12-31\n[items]\n"耗材" = ["C1"]\n"药品" = ["X1"]\n', "utf-8",
    )  # fmt: skip
    items = {f"{ITEM}耗材": 60_000}
    rows = settled(
        [
            claim(n, datetime(2024, 5, 1), psn_no=str(n), inscp_amt=100_000, **items)
            | {f"{ITEM}药品": drugs}
            for n, drugs in enumerate((40_000, 40_001))
        ],
        [load_policies(tmp_path)["own"]],
    )

    assert [None, "items"] == [row["reason"] for _, row in sorted(rows.items())]
    assert 0 == rows["000001"]["fund_pay_sumamt"]
