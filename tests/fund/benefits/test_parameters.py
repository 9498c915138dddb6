"""Random policies over random lives: the batch, a cut year, one claim at a time, and the steps agree."""

from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from jixiao.fund.benefits import Policies, load_policies
from jixiao.fund.benefits.explanation import Used, explain
from tests.fund.benefits.claims import Row, histories, settled, used_after
from tests.fund.benefits.sequential import settle_slowly

LEVELS = ("三级", "二级", "一级")
FUNDS = ("cvlserv_pay", "hifob_pay", "hifmi_pay", "hifdm_pay", "maf_pay", "othfund_pay")
MAY = datetime(2024, 5, 1)


def _levels(values: Any) -> str:
    return "{ " + ", ".join(f'"{level}" = {values()}' for level in LEVELS) + " }"


def _entry(draw: Random, name: str, insutypes: list[str], kinds: list[str], disease: str) -> str:
    """One entry of the basic layer with a random choice of what entries may say."""
    lines = [f'[basic."{name}"]', f"insutype = {insutypes}", f"med_type = {kinds}"]
    lines.append(f'accumulator = "{draw.choice(["住院", "门诊", "门慢{disease}"])}"')
    shared = draw.choice(["线", "线{level}", "线{disease}"])
    lines.append(f'deductible_accumulator = "{shared}"')
    if disease:
        lines.append(f'disease = ["{disease}"]')
    line = draw.choice([0, 100, 700])
    if draw.random() < 0.5:
        lines.append(f"annual_deductible = {_levels(lambda: draw.choice([line, 300, 1200]))}")
    else:
        lines.append(
            f"deductible = {_levels(lambda: [draw.randint(0, 900) for _ in range(draw.randint(1, 4))])}"
        )
    bands = [[0, 0.5], [draw.randint(1, 9999), 0.6125], [30_000, draw.choice([0.3, 0.9])]]
    lines.append(f"ratio = {_levels(lambda: draw.choice([0.7, 1, 0, bands]))}")
    lines.append(draw.choice(["", 'waived = ["特困"]', 'waived = ["特困", "低保"]']))
    lines.append(draw.choice(["", "transfer = true"]))
    lines.append(draw.choice(["", f"case_cap = {_levels(lambda: draw.randint(50, 9000))}"]))
    lines.append(draw.choice(["", f"cap = {draw.randint(300, 90_000)}"]))
    lines.append(draw.choice(["", "filing_factor = { unfiled = 0.6 }", "further = false"]))
    return "\n".join(lines)


def _layer(draw: Random, name: str, code: str, field: str) -> str:
    lines = [f'[layers."{name}"]', f'code = "{code}"', f'field = "{field}"']
    start = draw.choice([0, 500, 10_000])
    lines.append(f"tiers = [[{start}, {draw.choice([0.5, 1])}], [{start + 20_000}, 0.75]]")
    lines.append(draw.choice(["", 'insutype = ["390"]', 'insutype = ["310", "390"]']))
    lines.append(draw.choice(["", "", 'psn_type = ["21", "60"]']))
    lines.append(draw.choice(["", "", "civil_servant = true"]))
    lines.append(draw.choice(["", 'identity = ["低保"]', 'identity = ["特困", "低保"]']))
    lines.append(
        draw.choice(["", 'counts = ["先行自付"]', 'counts = ["先行自付", "超限价", "全自费"]'])
    )
    lines.append(draw.choice(["", f"cap = {draw.randint(100, 60_000)}"]))
    return "\n".join(lines)


