"""`jixiao service`: a month of the bureau's systems, and its archive."""

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


PAPERS = """档案编号,题名,业务类别,材料种类,归档年度,保管期限,件号,盒号,登记页数,清点页数,签字齐全标志
A1,一月报表,tj,月度统计报表,2009,D,1,1,12,12,1
A3,三月报表,tj,月度统计报表,2009,D,3,1,12,13,1
"""


def test_the_archive_is_looked_through(tmp_path: Path, capsys):
    (tmp_path / "ARCHIVE_ITEM.csv").write_text(PAPERS, "utf-8")
    load(tmp_path / "ARCHIVE_ITEM.csv", tmp_path)

    code = main(["service", "archives", str(tmp_path), "--day", "2026-03-31"])
    printed = capsys.readouterr().out

    assert 1 == code
    assert "件号不连续　2009 年 10年 统计报表　缺 2" in printed
    assert "页数不符　A3　登记 12 页，清点 13 页" in printed
    assert "可提请销毁　A1　一月报表　2019-12-31 到期" in printed
    assert "未核对" in printed


def test_probes_are_added_to_what_was_seen(tmp_path: Path, capsys):
    (tmp_path / "a.csv").write_text(
        "系统名称,地址\n结算系统,tcp://127.0.0.1:1\n", "utf-8"
    )
    table = tmp_path / "PROBE.csv"
    asked = ["service", "probe", str(tmp_path / "a.csv"), "--to", str(table)]

    assert (1, 1) == (main(asked), main(asked))
    assert "结算系统　不正常" in capsys.readouterr().out
    assert 3 == len(table.read_text("utf-8-sig").splitlines())


def test_addresses_without_a_system_are_refused(tmp_path: Path, capsys):
    (tmp_path / "a.csv").write_text("系统名称,地址\n,tcp://127.0.0.1:1\n", "utf-8")

    assert 2 == main(["service", "probe", str(tmp_path / "a.csv"), "--to", "b.csv"])
    assert "第 2 行应写明" in capsys.readouterr().err
