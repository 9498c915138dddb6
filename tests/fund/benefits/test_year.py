"""Random policies over random lives: the batch, a cut year, one claim at a time and a witness agree."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits import Policies, load_policies
from jixiao.fund.benefits.law import LawBook
from tests.drawn import drawn, examples
from tests.fund.benefits.claims import (
    Row,
    claim,
    histories,
    settled,
    settled_one_by_one,
    used_after,
)
from tests.fund.benefits.sequential import settle_slowly

LEVELS = ("三级", "二级", "一级")
FUNDS = ("cvlserv_pay", "hifob_pay", "hifmi_pay", "hifdm_pay", "maf_pay", "othfund_pay")
BASE_OF = dict(
    zip(
        "abcde",
        ("超限额", "个人负担", "个人负担", "政策范围内费用", "保底"),
        strict=True,
    )
)
MAY = datetime(2024, 5, 1)


def _levels(values: Any) -> str:
    return "{ " + ", ".join(f'"{level}" = {values()}' for level in LEVELS) + " }"


def _entry(
    draw: Random, name: str, insutypes: list[str], kinds: list[str], disease: str
) -> str:
    """One entry of the basic layer with a random choice of what entries may say."""
    lines = [f'[basic."{name}"]', f"insutype = {insutypes}", f"med_type = {kinds}"]
    lines.append(f'accumulator = "{draw.choice(["住院", "门诊", "门慢{disease}"])}"')
    shared = draw.choice(["线", "线{level}", "线{disease}"])
    lines.append(f'deductible_accumulator = "{shared}"')
    if disease:
        lines.append(f'disease = ["{disease}"]')
    line = draw.choice([0, 100, 700])
    lines.append(draw.choice(["", 'shared = ["次数", "限额"]', 'shared = ["起付线"]']))
    if draw.random() < 0.5:
        lines.append(
            f"annual_deductible = {_levels(lambda: draw.choice([line, 300, 1200]))}"
        )
    else:
        lines.append(
            f"deductible = {_levels(lambda: [draw.randint(0, 900) for _ in range(draw.randint(1, 4))])}"
        )
    bands = [
        [0, 0.5],
        [draw.randint(1, 9999), 0.6125],
        [30_000, draw.choice([0.3, 0.9])],
    ]
    lines.append(f'bands_from = "{draw.choice(["起付线以上", "第一元"])}"')
    lines.append(f'bands_by = "{draw.choice(["每次", "每次", "全年"])}"')
    lines.append(draw.choice(["", 'identity = { "低保" = -0.05 }']))
    lines.append(draw.choice(["", 'area_factor = { "省外" = 0.85, "省内" = 0.9 }']))
    lines.append(draw.choice(["", 'deductible_identity = { "低保" = 350 }']))
    lines.append(draw.choice(["", 'deductible_factor = { "低保" = 0.5, "省外" = 2 }']))
    lines.append(
        draw.choice(["", "quarter_cap = 290", "month_cap = 280", "day_cap = 200"])
    )
    lines.append(draw.choice(["", 'within = { "统筹" = 70000 }']))
    is_with_items = draw.random() < 0.3
    if not is_with_items:
        lines.append(
            draw.choice(["", 'first_paid = { unfiled = 0.1, "省外" = "1/7" }'])
        )
    else:
        deducted = draw.choice(["true", "false"])
        lines.append(
            f'items = {{ "耗材" = {{ ratio = "1/3", case_cap = 900, deducted = {deducted} }} }}'
        )
    rates = [0.7, 1, 0.05, bands, '"2/3"']
    lines.append(f"ratio = {_levels(lambda: draw.choice(rates))}")
    lines.append(draw.choice(["", 'waived = ["特困"]', 'waived = ["特困", "低保"]']))
    lines.append(draw.choice(["", "transfer = true"]))
    lines.append(
        draw.choice(["", f"case_cap = {_levels(lambda: draw.randint(50, 9000))}"])
    )
    lines.append(draw.choice(["", f"cap = {draw.randint(300, 90_000)}"]))
    lines.append(
        draw.choice(["", "filing_factor = { unfiled = 0.6 }", "further = false"])
    )
    return "\n".join(lines)


def _layer(draw: Random, name: str, code: str, field: str) -> str:
    lines = [f'[layers."{name}"]', f'code = "{code}"', f'field = "{field}"']
    start = draw.choice([0, 500, 10_000])
    lines.append(
        f"tiers = [[{start}, {draw.choice([0.5, 1])}], [{start + 20_000}, 0.75]]"
    )
    lines.append(draw.choice(["", 'insutype = ["390"]', 'insutype = ["310", "390"]']))
    lines.append(draw.choice(["", "", 'psn_type = ["21", "60"]']))
    lines.append(draw.choice(["", "", "civil_servant = true"]))
    lines.append(
        draw.choice(["", 'identity = ["低保"]', 'identity = ["特困", "低保"]'])
    )
    lines.append(
        draw.choice(
            ["", 'counts = ["先行自付"]', 'counts = ["先行自付", "超限价", "全自费"]']
        )
    )
    lines.append(draw.choice(["", f"cap = {draw.randint(4_000, 60_000)}"]))
    lines.append(draw.choice(["", "", "case_cap = 3000", "month_cap = 4000"]))
    lines.append(f'base = "{BASE_OF[code]}"')
    by_stay = 'tiers_by = "每次"'
    lines.append(
        by_stay if code == "e" else draw.choice(["", "", by_stay, 'shared = ["负担"]'])
    )
    kind = draw.choice(["计入", "计入", "不计入", "补足"])
    is_floor_topped_up = code == "e" and kind == "补足"
    lines.append(f'before_identity = "{"计入" if is_floor_topped_up else kind}"')
    lines.append(draw.choice(["", "", "age = [60, 150]"]))
    return "\n".join(lines)


def random_policy(folder: Path, seed: int) -> Policies:
    """A policy that says many things at once, as a bureau's file; drawn anew where some never pay."""
    draw = Random(seed)
    while True:
        try:
            return _drawn_policy(folder, draw)
        except FaultyEntry as fault:
            if "用不到" not in str(fault):
                raise


