"""`jixiao inspect`: decisions on practitioners and their points."""

from pathlib import Path

from tests.cli.running import run_and_read

DECISION = """
[[decision]]
staff = "D1"
name = "甲"
institution = "H1"
number = "一号"
decided_on = 2026-03-01
band = "重"
responsibility = "主要责任"
fact = "冒名结算"
months = 3
"""


def test_a_decision_is_a_case_that_counts_once_it_is_decided(tmp_path: Path, capsys):
    ledger, file = str(tmp_path / "cases.db"), tmp_path / "decisions.toml"
    file.write_text(DECISION, "utf-8")

    code, out = run_and_read(
        capsys, "inspect", "decisions", ledger, str(file), "--by", "甲"
    )
    assert (0, True) == (code, "甲（D1）拟记 9 分" in out)
    code, out = run_and_read(capsys, "inspect", "points", ledger, "--day", "2026-03-05")
    assert (0, True) == (code, "0 分　正常" in out)
    assert "还没有决定" in out
