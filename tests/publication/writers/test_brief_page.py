"""The brief on paper: columns as wide as their words, tables whole, months as people write them."""

import io
from datetime import date

import docx
import pytest

from jixiao.fund.outlook.brief import Brief, BriefTable
from jixiao.publication.writers.brief_page import brief_docx, is_number
from jixiao.settings import Settings

TABLE = BriefTable(
    "七、预警信号", ("信号", "自"), (("一类医疗的次均基金支付突然变贵", "2026-05"),)
)


def test_months_signs_and_tables_stay_whole():
    brief = Brief(date(2026, 5, 1), ("增减 -1,814.82 元。",), (TABLE,), (), ())

    paper = docx.Document(io.BytesIO(brief_docx(brief, Settings.load())))

    text = [line.text for line in paper.paragraphs]
    assert "医保基金运行分析（2026 年 5 月）" in text
    assert "增减 −1,814.82 元。" in text
    head, row = paper.tables[0].rows
    assert head.cells[0].paragraphs[0].paragraph_format.keep_with_next
    assert not row.cells[0].paragraphs[0].paragraph_format.keep_with_next
    wide, narrow = (cell.width for cell in row.cells)
    assert 30 / 10 == pytest.approx(wide / narrow, rel=0.05)


def test_no_number_is_broken_beside_long_words():
    words = (
        "回测 33 次：回归误差 18.0%，上年同月误差 18.1%（回归小 1%）；区间盖住 18/18"
    )
    heads = ("险种、类别", "本月实际（元）", *("推算（区间）",) * 3, "回测")
    ahead = "441,394.51 （286,700.33 至 679,556.67）"
    table = BriefTable(
        "八、推算", heads, (("居民", "12,778,493.36", *(ahead,) * 3, words),)
    )
    brief = Brief(date(2026, 5, 1), (), (table,), (), ())

    paper = docx.Document(io.BytesIO(brief_docx(brief, Settings.load())))

    widths = [cell.width.cm for cell in paper.tables[0].rows[1].cells]
    assert len("12,778,493.36") * 0.2 < widths[1]
    assert len("（286,700.33") * 0.2 < widths[2]
    assert 25.7 == pytest.approx(sum(widths), abs=0.1)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1,234.50", True),
        ("+3.20%", True),
        ("—", True),
        ("2026-05", False),
        ("H1", False),
    ],
)
def test_a_month_is_no_number(text: str, is_one: bool):
    assert is_one == is_number(text)
