"""`jixiao grade`: a score, a grade, and what would have changed it."""

from pathlib import Path

import pytest

from jixiao.cli.main import run

SAID = "[values]\nupload = 90\nsatisfaction = 85\nupheld = 3\ntrace = 95\nfraud = 0\ndeeds = 2\n"


def told(
    path: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        run(["grade", str(path), *words])
    printed = capsys.readouterr()
    return int(str(ended.value.code or 0)), printed.out + printed.err


def test_a_hospital_is_graded(tmp_path: Path, capsys):
    path = tmp_path / "values.toml"
    path.write_text(SAID, "utf-8")

    code, out = told(path, capsys)

    assert (0, True) == (code, "得分 81.00，等级 B" in out)
    assert "样例，没有统一的分档；各地以协议附件为准，未核对" in out
    assert "要升一级，最少补上：查实的审核案件（件）、结算清单按时上传率（%）" in out


def test_what_is_missing_is_asked_for(tmp_path: Path, capsys):
    path = tmp_path / "values.toml"
    path.write_text(SAID.replace("deeds = 2\n", ""), "utf-8")

    code, out = told(path, capsys)

    assert (2, True) == (code, "还没有 主动报告并退回的问题（件） 的数据" in out)


def test_a_draft_becomes_a_case(tmp_path: Path, capsys):
    path, ledger = tmp_path / "values.toml", str(tmp_path / "cases.db")
    path.write_text(SAID, "utf-8")

    assert 2 == told(path, capsys, "--open", ledger)[0]
    words = ("--open", ledger, "--subject", "H1", "--year", "2026", "--by", "甲")
    code, out = told(path, capsys, *words)

    assert (0, True) == (code, "立案 " in out)
    assert "已经评定过" in told(path, capsys, *words)[1]
