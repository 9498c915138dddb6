"""`jixiao grade`: a score, a grade, and what would have changed it."""

from contextlib import closing
from pathlib import Path

import pytest

from jixiao.fund.store.opening import open_store
from tests.cli.running import run_and_read
from tests.fund.audit.test_runner import LINE, SETTLEMENT
from tests.measure_page import select_rows

SAID = "[values]\nupload = 90\nsatisfaction = 85\nupheld = 3\ntrace = 95\nfraud = 0\ndeeds = 2\n"


def run_grade(
    path: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    return run_and_read(capsys, "grade", str(path), *words)


def test_a_hospital_is_graded(tmp_path: Path, capsys):
    path = tmp_path / "values.toml"
    path.write_text(SAID, "utf-8")

    code, out = run_grade(path, capsys)

    assert (0, True) == (code, "得分 81.00，等级 B" in out)
    assert "样例，没有统一的分档；各地以协议附件为准，未核对" in out
    assert "要升一级，最少补上：查实的审核案件（件）、结算清单按时上传率（%）" in out


def test_what_is_missing_is_asked_for(tmp_path: Path, capsys):
    path = tmp_path / "values.toml"
    path.write_text(SAID.replace("deeds = 2\n", ""), "utf-8")

    code, out = run_grade(path, capsys)

    assert (2, True) == (code, "还没有 主动报告并退回的问题（件） 的数据" in out)


def test_a_draft_becomes_a_case(tmp_path: Path, capsys):
    path, ledger = tmp_path / "values.toml", str(tmp_path / "cases.db")
    path.write_text(SAID, "utf-8")

    assert 2 == run_grade(path, capsys, "--open", ledger)[0]
    words = ("--open", ledger, "--subject", "H1", "--year", "2026", "--by", "甲")
    code, out = run_grade(path, capsys, *words)

    assert (0, True) == (code, "立案 " in out)
    assert "已经评定过" in run_grade(path, capsys, *words)[1]


def test_a_workbook_of_ones_own_is_a_sheet(tmp_path: Path, capsys):
    path, book = tmp_path / "values.toml", tmp_path / "own.xlsx"
    path.write_text(SAID, "utf-8")

    assert 0 == run_grade(path, capsys, "--template", str(book))[0]

    assert "得分 81.00，等级 B" in run_grade(path, capsys, "--sheet", str(book))[1]


@pytest.mark.slow
def test_what_can_be_counted_is_counted_from_records(tmp_path: Path, capsys):
    path, bureau = tmp_path / "values.toml", tmp_path / "bureau"
    path.write_text(SAID, "utf-8")
    visit = SETTLEMENT | {"med_type": "11"}
    lines = [LINE | {"bkkp_sn": f"b{n}", "list_type": "101"} for n in range(2)]
    scan = {"scan_id": "t1", "trace_code": "8", "fixmedins_code": "H1", "bkkp_sn": "b1"}
    with closing(open_store(bureau)) as store:
        for code, rows in (
            ("SETL_D", [visit]), ("FEE_LIST_D", lines), ("TRACE_SCAN", [scan]),
        ):  # fmt: skip
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')
    asked = ("--from", str(bureau), "--subject", "H1", "--year", "2026")

    _, out = run_grade(path, capsys, *asked)
    path.write_text(SAID.replace("trace = 95\n", ""), "utf-8")
    _, counted = run_grade(path, capsys, *asked)

    assert "注意：trace 填的是 95，记录里数得 50.0，按填的算" in out
    assert "追溯码扫码率（%）：数得 50.0（扫码率）" in counted
    assert 2 == run_grade(path, capsys, "--from", str(bureau))[0]
