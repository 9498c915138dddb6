"""A cell of any type in any wrapping is read as the value it holds, or refused; never as another."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import duckdb
import pytest

from jixiao.fund.intake.cells import cell_expressions
from jixiao.fund.tables import Column
from tests.drawn import drawn

REFUSED = "refused"
Value = str | Decimal | date | datetime | None

COLUMNS = {
    "identifier": Column("setl_id", "结算ID", "identifier"),
    "catalogue": Column("diag_code", "诊断代码", "catalogue"),
    "identity": Column("certno", "证件号码", "identity", personal=True),
    "text": Column("subject", "活动主题", "text"),
    "name": Column("psn_name", "人员姓名", "text", personal=True),
    "scheme": Column("insutype", "险种类型", "code", "insutype"),
    "care": Column("med_type", "医疗类别", "code", "med_type"),
    "person": Column("psn_type", "人员类别", "code", "psn_type"),
    "level": Column("hosp_lv", "医院等级", "code", "hosp_lv"),
    "flag": Column("refd_setl_flag", "退费结算标志", "code", "flag"),
    "amount": Column("medfee_sumamt", "医疗费总额", "amount"),
    "price": Column("pric", "单价", "price"),
    "number": Column("cnt", "数量", "number"),
    "share": Column("selfpay_prop", "自付比例", "share"),
    "date": Column("begndate", "开始日期", "date"),
    "time": Column("setl_time", "结算时间", "time"),
}


@cache
def scratch() -> duckdb.DuckDBPyConnection:
    """Give the store of this module: opening one takes longer than reading the cells."""
    return duckdb.connect()


def read(kind: str, cells: Sequence[str], source_type: str = "VARCHAR") -> list[Value]:
    """Read cells as a load does: quickly where they are plain, else mended or refused."""
    cell = cell_expressions(COLUMNS[kind], "c0", source_type)
    name = cell.column.name
    refused = " OR ".join(f"coalesce({test}, false)" for test, _ in cell.faults)
    mended = (
        f"SELECT place, CASE WHEN {refused} THEN NULL ELSE {name} END AS value, "
        f"{refused} AS refused FROM (SELECT *, {cell.mended} AS {name} FROM texts)"
    )
    store = scratch()
    store.execute(f"CREATE OR REPLACE TABLE raw (place INTEGER, c0 {source_type})")
    store.executemany("INSERT INTO raw VALUES (?, ?)", list(enumerate(cells)))
    store.execute(
        f"CREATE OR REPLACE TABLE seen AS SELECT *, {cell.plain} AS plain "
        f"FROM (SELECT *, {cell.quick} AS {name} FROM raw)"
    )
    store.execute(
        f"CREATE OR REPLACE TABLE texts AS SELECT place, {cell.text} AS c0 FROM raw"
    )
    rows = store.execute(
        f"SELECT CASE WHEN plain THEN 'quick' WHEN refused THEN 'refused' ELSE 'mended' END, "
        f"{name}, value FROM seen JOIN ({mended}) USING (place) ORDER BY place"
    ).fetchall()
    return [
        {"quick": quick, "mended": value, "refused": REFUSED}[how]
        for how, quick, value in rows
    ]


VALUES = {
    "identifier": {"S7": "S7", "640202199001011234": "640202199001011234", "0012": "0012", "6-1_a": "6-1_a"},
    "catalogue": {"I10.x00": "I10.x00", "45.0000": "45.0000", "A17.0+G01*": "A17.0+G01*"},
    "identity": {"11010519491231002X": "11010519491231002X", "640202199001011234": "640202199001011234"},
    "text": {"培训": "培训", "CT平扫+增强": "CT平扫+增强", "5'-核苷酸": "5'-核苷酸", "(一)班": "(一)班"},
    "name": {"张三": "张三", "买买提·艾力": "买买提·艾力", "O'Neil": "O'Neil"},
    "scheme": {"390": "390", "城乡居民基本医疗保险": "390", "391": "391"},
    "care": {"21": "21", "1404": "1404", "910301": "910301", "普通住院": "21"},
    "level": {"02": "02", "三级甲等": "02"},
    "flag": {"0": "0", "1": "1", "是": "1", "否": "0"},
    "amount": {"1000": Decimal(1000), "1000.5": Decimal("1000.5"), "-0.01": Decimal("-0.01")},
    "price": {"0.123456": Decimal("0.123456"), "12": Decimal(12)},
    "number": {"0.3333": Decimal("0.3333"), "7": Decimal(7)},
    "share": {"0.1": Decimal("0.1"), "1": Decimal(1), "10%": Decimal("0.1"), "12.5%": Decimal("0.125")},
    "date": {"2026-03-01": date(2026, 3, 1), "2026/3/1": date(2026, 3, 1), "20260301": date(2026, 3, 1),
             "2026年3月1日": date(2026, 3, 1), "46082": date(2026, 3, 1)},
    "time": {"2026-03-01 10:00:00": datetime(2026, 3, 1, 10), "2026/3/1 10:00": datetime(2026, 3, 1, 10),
             "2026-03-01T02:00:00Z": datetime(2026, 3, 1, 10), "20260301100000": datetime(2026, 3, 1, 10)},
}  # fmt: skip
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
WRAPPINGS = {
    "spaces": "  {}  ",
    "no-break space": "{}\u00a0",
    "wide space": "\u3000{}\u3000",
    "tab": "\t{}\t",
    "line end": "{}\r\n",
    "byte order mark": "\ufeff{}",
    "zero width": "\u200b{}\u200b",
    "null": "{}\0",
    "thin space": "\u2009{}",
    "formula": '="{}"',
    "formula after a space": ' ="{}" ',
    "apostrophe": "'{}",
    "apostrophes": "'{}'",
}


@drawn(one_of=4)
@pytest.mark.parametrize("kind", VALUES)
def test_what_stands_around_a_value_is_no_part_of_it(kind: str):
    cells = {
        wrapping.format(written): value
        for wrapping in WRAPPINGS.values()
        for written, value in VALUES[kind].items()
    }

    assert list(cells.items()) == list(zip(cells, read(kind, list(cells)), strict=True))


@pytest.mark.parametrize(
    "kind", [kind for kind in VALUES if kind not in ("text", "name")]
)
def test_full_width_signs_are_the_same_value(kind: str):
    cells = {written.translate(WIDE): value for written, value in VALUES[kind].items()}

    assert list(cells.items()) == list(zip(cells, read(kind, list(cells)), strict=True))


@drawn(one_of=4)
@pytest.mark.parametrize("kind", VALUES)
def test_what_programs_write_for_nothing_is_nothing(kind: str):
    cells = [
        "NULL",
        "null",
        "(null)",
        "\\N",
        "NaN",
        "None",
        "N/A",
        "",
        "  ",
        "'",
        '=""',
    ]

    assert [None] * len(cells) == read(kind, cells)


@drawn(one_of=4)
@pytest.mark.parametrize("kind", VALUES)
def test_a_formula_that_failed_is_refused(kind: str):
    cells = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "######"]

    assert [REFUSED] * len(cells) == read(kind, cells)


OTHERWISE = {
    "identifier": {
        "6.40e+17": REFUSED, "6.40E+17": REFUSED, "6.4E17": REFUSED, "6E+17": REFUSED,
        "1001.0": "1001", "1001.00": "1001", "640202199001011234.0": REFUSED, "1.5": "1.5",
        "-": None, "/": None, "无": None, "S\ufffd": REFUSED, "S 1": "S 1", "6E17": "6E17",
    },
    "catalogue": {"6.40e+17": REFUSED, "45.0": "45.0", "Ｉ１０": "I10"},
    "identity": {
        "64020219900101123x": "64020219900101123X", "640202 19900101 1234": "640202199001011234",
        "110105491231002": "11010519491231002X", "999999999999999": "999999999999999",
        "护照E1234": "护照E1234", "6.40202E+17": REFUSED, "640202199001011000": REFUSED,
        "64020219900101123": "64020219900101123",
    },
    "name": {"张?": REFUSED, "张\ufffd": REFUSED, "锟斤拷": REFUSED, "张锟": "张锟", "李㐂": "李㐂", "NULL": None},
    "text": {"几\r\n行": "几\n行", "？": "？", "2型糖尿病": "2型糖尿病"},
    "scheme": {"居民": REFUSED, "39": REFUSED, "3900": REFUSED, "390.0": "390", "390居民": REFUSED, "0390": REFUSED},
    "care": {"其他": REFUSED, "21床": REFUSED, "210": REFUSED, "2101011": REFUSED, "9901": "9901", "02": REFUSED},
    "person": {"5": REFUSED, "50岁以上": REFUSED, "110101199001011234": REFUSED, "1101": "1101", "050": REFUSED},
    "level": {"5": REFUSED, "002": REFUSED, "02级别不明": REFUSED, "15": "15"},
    "flag": {"10": REFUSED, "01": REFUSED, "2": REFUSED, "1床": REFUSED, "1.0": "1", "Y": REFUSED},
    "amount": {
        "1,000.00": Decimal(1000), "12,345,678.90": Decimal("12345678.90"), "1 000.00": Decimal(1000),
        "￥1000.00": Decimal(1000), "1000.00元": Decimal(1000),
        "-￥5": Decimal(-5), "¥-5": Decimal(-5), "+5": Decimal(5),
        ".5": Decimal("0.5"), "1.0E+3": Decimal(1000), "0E-8": Decimal(0), "1.2345E3": Decimal("1234.5"),
        "1.234500e+03": Decimal("1234.5"), "0.00E+00": Decimal(0), "850.0000000": Decimal(850),
        "0.30000000000000004": Decimal("0.30"), "123456.78000000001": Decimal("123456.78"),
        "1000,00": REFUSED, "1,2,3": REFUSED, "1,00.00": REFUSED, "1,0000": REFUSED, "10,00,000": REFUSED,
        "1.000,00": REFUSED, "(1000.00)": REFUSED, "1000.004": REFUSED, "1000.0000004": REFUSED,
        "1.00E+03": REFUSED, "1.23457E+11": REFUSED, "1.234568e+05": REFUSED, "1_000": REFUSED,
        "1000-": REFUSED, "12元34": REFUSED, "1万": REFUSED, "0x10": REFUSED, "一百": REFUSED, "-": REFUSED,
        "1 2": REFUSED, "1.2.3": REFUSED, "99999999999999999": REFUSED, "--5": REFUSED, "¥": REFUSED, ".": REFUSED,
    },
    "price": {"1.1234567": REFUSED, "1.5E-1": Decimal("0.15"), "1,234.5": Decimal("1234.5")},
    "number": {"3天": REFUSED, "0.33333": REFUSED, "1/2": REFUSED, "1e2": Decimal(100)},
    "share": {"65": REFUSED, "0.12345": REFUSED, "0.99999999": REFUSED, "-0.1": REFUSED, "10%%": REFUSED,
              "100%": Decimal(1), "1.5%": Decimal("0.015"), "0.005%": REFUSED, "%": REFUSED},
    "date": {
        "2025-12-31T17:00:00Z": date(2026, 1, 1), "2026-03-01 23:59:59": date(2026, 3, 1), "2026.3.1": date(2026, 3, 1),
        "2026-02-30": REFUSED, "26/3/1": REFUSED, "3/1/2026": REFUSED, "2026111": REFUSED, "202603": REFUSED,
        "20260-03-01": REFUSED, "0026-03-01": REFUSED, "0001-01-01": REFUSED, "9999-12-31": date(9999, 12, 31),
        "2025-12-31 24:00:00": REFUSED, "1772330400000": REFUSED, "infinity": REFUSED, "2026-03-01 BC": REFUSED,
        "2024-02-29": date(2024, 2, 29), "2023-02-29": REFUSED, "2026-13-01": REFUSED,
    },
    "time": {
        "2025-12-31T17:00:00Z": datetime(2026, 1, 1, 1), "2025-12-31 17:00:00+00": datetime(2026, 1, 1, 1),
        "2026-03-01T10:00:00+08:00": datetime(2026, 3, 1, 10), "2026-03-01T10:00:00+0800": datetime(2026, 3, 1, 10),
        "2025-12-31T12:00:00-05:00": datetime(2026, 1, 1, 1),
        "2026-03-01T10:00:00.000+09:30": datetime(2026, 3, 1, 8, 30),
        "2026-03-01 10:00:00.0": datetime(2026, 3, 1, 10), "2026-03-01 01:00:0Z": datetime(2026, 3, 1, 9),
        "2026/03/01 9:05": datetime(2026, 3, 1, 9, 5), "2026年3月1日10时05分": datetime(2026, 3, 1, 10, 5),
        "46082.4375": datetime(2026, 3, 1, 10, 30), "202603011000": datetime(2026, 3, 1, 10),
        "20260301 100000": datetime(2026, 3, 1, 10),
        "2026-03-01 25:00:00": REFUSED, "2026-03-01 24:00:00": REFUSED, "2026-03-01 10:00:60": REFUSED,
        "2026-03-01 10": REFUSED,
        "2026-03-01 10:00 PM": REFUSED, "2026-03-01 Asia/Shanghai": REFUSED, "20260301103": REFUSED,
        "10:00:00": REFUSED,
    },
}  # fmt: skip


@drawn(one_of=4)
@pytest.mark.parametrize("kind", OTHERWISE)
def test_other_writings_are_the_value_they_write_or_refused(kind: str):
    cells = OTHERWISE[kind]

    assert list(cells.items()) == list(zip(cells, read(kind, list(cells)), strict=True))
