"""`jixiao inspect`: a plan that names its draw, a sample, a size."""

from pathlib import Path

import pytest

from jixiao.cli.main import run
from jixiao.fund.intake import load
from tests.cli.test_audit import folder

__all__ = ["folder"]


def run_and_read(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        run(["inspect", *words])
    printed = capsys.readouterr()
    return int(str(ended.value.code or 0)), printed.out + printed.err


@pytest.mark.slow
def test_a_year_is_planned_and_the_draw_is_told(folder: Path, tmp_path: Path, capsys):
    places = tmp_path / "FIXMEDINS_B.csv"
    rows = "\n".join(f"H{n},医院{n},2020-01-01" for n in range(1, 5))
    places.write_text(f"fixmedins_code,fixmedins_name,begndate\n{rows}\n", "utf-8")
    load(places, folder)
    teams = tmp_path / "teams.toml"
    teams.write_text('[[team]]\nname = "一组"\navoids = ["H2"]\n', "utf-8")
    with pytest.raises(SystemExit):
        run(["audit", str(folder), "--year", "2026"])

    code, out = run_and_read(
        capsys, "plan", str(folder), "--year", "2026", "--seed", "20260105", "--teams", str(teams)
    )  # fmt: skip

    assert (1, 4) == (code, out.count("全覆盖　"))
    by_risk = next(line for line in out.splitlines() if "按风险　H1" in line)
    assert "一组" in by_risk
    assert "计入的涉及基金 1,000.00 元" in by_risk
    assert "种子：20260105" in out
    assert "没有组可派：H2（全覆盖）" in out


@pytest.mark.slow
def test_stays_are_drawn(folder: Path, capsys):
    code, out = run_and_read(
        capsys, "sample", str(folder), "H1", "--year", "2026", "--seed", "1", "--size", "5",
        "--certain-from", "5000",
    )  # fmt: skip

    assert (0, True) == (code, "必查　s1　5,000.00 元" in out)
    assert "随机 1 份，代表 1 份、2,000.00 元" in out


def test_a_size_is_told(capsys):
    words = ("size", "--share", "0.10", "--error", "0.03", "--population", "2000")

    assert (0, "要查 323 份\n") == run_and_read(capsys, *words)
    assert 2 == run_and_read(capsys, "size", "--share", "x", "--error", "0.03")[0]


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


def test_a_decision_and_a_visit_are_cases_of_the_ledger(tmp_path: Path, capsys):
    ledger, file = str(tmp_path / "cases.db"), tmp_path / "decisions.toml"
    file.write_text(DECISION, "utf-8")

    code, out = run_and_read(capsys, "decisions", ledger, str(file), "--by", "甲")
    assert (0, True) == (code, "甲（D1）拟记 9 分" in out)
    code, out = run_and_read(capsys, "points", ledger, "--day", "2026-03-05")
    assert (0, True) == (code, "0 分　正常" in out)
    assert "还没有决定" in out
    visit = ("begin", ledger, "H1", "--year", "2026", "--by", "甲")
    assert "立案" in run_and_read(capsys, *visit)[1]
    assert "已经立过案" in run_and_read(capsys, *visit)[1]
    table = str(tmp_path / "inspections.csv")
    code, out = run_and_read(capsys, "register", ledger, table, "--day", "2026-12-31")
    assert (0, True) == (code, "0 次" in out)


@pytest.mark.slow
def test_what_a_sample_showed_is_told_beside_what_is_proven(
    folder: Path, tmp_path: Path, capsys
):
    results = tmp_path / "found.csv"
    results.write_text("结算编号,违规金额\ns1,100\ns2,50\n", "utf-8")
    words = ("--year", "2026", "--seed", "1", "--size", "5", "--certain-from", "5000")

    code, out = run_and_read(
        capsys, "estimate", str(folder), "H1", str(results), *words
    )

    assert (0, True) == (code, "查实 150.00 元，追回以此为限" in out)
    assert "推算全部 150.00 元" in out
    agreed = run_and_read(
        capsys, "estimate", str(folder), "H1", str(results), *words, "--agreement", "第九条"
    )[1]  # fmt: skip
    assert "按协议 第九条，追回以推算的下限为限：150.00 元" in agreed


def test_a_fine_is_held_against_its_article(capsys):
    words = ("fine", "article_38", "--loss", "3678", "--fine")

    assert (0, True) == (run_and_read(capsys, *words, "7356")[0], True)
    assert "可罚" in run_and_read(capsys, *words, "7357")[1]
    assert (
        2 == run_and_read(capsys, "fine", "article_39", "--loss", "1", "--fine", "1")[0]
    )
