from datetime import date
from pathlib import Path

import pytest

from jixiao.cli.main import main
from tests.fund.payment.county import Stay, load_county


@pytest.mark.slow
def test_lists_are_checked_and_hospitals_rated(tmp_path: Path, capsys):
    born_later = date(2026, 4, 1)
    made = [
        Stay(
            "a1",
            "H1",
            date(2026, 3, 10),
            4_000,
            ("J18.900",),
            ("36.0700",),
            born=born_later,
        )
    ]
    folder = str(load_county(tmp_path, made))

    words = ("--letters", str(tmp_path / "letters"))
    assert 1 == main(["dip", "lists", folder, "--year", "2026", *words])

    printed = capsys.readouterr().out
    assert "QS01　拒绝　日期先后不对：1 张" in printed
    assert "QC02　拒绝　诊断编码当天无效：没有查：没有收" in printed
    assert "及时率 不能算" in printed
    assert "退回函 1 份" in printed
    assert (tmp_path / "letters" / "2026-H1-退回函.docx").is_file()
    assert main(["dip", "lists", folder, "--year", "2026", "--json"]) == 1
    assert '"准确率": 0.0' in capsys.readouterr().out
