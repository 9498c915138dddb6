"""Experts argue a county's points by commands: ballots in, minutes and a book out."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from jixiao.cli.main import main
from tests.fund.payment.paid import settled_county

GROUP = "J18.9:保守"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("argued") / "county"
    shutil.copytree(settled_county(), folder)
    (folder / "experts.csv").write_text(
        "expert,specialty,hospital\n甲,呼吸,H2\n乙,心内,\n丙,医保,\n", "utf-8"
    )
    (folder / "last.csv").write_text(f"dip_group,points\n{GROUP},240\n", "utf-8")
    return folder


def argue(county: Path, ballots: str, *words: str) -> int:
    heads = "round,dip_group,expert,vote,points,reason\n"
    (county / "ballots.csv").write_text(heads + ballots, "utf-8")
    files = [
        "--experts",
        str(county / "experts.csv"),
        "--ballots",
        str(county / "ballots.csv"),
    ]
    return main(["dip", "argue", str(county), "--year", "2026", *files, *words])


def test_a_round_ends_in_minutes_and_a_book(county: Path, tmp_path: Path, capsys):
    ballots = "".join(f"1,{GROUP},{name},另提,280,住院日变长\n" for name in "甲乙丙")

    words = ["--last", str(county / "last.csv"), "--to", str(tmp_path), "--adopt"]
    assert 0 == argue(county, ballots, *words)

    assert f"{GROUP}　拟定 250.0000　表决 280.0000" in capsys.readouterr().out
    minutes = "\n".join(
        p.text for p in Document(str(tmp_path / "2026-赋分论证纪要.docx")).paragraphs
    )
    assert "甲另提：住院日变长" in minutes
    rows = (
        CalamineWorkbook.from_path(tmp_path / "2026-病种分值.xlsx")
        .get_sheet_by_index(0)
        .to_python()
    )
    book = {row[0]: row for row in rows}
    assert (240.0, 250.0, 280.0) == tuple(book[GROUP][2:5])
    assert book[GROUP][5] < 280


@pytest.mark.slow
def test_what_moved_too_far_is_argued_again(county: Path, capsys):
    assert 0 == main(["dip", "points", str(county), "--year", "2026"])
    ballots = "".join(f"1,{GROUP},{name},另提,400,重症多\n" for name in "甲乙丙")

    assert 1 == argue(county, ballots, "--adopt")
    assert "没有留作 dip_points" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ballot", "said"),
    [(f"1,{GROUP},甲,弃权,,\n", "应为 同意 或 另提"), (f"1,{GROUP},甲,另提,很多,理由\n", "最多 4 位小数")],
)  # fmt: skip
def test_ballots_that_mean_nothing_are_refused(
    county: Path, capsys, ballot: str, said: str
):
    assert 2 == argue(county, ballot)
    assert said in capsys.readouterr().err


def test_experts_of_one_name_are_refused(county: Path, capsys):
    (county / "experts.csv").write_text(
        "expert,specialty,hospital\n甲,呼吸,\n甲,心内,\n", "utf-8"
    )

    assert 2 == argue(county, "")
    assert "同名的专家" in capsys.readouterr().err
