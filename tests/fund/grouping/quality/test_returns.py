"""What goes back to a hospital is what was refused, in the order of its lists."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from jixiao.fund.grouping.discharged import columns
from jixiao.fund.grouping.kept import LIST_CHECKS, LIST_MARKS, LIST_RATES
from jixiao.fund.grouping.quality.returns import returns_of
from jixiao.fund.records import KeptTable
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch

DAY = date(2026, 3, 9)
MARKS = [
    ("a2", "H1", DAY, 2026, "QS02", "必填项空白", "拒绝", "性别空白"),
    ("a1", "H1", None, 2026, "QS01", "日期先后不对", "拒绝", "出院早于入院"),
    ("a1", "H1", DAY, 2026, "QC01", "主要诊断不是一个", "拒绝", "两个"),
    ("a3", "H1", DAY, 2026, "QS04", "时间多于住院", "警告", "十天"),
    ("a3", "H1", DAY, 2026, "QR01", "可能选错", "提示", "另一个"),
    ("a4", "H1", DAY, 2025, "QS01", "日期先后不对", "拒绝", "去年的"),
    ("b1", "H2", DAY, 2026, "QS04", "时间多于住院", "警告", "九天"),
]


def keep(engine: Embedded, kept: KeptTable, rows: list[tuple]) -> None:
    names = list(kept.columns)
    table = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])
    kept.keep(engine, columns({name: table[name] for name in names}))


def test_refused_lists_go_back_and_leads_do_not(tmp_path: Path):
    rates = [(code, 2026, *[9] * 10) for code in ("H1", "H2", "H3")]
    check = ("QC02", 2026, "诊断编码当天无效", "拒绝", 0, "没有收 DIAG_B")
    with open_scratch(tmp_path) as engine:
        for kept, rows in (
            (LIST_MARKS, MARKS),
            (LIST_RATES, rates),
            (LIST_CHECKS, [check]),
        ):
            keep(engine, kept, rows)
        engine.run(
            "CREATE TABLE FIXMEDINS_B AS SELECT 'H1' fixmedins_code, '某医院' fixmedins_name"
        )
        (letter,) = returns_of(engine, 2026)

    assert ("H1", "某医院（H1）", 2) == (
        letter.hospital,
        letter.addressee,
        letter.returned,
    )
    assert ["a1", "a1", "a2"] == [mark.setl_id for mark in letter.refused]
    assert ["十天"] == [mark.says for mark in letter.warned]
    assert ("诊断编码当天无效（没有收 DIAG_B）",) == letter.not_asked
