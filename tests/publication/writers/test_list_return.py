"""The letter holds each list with what is to be corrected, and what was not asked."""

from datetime import date
from pathlib import Path

import docx
import pytest

from jixiao.errors import UnreadableFile
from jixiao.fund.grouping.quality.returns import HospitalReturn, ListMark
from jixiao.publication import write_list_return

REFUSED = (
    ListMark("a1", date(2026, 3, 9), "QS01 日期先后不对", "出院早于入院"),
    ListMark("a1", None, "QC01 主要诊断不是一个", "有两个"),
)
WARNED = (ListMark("a3", date(2026, 5, 1), "QS04 时间多于住院", "十天"),)


def test_a_letter_lists_what_is_to_be_corrected(tmp_path: Path):
    path = tmp_path / "new" / "H1.docx"
    made = HospitalReturn(
        "H1", "某医院（H1）", 2026, 30, REFUSED, WARNED, ("手术编码（没有收）",)
    )

    write_list_return(made, path)

    paper = docx.Document(str(path))
    text = "".join(paragraph.text for paragraph in paper.paragraphs)
    rows = [[[c.text for c in row.cells] for row in t.rows] for t in paper.tables]
    assert "某医院（H1）：" in text
    assert "30 张，经核对有 1 张要更正（2 处）" in text
    assert "没有核对的：手术编码（没有收）" in text
    assert ["1", "a1", "2026-03-09", "QS01 日期先后不对", "出院早于入院"] == rows[0][1]
    assert "没有记" == rows[0][2][2]
    assert [["十天"]] == [[row[-1]] for row in rows[1][1:]]


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    made = HospitalReturn("H1", "H1", 2026, 1, REFUSED, (), ())

    with pytest.raises(UnreadableFile, match="不能写入"):
        write_list_return(made, blocked / "H1.docx")
