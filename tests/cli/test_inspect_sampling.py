"""`jixiao inspect`: a sample, its size, and what it stands for."""

from pathlib import Path

import pytest

from tests.cli.running import run_and_read
from tests.cli.test_audit import folder

__all__ = ["folder"]


@pytest.mark.slow
def test_stays_are_drawn(folder: Path, capsys):
    code, out = run_and_read(
        capsys,
        "inspect",
        "sample",
        str(folder),
        "H1",
        "--year",
        "2026",
        "--seed",
        "1",
        "--size",
        "5",
        "--certain-from",
        "5000",
    )

    assert (0, True) == (code, "必查　s1　5,000.00 元" in out)
    assert "随机 1 份，代表 1 份、2,000.00 元" in out


def test_a_size_is_told(capsys):
    words = ("size", "--share", "0.10", "--error", "0.03", "--population", "2000")

    assert (0, "要查 323 份\n") == run_and_read(capsys, "inspect", *words)
    assert (
        2
        == run_and_read(capsys, "inspect", "size", "--share", "x", "--error", "0.03")[0]
    )


@pytest.mark.slow
def test_what_a_sample_showed_is_told_beside_what_is_proven(
    folder: Path, tmp_path: Path, capsys
):
    results = tmp_path / "found.csv"
    results.write_text("结算编号,违规金额\ns1,100\ns2,50\n", "utf-8")
    words = ("--year", "2026", "--seed", "1", "--size", "5", "--certain-from", "5000")

    code, out = run_and_read(
        capsys, "inspect", "estimate", str(folder), "H1", str(results), *words
    )

    assert (0, True) == (code, "查实 150.00 元，追回以此为限" in out)
    assert "推算全部 150.00 元" in out
    agreed = run_and_read(
        capsys,
        "inspect",
        "estimate",
        str(folder),
        "H1",
        str(results),
        *words,
        "--agreement",
        "第九条",
    )[1]
    assert "按协议 第九条，追回以推算的下限为限：150.00 元" in agreed
