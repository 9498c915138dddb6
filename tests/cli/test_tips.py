"""`jixiao tips`: from a tip to its reward."""

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from tests.cli.running import run_and_read


def run_tips(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    return run_and_read(capsys, "tips", *words)


def test_a_tip_is_registered_rewarded_and_paid(tmp_path: Path, capsys):
    register, key = str(tmp_path / "tips.db"), str(tmp_path / "key")
    run_tips(capsys, "key", key)
    accepted = run_tips(
        capsys, "accept", register, "J1", "--channel", "电话", "--subject", "H1", "--fact", "挂床",
        "--name", "示例甲", "--key", key, "--accused", "乙",
    )  # fmt: skip
    look = ("identity", register, "J1", "--why", "发放奖励", "--key", key, "--by")
    seen, refused = run_tips(capsys, *look, "甲"), run_tips(capsys, *look, "乙")
    decided = run_tips(
        capsys, "reward", register, "J1", "--tariff", "hefei_person", "--proven", "8000",
        "--noticed-on", "2026-03-02", "--by", "丙",
    )  # fmt: skip
    paid = run_tips(capsys, "pay", register, "J1", "--on", "2026-04-01", "--by", "丁")

    assert (0, 0, 2, 0, 0) == tuple(
        x[0] for x in (accepted, seen, refused, decided, paid)
    )
    assert "姓名：示例甲" in seen[1]
    assert "奖励 800.00 元，2026-05-02 前领取" in decided[1]
    assert "已发放 800.00 元" in paid[1]
    log = run_tips(capsys, "readings", register)[1].splitlines()
    assert ["发放奖励", "发放奖励（拒绝）"] == [line.split("　")[-1] for line in log]
    assert (
        "已发放：1 件"
        in run_tips(capsys, "statistics", register, "--day", "2026-04-02")[1]
    )


def test_rewards_are_written_as_the_table_that_measures_look_at(tmp_path: Path, capsys):
    register, file = str(tmp_path / "tips.db"), tmp_path / "rewards.csv"
    for code in ("J1", "J2"):
        run_tips(
            capsys,
            "accept",
            register,
            code,
            "--channel",
            "电话",
            "--subject",
            "H1",
            "--fact",
            "挂床",
        )
        run_tips(
            capsys, "reward", register, code, "--tariff", "hefei_person", "--proven", "8000",
            "--noticed-on", "2026-03-02", "--by", "丙",
        )  # fmt: skip
    run_tips(capsys, "pay", register, "J1", "--on", "2026-04-01", "--by", "丁")

    written = run_tips(capsys, "rewards", register, str(file), "--day", "2026-12-31")
    load(file, tmp_path / "bureau")

    assert written[0] == 0
    with open_engine(tmp_path / "bureau") as engine:
        rows = engine.rows("SELECT tip_no, paid_amount, waived FROM TIP_REWARD")
    assert [("J1", Decimal("800.00"), "0"), ("J2", None, "1")] == sorted(
        tuple(row.values()) for row in rows
    )


def test_a_tip_may_become_a_case_at_once(tmp_path: Path, capsys):
    register, ledger = str(tmp_path / "tips.db"), str(tmp_path / "cases.db")
    tip = (
        "accept", register, "J1", "--channel", "电话", "--subject", "H1", "--fact", "挂床",
        "--ledger", ledger,
    )  # fmt: skip

    assert "立案要同时写" in run_tips(capsys, *tip)[1]
    code, out = run_tips(capsys, *tip, "--by", "甲")

    assert (0, True) == (code, "立案 2" in out)
