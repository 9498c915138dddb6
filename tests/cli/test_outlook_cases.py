"""`jixiao outlook warn` and `record`: a month's signals as cases, and what became of them."""

from pathlib import Path

import pytest

from jixiao.cli.main import main
from tests.cli.test_outlook import SETTLED


@pytest.mark.slow
def test_a_signal_is_opened_answered_and_recorded(tmp_path: Path, capsys):
    rows = [
        f"{year}{month}{nth},v{year}{month}{nth},p1,390,50,H1,{year}-0{month}-02 10:00:00,21,100,100,100"
        for year, last in ((2025, 50), (2026, 90))
        for month in (4, 5, 6)
        for nth in range(10, last)
    ]
    settled = tmp_path / "SETL_D.csv"
    settled.write_text("\n".join([SETTLED.splitlines()[0], *rows]), "utf-8")
    store, ledger = str(tmp_path / "store"), str(tmp_path / "cases.db")
    assert 0 == main(["load", str(settled), "--to", store])
    asked = ["outlook", "warn", store, ledger, "--month", "2026-06", "--by", "甲"]
    capsys.readouterr()

    assert 1 == main([*asked, "--owner", "乙"])

    shown = capsys.readouterr().out
    code = shown.split()[0]
    assert "GR01 基金支付比上年同期增长过快（城乡居民基本医疗保险/住院）" in shown
    assert "2026-06：1 个信号，新立 1 案" in shown
    assert "查不了 RE02 12 个月收支率过高：没有收基金收支月表" in shown
    assert 0 == main(asked)
    letter = str(tmp_path / "letter.docx")
    assert 0 == main(
        [
            "cases",
            "letter",
            ledger,
            code,
            "warning_letter",
            letter,
            "--issuer",
            "示例局",
        ]
    )
    assert Path(letter).read_bytes().startswith(b"PK")
    assert 0 == main(["cases", "move", ledger, code, "不予处理", "--by", "丙"])
    capsys.readouterr()
    assert 0 == main(["outlook", "record", ledger, "--today", "2027-01-01"])
    assert (
        "GR01 基金支付比上年同期增长过快　提出 1，属实 0，不属实 0，说不清 0，没有处理 1"
        in (capsys.readouterr().out)
    )