def _drawn_policy(folder: Path, draw: Random) -> Policies:
    codes = [*BASE_OF]
    draw.shuffle(codes)
    parts = [
        '[policy]\ncode = "random"\ntitle = "随机"\nextends = "base"\nbasis = "无"',
        f"confirmed = false\nvalid_from = 2024-01-01\nvalid_to = 2025-03-31\norder = {codes}",
        '[items]\n"耗材" = ["C1"]',
        '[identity]\n"特困" = ["7131"]\n"低保" = ["7019", "7202"]',
        '[disease]\n"透析" = ["M1", "M2"]\n"化疗" = ["M3"]',
        f'[account]\ninsutype = ["310"]\noutside = {draw.choice(["true", "false"])}',
        _entry(draw, "住院", ["310", "390"], ["21", "52"], ""),
        _entry(draw, "门诊", ["310", "390", "510"], ["11", "14"], ""),
        _entry(draw, "透析", ["390"], ["14"], "透析"),
        _entry(draw, "化疗", ["310", "390"], ["14", "21"], "化疗"),
        *(
            _layer(draw, f"层{n}", code, draw.choice(FUNDS))
            for n, code in enumerate(BASE_OF)
        ),
        _layer(draw, "层再", "b", "").replace('field = ""', "FIELD"),
    ]
    text = "\n\n".join(parts)
    field = text.split('code = "b"\n')[1].split("\n")[0]
    (folder / "random.toml").write_text(
        text.replace("FIELD", field).replace("'", '"'), "utf-8"
    )
    return [load_policies(folder)["random"]]


