"""Every row is taken or rejected with a reason, and the counts reconcile."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from jixiao.errors import UnreadableDocument, UnreadableFile
from jixiao.fund.intake import Load, load, taking
from jixiao.fund.store.engine import STORE
from tests.drawn import drawn

HEADS = [
    "setl_id", "mdtrt_id", "psn_no", "insutype", "psn_type", "fixmedins_code", "setl_time",
    "med_type", "medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt",
    "inscp_amt", "refd_setl_flag",
]  # fmt: skip
CHINESE = [
    "结算ID", "就诊ID", "人员编号", "险种", "人员类别", "医疗机构编码", "结算时间", "医疗类别",
    "医疗费总额", "全自费金额", "超限价金额", "先行自付金额", "符合范围金额", "退费结算标志",
]  # fmt: skip


def row(number: int, **said: str) -> list[str]:
    cells = dict(
        zip(
            HEADS,
            [f"S{number}", f"M{number}", "P1", "390", "50", "H1", "2024-03-01 10:00:00", "21",
             "100.00", "10.00", "0", "0", "90.00", "0"],
            strict=True,
        )
    )  # fmt: skip
    return list((cells | said).values())


def csv(rows: Iterable[list[str]], heads: list[str] = HEADS) -> str:
    return "\n".join(",".join(cells) for cells in [heads, *rows]) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "county"


def loaded(folder: Path, content: str | bytes, name: str = "extract.csv") -> Load:
    path = folder.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(path, folder)


def ask(folder: Path, sql: str) -> list[tuple]:
    """Ask a store that is read only: opening it to write looks for columns it lacks."""
    with duckdb.connect(folder / STORE, read_only=True) as store:
        return store.execute(sql).fetchall()


def reconciles(outcome: Load) -> bool:
    rows = outcome.rows_in == outcome.taken + outcome.rejected
    return rows and outcome.amount_in == outcome.amount_taken + outcome.amount_rejected


TEXT = csv([row(1), row(2)])


@drawn(one_of=4)
@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\r\n"),
        csv([row(1), row(2)], CHINESE).encode("gb18030"),
        ("\ufeff" + TEXT).encode("utf-16-le"),
        "\n".join(",".join(f"'{c}'" for c in line.split(",")) for line in TEXT.split("\n")[:3]) + "\r\n",
        TEXT.replace(",", "\t"),
        TEXT.replace("inscp_amt", "inscp_scp_amt").upper().replace("S1", "S1"),
        TEXT.replace("100.00", '"0,100.00"').replace("10.00,0", "１０．００,0"),
    ],
    ids=["utf-8", "bom", "crlf", "gbk", "utf-16", "quotes", "tabs", "interface names", "commas"],
)  # fmt: skip
def test_extracts_of_any_writing_are_taken_alike(folder: Path, content: str | bytes):
    outcome = loaded(folder, content)

    assert ("SETL_D", 2, 2, 0) == (
        outcome.table,
        outcome.rows_in,
        outcome.taken,
        outcome.rejected,
    )
    assert (Decimal("200.00"), True) == (outcome.amount_taken, reconciles(outcome))
    kept = (datetime(2024, 3, 1, 10), Decimal("90.00"))
    assert [("S1", *kept), ("S2", *kept)] == ask(
        folder, "SELECT setl_id, setl_time, inscp_amt FROM setl_d ORDER BY setl_id"
    )


def as_xlsx(rows: list[list[str]]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(
        stream, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}
    ) as book:
        sheet = book.add_worksheet()
        for place, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if place and HEADS[column] == "setl_time":
                    sheet.write_datetime(place, column, datetime.fromisoformat(cell))
                elif place and "amt" in HEADS[column]:
                    sheet.write_number(place, column, float(cell))
                else:
                    sheet.write_string(place, column, cell)
    return stream.getvalue()


def as_parquet(rows: list[list[str]]) -> bytes:
    stream = BytesIO()
    columns = zip(*rows[1:], strict=True)
    pq.write_table(
        pa.table(dict(zip(rows[0], map(list, columns), strict=True))), stream
    )
    return stream.getvalue()


@pytest.mark.parametrize("make", [as_xlsx, as_parquet])
def test_workbooks_and_parquet_are_taken_as_text_is(folder: Path, make):
    outcome = loaded(folder, make([HEADS, row(1), row(2)]))

    assert (2, Decimal("200.00"), True) == (
        outcome.taken,
        outcome.amount_taken,
        reconciles(outcome),
    )


MISFITS: list[tuple[dict[str, str], str, str]] = [
    ({"setl_time": "2024-02-30"}, "setl_time", "不是时间"),
    ({"setl_time": ""}, "setl_time", "缺少结算时间"),
    ({"insutype": "99"}, "insutype", "不是险种类型的代码"),
    ({"medfee_sumamt": "一百"}, "medfee_sumamt", "不是到分的金额"),
    ({"medfee_sumamt": "100.001"}, "medfee_sumamt", "不是到分的金额"),
    (
        {"medfee_sumamt": "-100.00", "inscp_amt": "-110.00"},
        "medfee_sumamt",
        "不应为负数",
    ),
    ({"inscp_amt": "89.99"}, "medfee_sumamt", "不等于全自费金额"),
    ({"setl_id": "S1"}, "setl_id", "与第 2 行重复"),
]
"""What does not fit in a row, the column that is named, and what is said of it."""


def test_what_does_not_fit_is_rejected_with_its_reason(folder: Path):
    misfits = [row(n, **said) for n, (said, _, _) in enumerate(MISFITS, 2)]

    outcome = loaded(folder, csv([row(1), *misfits, row(99)]))

    assert (len(MISFITS) + 2, 2, len(MISFITS), True) == (
        outcome.rows_in,
        outcome.taken,
        outcome.rejected,
        reconciles(outcome),
    )
    rejects = ask(folder, "SELECT row, column_name, reason FROM rejects ORDER BY row")
    for at, (rejection, (_, column, reason)) in enumerate(
        zip(rejects, MISFITS, strict=True), 3
    ):
        assert (at, column) == rejection[:2]
        assert reason in rejection[2]


WRITINGS = [
    ({"insutype": "城乡居民基本医疗保险"}, "insutype", "390"),
    ({"setl_time": "20240301"}, "setl_time", datetime(2024, 3, 1)),
    ({"setl_time": "2024/3/1 8:05"}, "setl_time", datetime(2024, 3, 1, 8, 5)),
    ({"certno": "11010519491231002x"}, "certno", "11010519491231002X"),
    ({"certno": "110105491231002"}, "certno", "11010519491231002X"),
]


@pytest.mark.slow
def test_writings_of_one_value_are_one_value(folder: Path):
    rows = [
        row(n, **({"certno": ""} | said)) for n, (said, _, _) in enumerate(WRITINGS, 1)
    ]

    loaded(folder, csv(rows, [*HEADS, "certno"]))

    for n, (_, column, kept) in enumerate(WRITINGS, 1):
        assert [(kept,)] == ask(
            folder, f"SELECT {column} FROM setl_d WHERE setl_id = 'S{n}'"
        )


def test_a_refund_is_negative_and_any_other_row_is_not(folder: Path):
    negative = {
        name: f"-{value}" for name, value in zip(HEADS[8:13], row(1)[8:13], strict=True)
    }

    outcome = loaded(
        folder,
        csv([row(1), row(2, **negative, refd_setl_flag="1"), row(3, **negative)]),
    )

    assert (2, 1) == (outcome.taken, outcome.rejected)
    assert Decimal("0.00") == outcome.amount_taken


@pytest.mark.slow
def test_rows_cut_off_are_rejected_with_what_they_hold(folder: Path):
    outcome = loaded(folder, csv([row(1), row(2)]) + "S3,M3,P1,39")

    assert (3, 2, 1, True) == (
        outcome.rows_in,
        outcome.taken,
        outcome.rejected,
        reconciles(outcome),
    )
    assert [(4, "S3,M3,P1,39")] == ask(folder, "SELECT row, value FROM rejects")


def test_the_same_content_again_changes_nothing(folder: Path):
    first = loaded(folder, TEXT)
    second = loaded(folder, TEXT, "again.csv")

    assert (False, True) == (first.unchanged, second.unchanged)
    assert [(1,)] == ask(folder, "SELECT count(*) FROM loads")
    assert [(2,)] == ask(folder, "SELECT count(*) FROM setl_d")


def test_a_corrected_extract_replaces_its_rows_and_says_so(folder: Path):
    loaded(folder, TEXT)
    outcome = loaded(
        folder, csv([row(2, medfee_sumamt="110.00", inscp_amt="100.00"), row(3)])
    )

    assert (2, 1) == (outcome.taken, outcome.replaced)
    assert [
        ("S1", Decimal("90.00")),
        ("S2", Decimal("100.00")),
        ("S3", Decimal("90.00")),
    ] == ask(folder, "SELECT setl_id, inscp_amt FROM setl_d ORDER BY 1")


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "空文件"),
        ("没有列名的一行\n又一行\n", "不像列名"),
        ("a,b,c\n1,2,3\n", "不像任何一张已知的表"),
        (csv([row(1)[:8]], HEADS[:8]), "缺少必需的列：医疗费总额（medfee_sumamt）"),
        (b"PAR1 broken", "损坏的 Parquet"),
        (b"PK\x03\x04 broken", "不是能读的工作簿"),
    ],
)
def test_a_file_that_is_no_extract_is_told_and_nothing_changes(
    folder: Path, content: str | bytes, message: str
):
    loaded(folder, TEXT)
    with pytest.raises(UnreadableDocument, match=message):
        loaded(folder, content, "other.csv")

    assert [(2,)] == ask(folder, "SELECT count(*) FROM setl_d")


def test_a_missing_file_and_an_unknown_table_are_told(folder: Path):
    with pytest.raises(UnreadableFile, match="打不开"):
        load(folder / "none.csv", folder)
    (folder.parent / "x.csv").write_text(TEXT)
    with pytest.raises(UnreadableDocument, match="没有叫 NONE 的表"):
        load(folder.parent / "x.csv", folder, "NONE")


@pytest.mark.slow
def test_a_crash_in_the_middle_leaves_nothing_half_loaded(folder: Path, monkeypatch):
    loaded(folder, TEXT)

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(taking, "_create", crash)
    with pytest.raises(KeyboardInterrupt):
        loaded(folder, csv([row(1, inscp_amt="80.00"), row(9, insutype="x")]))

    assert [(2, 0)] == ask(
        folder, "SELECT (SELECT count(*) FROM setl_d), (SELECT count(*) FROM rejects)"
    )


def test_a_folder_another_program_holds_is_told(folder: Path, monkeypatch):
    def locked(*_, **__):
        raise duckdb.IOException("locked")

    monkeypatch.setattr(duckdb, "connect", locked)
    with pytest.raises(UnreadableFile, match="另一个程序正在使用"):
        loaded(folder, TEXT)


def test_times_that_cannot_be_and_spans_turned_round_are_told(folder: Path):
    heads = [*HEADS, "begndate", "enddate"]
    rows = [
        [*row(1), "2024-02-20", "2024-03-01"],
        [*row(2, setl_time="2062-03-01 10:00:00"), "2024-02-20", "2024-03-01"],
        [*row(3, setl_time="1926-03-01 10:00:00"), "2024-02-20", ""],
        [*row(4), "2024-03-02", "2024-03-01"],
    ]

    notes = "\n".join(loaded(folder, csv(rows, heads)).notes)

    assert "结算时间有 2 行不在 1998 年到" in notes
    assert "如 2062-03-01" in notes
    assert "结束日期早于开始日期的有 1 行" in notes
    plain = loaded(folder, csv([rows[0]], heads)).notes
    assert not any("不在 1998 年" in note or "早于" in note for note in plain)
