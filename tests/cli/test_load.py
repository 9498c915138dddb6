"""`jixiao load` as fund staff run it."""

from pathlib import Path

import pytest

from jixiao.cli.main import main
from tests.fund.intake.test_loading import CHINESE, HEADS, csv, row


def test_what_was_taken_and_rejected_is_told_with_reasons(tmp_path: Path, capsys):
    extract, folder = tmp_path / "结算.csv", tmp_path / "county"
    bad = row(2, insutype="99"), row(1)
    extract.write_bytes(
        csv([row(1), *bad], [*CHINESE[:-1], "没见过的列"]).encode("gb18030")
    )

    assert 1 == main(["load", str(extract), "--to", str(folder)])

    printed = capsys.readouterr().out
    assert "结算表（SETL_D）" in printed
    assert "3 行 = 收下 1 行 + 退回 2 行" in printed
    assert "医疗费总额 300.00 元 = 收下 100.00 元 + 退回 200.00 元" in printed
    assert "没有用到的列：没见过的列" in printed
    assert "险种类型 不是险种类型的代码（如第 3 行，“99”）" in printed
    listed = (folder / "退回" / "SETL_D-1.csv").read_text("utf-8-sig").splitlines()
    assert ["行,列,值,原因", "3,insutype,99,不是险种类型的代码"] == listed[:2]


def test_a_clean_extract_is_nothing_to_look_at_and_the_same_again_nothing_to_do(
    tmp_path: Path, capsys
):
    extract, folder = tmp_path / "a.csv", tmp_path / "county"
    extract.write_text(csv([row(1)]), "utf-8")

    assert 0 == main(["load", str(extract), "--to", str(folder)])
    assert 0 == main(["load", str(extract), "--to", str(folder)])
    assert "已经收过" in capsys.readouterr().out


def test_what_is_no_extract_is_told(tmp_path: Path, capsys):
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", "utf-8")

    assert 2 == main(
        ["load", str(tmp_path / "a.csv"), "--to", str(tmp_path / "county")]
    )
    assert "不像任何一张已知的表" in capsys.readouterr().err


@pytest.mark.slow
def test_names_are_hashed_on_request_and_rejects_unless_asked_for(
    tmp_path: Path, capsys
):
    heads, name = [*HEADS, "psn_name"], "张小明"
    extract, folder, hashed = (
        tmp_path / "a.csv",
        tmp_path / "clear",
        tmp_path / "hashed",
    )
    extract.write_text(csv([[*row(1), name]], heads) + f"S2,{name}", "utf-8")
    listed = Path("退回") / "SETL_D-1.csv"

    assert 1 == main(["load", str(extract), "--to", str(folder)])
    assert name not in (folder / listed).read_text("utf-8-sig")
    assert 1 == main(["load", str(extract), "--to", str(hashed), "--hash"])
    assert name not in (hashed / listed).read_text("utf-8-sig")
    assert name not in capsys.readouterr().out
    assert 1 == main(["load", str(extract), "--to", str(tmp_path / "asked"), "--clear"])
    assert name in (tmp_path / "asked" / listed).read_text("utf-8-sig")
    assert 2 == main(
        ["load", str(extract), "--to", str(hashed / "new"), "--hash", "--clear"]
    )
    assert "请去掉 --clear" in capsys.readouterr().err
