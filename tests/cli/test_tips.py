"""`jixiao tips`: from a tip to its reward."""

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.cli.main import run
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine


def run_and_read(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        run(["tips", *words])
    printed = capsys.readouterr()
    return int(str(ended.value.code or 0)), printed.out + printed.err


def test_a_tip_is_registered_rewarded_and_paid(tmp_path: Path, capsys):
    register, key = str(tmp_path / "tips.db"), str(tmp_path / "key")
    run_and_read(capsys, "key", key)
    accepted = run_and_read(
        capsys, "accept", register, "J1", "--channel", "电话", "--subject", "H1", "--fact", "挂床",
        "--name", "示例甲", "--key", key, "--accused", "乙",
    )  # fmt: skip
    look = ("identity", register, "J1", "--why", "发放奖励", "--key", key, "--by")
    seen, refused = run_and_read(capsys, *look, "甲"), run_and_read(capsys, *look, "乙")
    decided = run_and_read(
        capsys, "reward", register, "J1", "--tariff", "hefei_person", "--proven", "8000",
        "--noticed-on", "2026-03-02", "--by", "丙",
    )  # fmt: skip
    paid = run_and_read(
        capsys, "pay", register, "J1", "--on", "2026-04-01", "--by", "丁"
    )

    assert (0, 0, 2, 0, 0) == tuple(
        x[0] for x in (accepted, seen, refused, decided, paid)
    )
    assert "姓名：示例甲" in seen[1]
    assert "奖励 800.00 元，2026-05-02 前领取" in decided[1]
    assert "已发放 800.00 元" in paid[1]
    log = run_and_read(capsys, "readings", register)[1].splitlines()
    assert ["发放奖励", "发放奖励（拒绝）"] == [line.split("　")[-1] for line in log]
    assert (
        "已发放：1 件"
        in run_and_read(capsys, "statistics", register, "--day", "2026-04-02")[1]
    )


def test_rewards_are_written_as_the_table_that_measures_look_at(tmp_path: Path, capsys):
    register, file = str(tmp_path / "tips.db"), tmp_path / "rewards.csv"
    for code in ("J1", "J2"):
        run_and_read(
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
        run_and_read(
            capsys, "reward", register, code, "--tariff", "hefei_person", "--proven", "8000",
            "--noticed-on", "2026-03-02", "--by", "丙",
        )  # fmt: skip
    run_and_read(capsys, "pay", register, "J1", "--on", "2026-04-01", "--by", "丁")

    written = run_and_read(
        capsys, "rewards", register, str(file), "--day", "2026-12-31"
    )
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

    assert "立案要同时写" in run_and_read(capsys, *tip)[1]
    code, out = run_and_read(capsys, *tip, "--by", "甲")

    assert (0, True) == (code, "立案 2" in out)
