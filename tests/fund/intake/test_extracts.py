"""What a county's clerk hands in is read as it was meant, or told in words; nothing is half-loaded."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from jixiao.errors import UnreadableDocument, UnreadableFile
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_store
from tests.drawn import drawn, few
from tests.fund.intake.test_loading import (
    CHINESE,
    HEADS,
    TEXT,
    as_parquet,
    as_xlsx,
    ask,
    csv,
    loaded,
    reconciles,
    row,
)

ROWS = [row(1), row(2)]
ID, TIME = HEADS.index("setl_id"), HEADS.index("setl_time")
COUNTY = "某县城乡居民医保结算明细表"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "county"


def sheet(rows: Sequence[Sequence[str | float]], merged: Sequence[tuple] = ()) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet()
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(place, column, cell)
                else:
                    page.write_number(place, column, cell)
        for span in merged:
            page.merge_range(*span)
    return stream.getvalue()


def with_cell(cells: list[str], place: int, value: float) -> list[str | float]:
    return [*cells[:place], value, *cells[place + 1 :]]


BLANK = [""] * 14
TWO_LEVELS = [
    [*CHINESE[:8], "费用", "", "", "", "", CHINESE[13]],
    [*[""] * 8, *CHINESE[8:13], ""],
]
MERGED = [(0, 8, 0, 12, "费用"), *((0, n, 1, n, CHINESE[n]) for n in (*range(8), 13))]


@drawn(one_of=4)
@pytest.mark.parametrize(
    "content",
    few([
        sheet([[COUNTY], CHINESE, *ROWS]),
        sheet([[COUNTY], ["单位：某县医保局", "", "2024年3月"], [], CHINESE, *ROWS]),
        sheet([HEADS, CHINESE, *ROWS]),
        sheet([*TWO_LEVELS, *ROWS], MERGED),
        sheet([[*HEADS[:4], "", "", *HEADS[4:]], *[[*r[:4], "", "", *r[4:]] for r in ROWS]]),
        sheet([HEADS, row(1), BLANK, BLANK, row(2), BLANK]),
        sheet([HEADS, *(with_cell(r, TIME, 45352.4166666667) for r in ROWS)]),
        sheet([[h + "（元）" if "金额" in h else h for h in CHINESE], *ROWS]),
        "\ufeff" + TEXT.replace(",", "\t"),
        f"{COUNTY},,,,\n" + TEXT,
        f'某县 ""结算"",2024年,"明\n细"\n\n{TEXT}',
        ",".join(HEADS) + "\n" + csv(ROWS, CHINESE),
        TEXT.replace("medfee_sumamt", '"medfee_\nsumamt"'),
        TEXT + ("," * 13 + "\n") * 5,
        TEXT.replace("\n", "\r"),
        csv([r + ["x"] * 486 for r in ROWS], [*HEADS, *(f"k{n}" for n in range(486))]),
        (TEXT.encode("utf-16"))[:-1],
    ], one_of=2),
    ids=few([
        "title", "title and unit", "heads twice", "merged heads", "empty columns", "blank rows",
        "serial dates", "units in heads", "bom and tabs", "title in text", "title with quotes",
        "heads twice in text", "heads of two lines", "blank lines", "cr only", "500 columns",
        "utf-16 cut",
    ], one_of=2),
)  # fmt: skip
def test_what_stands_around_the_rows_is_passed_over(folder: Path, content: str | bytes):
    outcome = loaded(folder, content)

    assert (2, 2, 200, True) == (
        outcome.rows_in,
        outcome.taken,
        outcome.amount_in,
        reconciles(outcome),
    )
    assert [("S1", datetime(2024, 3, 1, 10)), ("S2", datetime(2024, 3, 1, 10))] == ask(
        folder, "SELECT setl_id, setl_time FROM setl_d ORDER BY 1"
    )


TOTALS = ["", "", "", "", "", "", "", "200.00", "20.00", "0", "0", "180.00", ""]


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("content", "at"),
    [
        (sheet([[COUNTY], CHINESE, *ROWS, ["合计", *TOTALS]]), 5),
        (sheet([CHINESE, *ROWS, ["", "合  计：", *TOTALS[1:]]]), 4),
        (TEXT + ",".join(["总计（元）", *TOTALS]) + "\n", 4),
    ],
)
def test_a_line_of_totals_is_no_row_and_its_amounts_count_for_nothing(
    folder: Path, content: str | bytes, at: int
):
    outcome = loaded(folder, content)

    assert (3, 2, 1, 200) == (
        outcome.rows_in,
        outcome.taken,
        outcome.rejected,
        outcome.amount_in,
    )
    ((row_number, reason),) = ask(folder, "SELECT row, reason FROM rejects")
    assert at == row_number
    assert "合计行" in reason


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("content", "at", "reason"),
    [
        (sheet([HEADS, row(1), BLANK, row(2, insutype="99")]), 4, "不是险种类型的代码"),
        (sheet([HEADS, row(1), with_cell(row(2), ID, 512345678901234567890.0)]), 3, "科学计数"),
        (csv([row(1), row(2, setl_id="5.12346E+20")]), 3, "科学计数"),
        (csv(ROWS, CHINESE).encode("gb18030").replace(b"M2", b"\xff\xff"), 3, "不能辨认的字"),
        (csv([row(1)], CHINESE).encode() + "S2,张".encode()[:-1], 3, "列数不对"),
        (csv([row(1)], CHINESE).encode("gb18030") + "S2,张".encode("gbk")[:-1], 3, "列数不对"),
        (csv([row(1)], CHINESE).encode() + b"S2,\xff" + b"," * 12 + b"\n", 3, "不能辨认的字"),
        (csv([row(1)]) + 'S2,"M2,P1', 3, "列数不对"),
        (csv([row(1), row(2, medfee_sumamt="1,100.00")]), 3, "15 格"),
    ],
    ids=[
        "row of the sheet", "15 digits in excel", "exponent", "bytes that are no text",
        "cut in a character", "cut in a character of gbk", "utf-8 with a bad byte",
        "cut in quotes", "a comma too many",
    ],
)  # fmt: skip
def test_a_row_that_was_spoiled_is_rejected_where_it_stands(
    folder: Path, content: str | bytes, at: int, reason: str
):
    outcome = loaded(folder, content)

    assert (2, 1, 1, True) == (
        outcome.rows_in,
        outcome.taken,
        outcome.rejected,
        reconciles(outcome),
    )
    ((row_number, why),) = ask(folder, "SELECT row, reason FROM rejects")
    assert at == row_number
    assert reason in why


def zipped(name: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, TEXT)
    return stream.getvalue()


def in_word() -> bytes:
    stream = BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def spoiled(content: bytes) -> bytes:
    third = len(content) // 3
    return content[:third] + random.Random(1).randbytes(200) + content[third + 200 :]


MANY = [HEADS, *(row(n) for n in range(5000))]


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("content", "message"),
    few(
        [
            (zipped("a.csv"), "是压缩包，不能直接收。请先解压"),
            (b"Rar!\x1a\x07\x01\x00", "是压缩包"),
            (b"\x1f\x8b\x08\x00\xff\x81", "是压缩包"),
            (in_word(), "是 Word 文档"),
            (b"%PDF-1.7\n", "是 PDF 文件"),
            (
                b"\n<HTML><table><tr><td>setl_id</td></tr></table>",
                "请用 Excel 打开后另存为 .xlsx",
            ),
            (b"\0" * 5000, "空文件"),
            (sheet([]), "第一张工作表是空的"),
            ("," * 600 + "\n", "有 601 列，多于 500 列"),
            ("a," * 60_000, "多于 500 列"),
            (cut(as_xlsx([HEADS, *ROWS])), "不是能读的工作簿"),
            (cut(as_parquet(MANY)), "损坏的 Parquet"),
            (spoiled(as_parquet(MANY)), "中途损坏或被截断"),
            (",".join(CHINESE[3:]) + "\n", "缺少必需的列"),
        ],
        one_of=2,
    ),
)
def test_what_is_no_table_is_told_with_what_to_do_and_nothing_changes(
    folder: Path, content: str | bytes, message: str
):
    loaded(folder, TEXT)
    with pytest.raises(UnreadableDocument, match=message):
        loaded(folder, content, "other.csv")

    assert [(2,)] == ask(folder, "SELECT count(*) FROM setl_d")


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


LOAD = "import sys; from jixiao.cli.main import main; sys.exit(main(['load', sys.argv[1], '--to', sys.argv[2]]))"
SMALL_DISK = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); "
)


def large(path: Path, rows: int) -> Path:
    random_ids = random.Random(1)
    path.write_text(
        csv(row(n, mdtrt_id=f"{random_ids.getrandbits(128):x}") for n in range(rows)),
        "utf-8",
    )
    return path


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a limit of file sizes is of POSIX")
def test_a_disk_that_takes_no_more_is_told_and_the_load_can_be_repeated(
    tmp_path: Path, folder: Path
):
    loaded(folder, csv([row(900_000)]))
    path = large(tmp_path / "large.csv", 30_000)

    with run(SMALL_DISK + LOAD, path, folder) as process:
        _, errors = process.communicate()
    assert (2, True) == (process.returncode, "磁盘不能写入" in errors)
    assert "已收的数据没有变" in errors
    assert [(1,)] == ask(folder, "SELECT count(*) FROM setl_d")
    assert 30_000 == load(path, folder).taken


@pytest.mark.slow
def test_a_second_load_at_the_same_time_is_told_to_wait(tmp_path: Path, folder: Path):
    (tmp_path / "a.csv").write_text(TEXT, "utf-8")
    with open_store(folder), run(LOAD, tmp_path / "a.csv", folder) as process:
        _, errors = process.communicate()

    assert (2, True) == (process.returncode, "另一个程序正在使用" in errors)
    assert 2 == load(tmp_path / "a.csv", folder).taken


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_load_killed_at_any_moment_leaves_all_or_nothing(
    tmp_path: Path, folder: Path
):
    loaded(folder, csv([row(900_000)]))
    path = large(tmp_path / "large.csv", 200_000)
    rows_left = set()
    for wait in range(12):
        with run(LOAD, path, folder) as process:
            time.sleep(0.6 + wait * 0.15)
            os.kill(process.pid, signal.SIGKILL)
        ((kept, loads),) = ask(
            folder, "SELECT (SELECT count(*) FROM setl_d), (SELECT count(*) FROM loads)"
        )
        assert (kept, loads) in {(1, 1), (200_001, 2)}
        rows_left.add(kept)

    load(path, folder)
    assert 1 in rows_left
    assert [(200_001,)] == ask(folder, "SELECT count(*) FROM setl_d")


def test_a_moment_of_another_zone_is_that_of_china(folder: Path):
    moment = datetime(2024, 2, 29, 16, tzinfo=UTC)
    stream = BytesIO()
    cells = {
        h: pa.array([moment if h == "setl_time" else row(1)[n]])
        for n, h in enumerate(HEADS)
    }
    pq.write_table(pa.table(cells), stream)

    assert 1 == loaded(folder, stream.getvalue()).taken
    assert [(datetime(2024, 3, 1),)] == ask(folder, "SELECT setl_time FROM setl_d")


def test_what_is_set_down_meanwhile_may_be_refused_by_the_disk(
    folder: Path, monkeypatch
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("jixiao.fund.intake.delimited.in_utf8", full)
    with pytest.raises(UnreadableFile, match="磁盘已满。已收的数据没有变"):
        loaded(folder, TEXT.encode("utf-16"))


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("error", "words", "message"),
    [
        (duckdb.OutOfMemoryException, "x", "内存不够"),
        (duckdb.IOException, "No space left on device", "磁盘已满"),
        (duckdb.IOException, "Could not write file", "磁盘不能写入"),
    ],
)
def test_what_stops_the_store_is_told(
    folder: Path, monkeypatch, error: type[Exception], words: str, message: str
):
    def stop(*_: object) -> None:
        raise error(words)

    loaded(folder, TEXT)
    monkeypatch.setattr("jixiao.fund.intake.taking._create", stop)
    with pytest.raises(UnreadableDocument, match=message):
        loaded(folder, csv([row(1, inscp_amt="80.00")]))
    assert [(2,)] == ask(folder, "SELECT count(*) FROM setl_d")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "a.csv").write_text(TEXT, "utf-8")

    with pytest.raises(UnreadableFile, match="打不开"):
        load(tmp_path / "a.csv", tmp_path / "a.csv" / "county")
