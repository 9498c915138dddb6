"""The desk of care away by commands: a month cleared, disputes, advances, claims by hand."""

import json
from pathlib import Path

import pytest

from jixiao.cli.main import main
from tests.cli.test_away import county


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(county(tmp_path_factory.mktemp("desk")))


@pytest.mark.slow
def test_a_month_is_cleared_and_its_disputes_opened(
    folder: str, capsys, tmp_path: Path
):
    table = tmp_path / "unlike.csv"
    assert 1 == main(
        ["away", "clear", folder, "--month", "2026-03", "--csv", str(table)]
    )
    printed = capsys.readouterr().out
    assert "金额不符　1 笔" in printed
    assert "我方无　1 笔" in printed
    assert "对方没有这一笔" in table.read_text("utf-8-sig")

    ledger = str(tmp_path / "cases.db")
    assert 0 == main(["away", "disputes", folder, ledger, "--by", "甲"])
    assert "新立 1 案" in capsys.readouterr().out
    assert 2 == main(["away", "clear", folder, "--month", "2026-13"])
    assert "不是月份" in capsys.readouterr().err


@pytest.mark.slow
def test_a_cleared_month_has_its_json(folder: str, capsys):
    assert 1 == main(["away", "clear", folder, "--month", "2026-03", "--json"])

    states = json.loads(capsys.readouterr().out)["states"]
    assert {"2": 1, "3": 1, "4": 1} == {s["state"]: s["lines"] for s in states}


@pytest.mark.slow
def test_an_advance_used_up_is_an_alarm(folder: str, capsys):
    words = ["away", "advance", folder, "--on", "2026-03-31"]
    assert 1 == main(words)
    assert "余 50.00 元" in capsys.readouterr().out
    assert 1 == main([*words, "--json"])
    assert "报警" == json.loads(capsys.readouterr().out)["areas"][0]["alarm"]


@pytest.mark.slow
def test_claims_made_twice_become_cases(folder: str, capsys, tmp_path: Path):
    words = ["away", "desk", folder, "--year", "2026", "--on", "2026-06-30"]
    ledger = str(tmp_path / "cases.db")
    assert 2 == main([*words, "--ledger", ledger])
    assert "要同时写 --ledger 和 --by" in capsys.readouterr().err
    assert 1 == main([*words, "--ledger", ledger, "--by", "甲"])

    printed = capsys.readouterr().out
    assert "疑似重复 3 件" in printed
    assert "新立 3 案" in printed


@pytest.mark.slow
def test_a_stay_away_is_sent_to_be_verified(folder: str, capsys, tmp_path: Path):
    ledger = str(tmp_path / "cases.db")
    words = ["away", "verify", folder, ledger, "a", "--why", "是否住院", "--by", "甲"]
    assert 0 == main(words)
    assert "已立" in capsys.readouterr().out
    assert 2 == main(words)
    assert "已有异地核查的案件" in capsys.readouterr().err
