"""`jixiao inspect`: a plan that names its draw, a visit, a fine."""

from pathlib import Path

import pytest

from jixiao.cli.main import run
from jixiao.fund.intake import load
from tests.cli.running import run_and_read
from tests.cli.test_audit import folder

__all__ = ["folder"]


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
        capsys, "inspect", "plan", str(folder), "--year", "2026", "--seed", "20260105", "--teams", str(teams)
    )  # fmt: skip

    assert (1, 4) == (code, out.count("全覆盖　"))
    by_risk = next(line for line in out.splitlines() if "按风险　H1" in line)
    assert "一组" in by_risk
    assert "计入的涉及基金 1,000.00 元" in by_risk
    assert "种子：20260105" in out
    assert "没有组可派：H2（全覆盖）" in out


def test_a_visit_is_a_case_of_the_ledger(tmp_path: Path, capsys):
    ledger = str(tmp_path / "cases.db")
    visit = ("begin", ledger, "H1", "--year", "2026", "--by", "甲")

    assert "立案" in run_and_read(capsys, "inspect", *visit)[1]
    assert "已经立过案" in run_and_read(capsys, "inspect", *visit)[1]
    table = str(tmp_path / "inspections.csv")
    code, out = run_and_read(
        capsys, "inspect", "register", ledger, table, "--day", "2026-12-31"
    )
    assert (0, True) == (code, "0 次" in out)


def test_a_fine_is_held_against_its_article(capsys):
    words = ("fine", "article_38", "--loss", "3678", "--fine")

    assert (0, True) == (run_and_read(capsys, "inspect", *words, "7356")[0], True)
    assert "可罚" in run_and_read(capsys, "inspect", *words, "7357")[1]
    assert (
        2
        == run_and_read(
            capsys, "inspect", "fine", "article_39", "--loss", "1", "--fine", "1"
        )[0]
    )
