"""`jixiao service`: a month of the bureau's systems."""

from pathlib import Path

from jixiao.cli.main import main
from jixiao.fund.intake import load

LOG = """事件编号,系统名称,事件等级,计划停机标志,报告时间,响应时间,恢复时间
1,结算系统,一般,0,2026-06-10 10:00:00,2026-06-10 10:30:00,2026-06-10 12:00:00
2,结算系统,一般,0,2026-06-10 11:00:00,2026-06-10 11:31:00,2026-06-10 13:00:00
"""


def test_a_month_is_told_and_what_is_open_sets_the_code(tmp_path: Path, capsys):
    (tmp_path / "INCIDENT.csv").write_text(LOG, "utf-8")
    load(tmp_path / "INCIDENT.csv", tmp_path)

    code = main(["service", "systems", str(tmp_path), "--month", "2026-06"])
    printed = capsys.readouterr().out

    assert 1 == code
    assert "运行率 99.583%" in printed
    assert "响应按时率 50.000%（按时 1 件，超时 1 件）" in printed
    assert "恢复按时率 100.000%" in printed
    assert "没有收停机公告表" in printed
    assert "个参数是样例" in printed


def test_a_month_written_otherwise_is_refused(tmp_path: Path, capsys):
    assert 2 == main(["service", "systems", str(tmp_path), "--month", "2026-13"])
    assert "应写作 2026-03" in capsys.readouterr().err