def lives(seed: int, persons: int = 60) -> list[Row]:
    draw = Random(seed)
    return [
        row | {
            "dise_no": draw.choice(["", "M1", "M2", "M3", "M9"]),
            "transfer": draw.choice(["0", "0", "1"]), "cvlserv_flag": draw.choice(["0", "1"]),
            "area": "" if row["filing"] == "local" else draw.choice(["省内", "省外"]),
            "age": draw.choice([30, 59, 60, 88]), "insured_years": 3,
            "item/耗材": draw.choice([0, 0, row["inscp_amt"] // 3, row["inscp_amt"]]),
            "overlmt_selfpay": 0, "acct_balc": draw.choice([0, 500, 10**7]),
            "acct_mulaid_balc": draw.choice([0, 90_000]),
        }
        for row in histories(seed, persons)
    ]  # fmt: skip


def agree(policies: Policies, seed: int) -> None:
    claims = lives(seed)
    fast, slow = settled(claims, policies), settle_slowly(claims, policies)
    assert fast == settled_one_by_one(claims, policies)
    for number, paid in slow.items():
        assert paid == {name: fast[number][name] for name in paid}
    for row in fast.values():
        outside = (
            row["fulamt_ownpay_amt"] + row["overlmt_selfpay"] + row["preselfpay_amt"]
        )
        funds = [row[name] for name in ("hifp_pay", *FUNDS) if name in row]
        assert row["medfee_sumamt"] == outside + row["inscp_amt"]
        assert row["fund_pay_sumamt"] == sum(funds)
        assert row["psn_pay"] == row["medfee_sumamt"] - row["fund_pay_sumamt"]
        assert (
            row["psn_pay"]
            == row["acct_pay"] + row["acct_mulaid_pay"] + row["cash_payamt"]
        )
        assert (
            min(*funds, row["psn_pay"], row["cash_payamt"], row["acct_mulaid_pay"]) >= 0
        )


def cut(policies: Policies, seed: int) -> None:
    claims = sorted(lives(seed, 30), key=lambda c: (c["setl_time"], c["setl_id"]))
    first, rest = claims[: len(claims) * 2 // 3], claims[len(claims) * 2 // 3 :]
    opening = used_after(first, policies)

    assert settled(claims, policies) == settled(first, policies) | settled(
        rest, policies, opening
    )
    assert used_after(claims, policies) == used_after(rest, policies, opening)


@drawn
@pytest.mark.parametrize("seed", [1])
def test_a_random_policy_settles_as_one_claim_after_another_gives(
    tmp_path: Path, seed: int
):
    policies = random_policy(tmp_path, seed)
    for lot in range(examples(3)):
        agree(policies, seed * 100 + lot)


@pytest.mark.slow
def test_a_year_under_a_random_policy_can_be_cut(tmp_path: Path):
    cut(random_policy(tmp_path, 3), 3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 40))
def test_many_random_policies_settle_alike(tmp_path: Path, seed: int):
    policies = random_policy(tmp_path, seed)
    agree(policies, seed)
    cut(policies, seed)


WIDE = [load_policies()["sample_2024_wide"]]


@pytest.mark.slow
def test_the_widest_sample_settles_as_one_claim_after_another_gives():
    agree(WIDE, 77)


def paid(*claims: Row, policies: Policies = WIDE) -> list[Row]:
    rows = settled(list(claims), policies)
    return [rows[row["setl_id"]] for row in claims]


def test_a_transfer_upwards_pays_only_the_difference_of_start_lines():
    levels = ("08", "05", "02", "08", "02")
    stays = [
        claim(n, MAY + timedelta(days=n), hosp_lv=level, inscp_amt=1_000_000)
        | {"transfer": "0" if n in (0, 4) else "1"}
        for n, level in enumerate(levels)
    ]

    assert [100_00, 200_00, 400_00, 0, 350_00] == [
        row["act_pay_dedc"] for row in paid(*stays)
    ]


def test_a_transfer_without_a_stay_before_it_pays_the_whole_start_line():
    (row,) = paid(claim(1, MAY, inscp_amt=1_000_000) | {"transfer": "1"})

    assert 300_00 == row["act_pay_dedc"]


def test_the_neediest_have_no_start_line():
    first, second = paid(
        claim(1, MAY, inscp_amt=1_000_000, psn_idet_type="7131"),
        claim(2, MAY, inscp_amt=1_000_000, psn_idet_type="7019", psn_no="2"),
    )

    assert (0, 300_00) == (first["act_pay_dedc"], second["act_pay_dedc"])
    assert (7500_00, 7275_00) == (first["hifp_pay"], second["hifp_pay"])


def test_each_disease_has_its_own_rate_line_and_limit():
    days = [MAY + timedelta(days=n) for n in range(5)]
    codes = ["M07800", "M07800", "M03900", "M03901", "M00000"]
    rows = paid(
        *(
            claim(n, day, med_type="14", inscp_amt=80_000) | {"dise_no": code}
            for n, (day, code) in enumerate(zip(days, codes, strict=True))
        )
    )

    assert [300_00, 0, 0, 0, 0] == [row["act_pay_dedc"] for row in rows]
    assert [400_00, 640_00, 480_00, 120_00, 480_00] == [row["hifp_pay"] for row in rows]


def test_a_delivery_is_paid_up_to_its_fixed_amount():
    first, second = paid(
        *(
            claim(n, MAY, insutype="510", med_type="52", inscp_amt=amount)
            for n, amount in enumerate((250_000, 480_000))
        )
    )

    assert (2500_00, 3000_00) == (first["hifp_pay"], second["hifp_pay"])


@pytest.mark.slow
def test_assistance_pays_again_where_the_burden_stays_heavy():
    (row,) = paid(claim(1, MAY, inscp_amt=10_000_000, psn_idet_type="7019"))

    left = 10_000_000 - 7_477_500 - 913_500  # the basic layer, then the major illness
    left -= left * 7 // 10
    assert (7_477_500, 913_500) == (row["hifp_pay"], row["hifmi_pay"])
    assert (10_000_000 - 7_477_500 - 913_500) * 7 // 10 == row["maf_pay"]
    assert left < 500_000
    (heavy,) = paid(claim(1, MAY, inscp_amt=20_000_000, psn_idet_type="7019"))
    assert 17_539_38 + 1_258_44 == heavy["maf_pay"]


@pytest.mark.slow
def test_civil_servants_and_disabled_veterans_are_paid_besides():
    employee = {"insutype": "310", "inscp_amt": 1_040_000, "preselfpay_amt": 50_000}
    other, servant, veteran = paid(
        claim(1, MAY, psn_type="11", psn_no="1", **employee),
        claim(2, MAY, psn_type="11", psn_no="2", **employee) | {"cvlserv_flag": "1"},
        claim(3, MAY, psn_type="33", psn_no="3", **employee),
    )

    assert (8800_00, 0, 0) == tuple(
        other[n] for n in ("hifp_pay", "cvlserv_pay", "hifdm_pay")
    )
    assert 800_00 == servant["cvlserv_pay"]
    assert (1600_00 + 500_00, 0) == (veteran["hifdm_pay"], veteran["psn_pay"])


@pytest.mark.slow
def test_the_accounts_pay_what_is_left_as_far_as_they_reach():
    bill = claim(
        1,
        MAY,
        insutype="310",
        psn_type="11",
        inscp_amt=1_040_000,
        fulamt_ownpay_amt=9_00,
    )
    (row,) = paid(bill | {"acct_balc": 1000_00, "acct_mulaid_balc": 10_000_00})

    parts = [
        row[name] for name in ("psn_pay", "acct_pay", "acct_mulaid_pay", "cash_payamt")
    ]
    assert [1609_00, 1000_00, 600_00, 9_00] == parts


@pytest.mark.slow
@drawn
def test_one_more_yuan_never_lowers_what_a_year_has_been_paid():
    """At every claim of a year, what each fund of the basic and further layers has paid (K.5)."""
    steady = [
        row | {"transfer": "0", "psn_idet_type": "7019"}
        for row in lives(41, examples(80))
    ]
    more = [r | {n: r[n] + 100 for n in ("inscp_amt", "medfee_sumamt")} for r in steady]
    first, second = settled(steady, WIDE), settled(more, WIDE)

    sums: dict[Any, int] = {}
    for row in sorted(steady, key=lambda c: (c["setl_time"], c["setl_id"])):
        key = (row["psn_no"], row["year"])
        change = (
            second[row["setl_id"]]["fund_pay_sumamt"]
            - first[row["setl_id"]]["fund_pay_sumamt"]
        )
        sums[key] = sums.get(key, 0) + change
        assert sums[key] >= 0


def test_two_insurances_of_a_person_share_nothing_unless_it_is_said():
    """A person insured twice within a year: each insurance counts for itself (K.5)."""
    rows = paid(
        claim(1, MAY, insutype="510", med_type="52", inscp_amt=500_000),
        claim(2, MAY + timedelta(days=1), insutype="390", inscp_amt=1_000_000),
        claim(
            3,
            MAY + timedelta(days=2),
            insutype="310",
            psn_type="11",
            inscp_amt=1_000_000,
        ),
    )

    assert [0, 300_00, 400_00] == [row["act_pay_dedc"] for row in rows]


def test_policies_that_order_their_layers_otherwise_are_not_settled_together(
    tmp_path: Path,
):
    text = '[policy]\ncode = "own"\ntitle = "本地"\nextends = "sample_2024"\norder = ["assistance"]\n'
    text += 'basis = "无"\nconfirmed = false\nvalid_from = 2024-01-01\nvalid_to = 2026-12-31\n'
    (tmp_path / "own.toml").write_text(text, "utf-8")
    known = load_policies(tmp_path)

    with pytest.raises(FaultyEntry, match="各层的先后不同"):
        LawBook([known["sample_2024"], known["own"]])
