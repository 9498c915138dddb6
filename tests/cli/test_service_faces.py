"""`jixiao service faces` writes consents, cards and roll calls down, and exports the log."""

from pathlib import Path

from jixiao.cli.main import main
from jixiao.fund.intake import load


def test_consent_card_roll_call_and_log(tmp_path: Path, capsys):
    folder = str(tmp_path)
    faces = ("service", "faces")

    def done(*words: str) -> tuple[int, str]:
        code = main([*faces, *words])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    assert 0 == done("key", str(tmp_path / "k"))[0]
    assert "不覆盖" in done("key", str(tmp_path / "k"))[1]
    agree = ("agree", folder, "p1", "--scope", "住院", "--days", "30", "--by", "甲")
    code, output = done(*agree, "--born", "1980-01-01")
    assert code == 0
    assert "已登记同意 1" in output
    assert "样例" in output
    card = ("card", folder, "p1", "身份证", "--place", "三病区", "--by", "护士")
    assert "已核对证件" in done(*card)[1]
    assert "已撤回" in done("withdraw", folder, "p1", "--by", "甲")[1]
    assert "这次删去 0 人" in done("sweep", folder, "--by", "甲")[1]
    code, output = done(
        "roll", folder, "p1", "p2", "--place", "三病区", "--day", "2000-01-01"
    )
    assert (1, 2) == (code, output.count("没有点到"))
    table = tmp_path / "FACE_CHECK.csv"
    assert 0 == done("export", folder, "--to", str(table))[0]
    taken = load(table, tmp_path / "bureau")
    assert (1, 0) == (taken.rows_in, taken.rejected)
