"""`jixiao write` and `jixiao convert` as a clerk runs them."""

from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.reading import read_document
from tests.conftest import EXAMPLES

FORM = str(EXAMPLES / "shapotou_2022" / "enrolment_service.txt")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_a_text_becomes_the_form_it_was_printed_from(
    tmp_path: Path, capsys, suffix: str
):
    path = tmp_path / f"表{suffix}"

    assert 0 == main(["convert", FORM, "--to", str(path)])
    assert "1 张目标表" in capsys.readouterr().err
    (before,), (after,) = read_document(FORM).tables, read_document(path).tables
    assert (before.project_name, before.funding) == (after.project_name, after.funding)
    assert [row.name for row in before.indicators] == [
        row.name for row in after.indicators
    ]


def test_what_was_read_is_written_by_another_form(tmp_path: Path, capsys):
    assert 0 == main(["read", FORM, "--json"])
    read = tmp_path / "read.json"
    read.write_text(capsys.readouterr().out, "utf-8")
    path = tmp_path / "b.xlsx"

    assert 0 == main(["write", str(read), "--form", "pingluo_2026", "--to", str(path)])
    assert "没有位置放" in capsys.readouterr().err
    assert "pingluo_2026" == read_document(path).tables[0].dialect


@pytest.mark.parametrize("content", ["{}", "不是 JSON", "[]"])
def test_what_is_no_reading_is_told(write, capsys, content: str):
    assert 2 == main(["write", str(write(content, "x.json")), "--to", "x.docx"])
    assert "不是 jixiao read --json 的结果" in capsys.readouterr().err


def test_a_form_that_does_not_exist_is_told(tmp_path: Path, capsys):
    assert 2 == main(
        ["convert", FORM, "--form", "nowhere", "--to", str(tmp_path / "x.docx")]
    )
    assert "nowhere" in capsys.readouterr().err
