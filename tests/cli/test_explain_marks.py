"""`jixiao explain rule` and `jixiao explain signal`: the page, and the rows that are marked."""

from pathlib import Path

import pytest

from jixiao.cli.main import main


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder into which one fund's two months were taken; the balance is short at the end."""
    months = tmp_path / "FUND_MONTH_D.csv"
    months.write_text(
        "insutype,month,income,outlay,balance\n"
        "390,2026-01-01,1500.00,1000.00,4000.00\n"
        "390,2026-02-01,499.00,1200.00,3299.00\n",
        "utf-8",
    )
    assert 0 == main(["load", str(months), "--to", str(tmp_path / "store")])
    return tmp_path / "store"


def test_a_page_is_shown_with_its_basis_and_limits(capsys):
    assert 0 == main(["explain", "rule", "ad01"])

    shown = capsys.readouterr().out
    assert shown.startswith("# AD01 分解住院\n")
    assert "把握：疑似" in shown
    assert "限 within_days = 10：" in shown
    assert 0 == main(["explain", "signal", "RE01"])
    assert "轻重：预警" in capsys.readouterr().out


def test_the_marked_rows_are_told_in_sentences_and_written(
    store: Path, tmp_path: Path, capsys
):
    table = tmp_path / "marks.csv"
    words = ["explain", "signal", "RE01", "--from", str(store), "--year", "2026"]

    assert 0 == main([*words, "--csv", str(table)])

    shown = capsys.readouterr().out
    assert "RE01 累计结余可支付月数过低（2026 年）：标出 1 行" in shown
    assert (
        "390/2026-02　2026-02-01　390：期末累计结余 3,299.00 元，月均支出 1,100.00 元"
        in shown
    )
    assert "SELECT" in shown
    assert ["key,on,place,above,below", "390/2026-02,2026-02-01,390,329900,110000"] == (
        table.read_text("utf-8-sig").splitlines()
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rule", "ZZ99"], "没有代码为 ZZ99 的规则；现有 AD01"),
        (["signal", "RE01", "--from", "x"], "要用 --year 说明哪一年"),
        (["rule", "AD01", "--from", "STORE", "--year", "2026"], "SETL_D"),
    ],
)
def test_what_cannot_be_explained_is_said(
    store: Path, capsys, arguments: list[str], says: str
):
    words = [str(store) if word == "STORE" else word for word in arguments]

    assert 2 == main(["explain", *words])
    assert says in capsys.readouterr().err