def random_policy(folder: Path, seed: int) -> Policies:
    """A policy that says many things at once, as a file of a bureau's own."""
    draw = Random(seed)
    codes = ["a", "b", "c", "d"]
    draw.shuffle(codes)
    parts = [
        '[policy]\ncode = "random"\ntitle = "随机"\nextends = "base"\nbasis = "无"',
        f"confirmed = false\nvalid_from = 2024-01-01\nvalid_to = 2025-03-31\norder = {codes}",
        '[identity]\n"特困" = ["7131"]\n"低保" = ["7019", "7202"]',
        '[disease]\n"透析" = ["M1", "M2"]\n"化疗" = ["M3"]',
        f'[account]\ninsutype = ["310"]\noutside = {draw.choice(["true", "false"])}',
        _entry(draw, "住院", ["310", "390"], ["21", "52"], ""),
        _entry(draw, "门诊", ["310", "390", "510"], ["11", "14"], ""),
        _entry(draw, "透析", ["390"], ["14"], "透析"),
        _entry(draw, "化疗", ["310", "390"], ["14", "21"], "化疗"),
        *(_layer(draw, f"层{n}", code, draw.choice(FUNDS)) for n, code in enumerate("abcd")),
        _layer(draw, "层再", "b", "").replace('field = ""', "FIELD"),
    ]
    text = "\n\n".join(parts)
    own = text.split('code = "b"\n')[1].split("\n")[0]
    (folder / "random.toml").write_text(text.replace("FIELD", own).replace("'", '"'), "utf-8")
    return [load_policies(folder)["random"]]


def lives(seed: int, persons: int = 60) -> list[Row]:
    draw = Random(seed)
    return [
        row | {
            "dise_no": draw.choice(["", "M1", "M2", "M3", "M9"]),
            "transfer": draw.choice(["0", "0", "1"]), "cvlserv_flag": draw.choice(["0", "1"]),
            "overlmt_selfpay": 0, "acct_balc": draw.choice([0, 500, 10**7]),
            "acct_mulaid_balc": draw.choice([0, 90_000]),
        }
        for row in histories(seed, persons)
    ]  # fmt: skip


def agree(policies: Policies, seed: int) -> None:
    claims = lives(seed)
    fast, slow = settled(claims, policies), settle_slowly(claims, policies)
    people: dict[tuple[str, int], list[Row]] = {}
    for row in sorted(claims, key=lambda c: (c["setl_time"], c["setl_id"])):
        people.setdefault((row["psn_no"], row["year"]), []).append(row)
    for number, paid in slow.items():
        assert paid == {name: fast[number][name] for name in paid}
    for own in people.values():
        used = Used()
        for row in own:
            steps = {s.name: s.amount for s in explain([row], row["setl_id"], policies[0], used)}
            assert fast[row["setl_id"]]["psn_pay"] == steps["个人支付"]
            assert steps.get("个人账户支付", 0) == fast[row["setl_id"]]["acct_pay"]
    for row in fast.values():
        outside = row["fulamt_ownpay_amt"] + row["overlmt_selfpay"] + row["preselfpay_amt"]
        funds = [row[name] for name in ("hifp_pay", *FUNDS) if name in row]
        assert row["medfee_sumamt"] == outside + row["inscp_amt"]
        assert row["fund_pay_sumamt"] == sum(funds)
        assert row["psn_pay"] == row["medfee_sumamt"] - row["fund_pay_sumamt"]
        assert row["psn_pay"] == row["acct_pay"] + row["acct_mulaid_pay"] + row["cash_payamt"]
        assert min(*funds, row["psn_pay"], row["cash_payamt"], row["acct_mulaid_pay"]) >= 0


def cut(policies: Policies, seed: int) -> None:
    claims = sorted(lives(seed, 30), key=lambda c: (c["setl_time"], c["setl_id"]))
    first, rest = claims[: len(claims) * 2 // 3], claims[len(claims) * 2 // 3 :]
    opening = used_after(first, policies)

    assert settled(claims, policies) == settled(first, policies) | settled(rest, policies, opening)
    assert used_after(claims, policies) == used_after(rest, policies, opening)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_policy_settles_as_one_claim_after_another_gives(tmp_path: Path, seed: int):
    policies = random_policy(tmp_path, seed)
    for lot in range(3):
        agree(policies, seed * 100 + lot)


def test_a_year_under_a_random_policy_can_be_cut(tmp_path: Path):
    cut(random_policy(tmp_path, 3), 3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 40))
def test_many_random_policies_settle_alike(tmp_path: Path, seed: int):
    policies = random_policy(tmp_path, seed)
    agree(policies, seed)
    cut(policies, seed)


def own(folder: Path, text: str) -> Policies:
    head = '[policy]\ncode = "own"\ntitle = "本地"\nextends = "sample_2024"\n'
    (folder / "own.toml").write_text(head + text, "utf-8")
    return [load_policies(folder)["own"]]
