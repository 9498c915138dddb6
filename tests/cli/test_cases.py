"""`jixiao cases`: from findings to a letter and a recovery."""

from pathlib import Path

import pytest

from jixiao.cli.main import run
from tests.cli.running import run_and_read
from tests.cli.test_audit import folder

__all__ = ["folder"]


def run_cases(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    return run_and_read(capsys, "cases", *words)


@pytest.mark.slow
def test_a_finding_is_carried_to_its_recovery(folder: Path, tmp_path: Path, capsys):
    with pytest.raises(SystemExit):
        run(["audit", str(folder), "--year", "2026"])
    ledger, paper = str(tmp_path / "cases.db"), tmp_path / "notice.docx"

    opened = run_cases(capsys, "open", str(folder), ledger, "--by", "甲")
    code = opened[1].split("：")[-1].split(" ")[0]
    for step, by, *more in (
        ("分派", "甲"),
        ("准予告知", "丙"),
        ("告知", "乙"),
        ("决定", "丙", "--outcome", "属实"),
        ("追回", "丁", "--recovered", "1000.00"),
    ):
        assert 0 == run_cases(capsys, "move", ledger, code, step, "--by", by, *more)[0]
    refused = run_cases(
        capsys, "move", ledger, code, "追回", "--by", "丁", "--recovered", "0.01"
    )
    written = run_cases(
        capsys, "letter", ledger, code, "notice", str(paper),
        "--issuer", "示例市医疗保障局", "--fact", "answer_by=2026年3月16日",
    )  # fmt: skip

    assert (0, True) == (opened[0], "新立 1 案" in opened[1])
    assert (2, True) == (refused[0], "还剩 0.00 元" in refused[1])
    assert (0, True) == (written[0], paper.is_file())
    assert "追回 1,000.00 元" in run_cases(capsys, "list", ledger)[1]
    assert "丙（复审）决定" in run_cases(capsys, "show", ledger, code)[1]
    assert (0, "没有被改过\n") == run_cases(capsys, "verify", ledger)


@pytest.mark.slow
def test_what_was_done_on_paper_is_entered_with_its_day(
    folder: Path, tmp_path: Path, capsys
):
    with pytest.raises(SystemExit):
        run(["audit", str(folder), "--year", "2026"])
    ledger = str(tmp_path / "cases.db")

    run_cases(capsys, "open", str(folder), ledger, "--by", "甲", "--at", "2026-02-10")
    run_cases(
        capsys, "move", ledger, "2026-00001", "分派", "--by", "甲", "--at", "2026-02-10"
    )
    run_cases(
        capsys, "move", ledger, "2026-00001", "准予告知", "--by", "丙", "--at", "2026-02-11T09:00"
    )  # fmt: skip
    moved = run_cases(
        capsys, "move", ledger, "2026-00001", "告知", "--by", "乙", "--at", "2026-02-11T10:00"
    )  # fmt: skip
    words = ("move", ledger, "2026-00001", "申诉", "--by", "丙", "--at")

    # 2026 的春节放假 2 月 15 日至 23 日，14 日、28 日上班。
    assert "申诉：2026-03-03 止（10 个工作日" in moved[1]
    assert "应是已经过去的" in run_cases(capsys, *words, "2999-01-01")[1]
    assert "应写作" in run_cases(capsys, *words, "昨天")[1]
    assert "补录" in run_cases(capsys, "show", ledger, "2026-00001")[1]
