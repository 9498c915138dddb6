"""`jixiao synthesise`: what it prints, and what it refuses."""

from pathlib import Path

import pytest

from jixiao.cli.main import main


@pytest.mark.slow
def test_a_shape_of_ones_own_is_written_and_loads_by_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    shape = tmp_path / "hamlet.toml"
    shape.write_text(
        '[shape]\ncode = "hamlet"\ntitle = "小村"\nextends = "county"\ninsured = 200\n',
        "utf-8",
    )
    made = main(
        [
            "synthesise",
            "--to",
            str(tmp_path / "x"),
            "--shape",
            str(shape),
            "--seed",
            "3",
        ]
    )
    loaded = main(
        ["load", str(tmp_path / "x" / "extracts"), "--to", str(tmp_path / "x")]
    )
    said = capsys.readouterr().out

    assert (made, loaded) == (0, 0)
    assert "小村，200 人参保，2026 年" in said
    assert "费用明细表（FEE_LIST_D）" in said
    assert "退回 0 行" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--shape", "village"], "没有叫 village 的规模；可用 city、county、province"),
        (["--years", "12"], "--years 最多 10，现为 12"),
        (["--insured", "none"], "应为不小于 1 的整数"),
        (["--years", "5"], "管不到 2022 年全年"),
    ],
)
def test_a_bureau_that_cannot_be_is_refused_in_words(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
):
    code = main(["synthesise", "--to", str(tmp_path / "x"), *arguments])

    assert code == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_shape_that_says_what_shapes_do_not_know_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    shape = tmp_path / "hamlet.toml"
    shape.write_text(
        '[shape]\ncode = "hamlet"\nextends = "county"\n[care]\nbeds = 1\n', "utf-8"
    )
    code = main(["synthesise", "--to", str(tmp_path / "y"), "--shape", str(shape)])

    assert code == 2
    assert "hamlet.toml" in capsys.readouterr().err


def test_an_empty_folder_is_not_loaded_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "empty").mkdir()

    assert main(["load", str(tmp_path / "empty"), "--to", str(tmp_path / "x")]) == 2
    assert "没有 .csv" in capsys.readouterr().err
