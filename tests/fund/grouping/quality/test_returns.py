"""What goes back to a hospital is what was refused, in the order of its lists."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from jixiao.fund.grouping.discharged import columns
from jixiao.fund.grouping.kept import LIST_MARKS
from jixiao.fund.grouping.quality import library
from jixiao.fund.grouping.quality.rates import CheckedLists, HospitalRates, Marked
from jixiao.fund.grouping.quality.returns import returns_of
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


def test_refused_lists_go_back_and_leads_do_not(tmp_path: Path):
    rates = [HospitalRates(code, 9, 9, 9, 9, 9, 9, 9) for code in ("H1", "H2", "H3")]
    unasked = Marked(library()["QC02"], 0, "没有收 DIAG_B")
    names = list(LIST_MARKS.columns)
    table = pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in MARKS])
    with open_scratch(tmp_path) as engine:
        LIST_MARKS.keep(engine, columns({name: table[name] for name in names}))
        (letter,) = returns_of(engine, CheckedLists((unasked,), tuple(rates)), 2026)

    assert ("H1", 2) == (letter.hospital, letter.returned)
    assert ["a1", "a1", "a2"] == [mark.setl_id for mark in letter.refused]
    assert ["十天"] == [mark.says for mark in letter.warned]
    assert ("诊断编码当天无效（没有收 DIAG_B）",) == letter.not_asked
