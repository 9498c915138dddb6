"""A score sheet as a workbook says what its TOML says, or is refused in words."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.score_sheet import load_score_sheet
from jixiao.publication.writers.score_sheet import score_sheet_xlsx, tables_xlsx
from tests.fund.supervision.test_score_sheet import SHEET


def changed_tables(path: Path, cell: str, text: str) -> dict[str, list[list[str]]]:
    """Return the worksheets of a sheet with the text of one cell changed: 评分表!F2."""
    path.write_bytes(score_sheet_xlsx(SHEET))
    book = CalamineWorkbook.from_path(path)
    tables = {n: book.get_sheet_by_name(n).to_python() for n in book.sheet_names}
    name, _, place = cell.partition("!")
    tables[name][int(place[1:]) - 1][ord(place[0]) - ord("A")] = text
    return tables


def test_what_is_written_is_read_again(tmp_path: Path):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(score_sheet_xlsx(SHEET))

    assert SHEET == load_score_sheet(path)


@pytest.mark.parametrize(
    ("cell", "text", "message"),
    [
        ("评分表!F2", "30", "各项满分合计 110"),
        ("评分表!F2", "二十", "应是一个数"),
        ("评分表!C2", "看情况", "计分办法“看情况”不是已知的"),
        ("评分表!A3", "upload", "upload 写了两次"),
        ("评分表!D3", "", "缺少 source"),
        ("评分表!I3", "70，10", "应写成 70:10"),
        ("评分表!I3", "80:15；70:10", "从低到高"),
        ("评分表!A1", "代码", "没有表头"),
        ("评分表!L1", "备注", "备注 不是已知的栏"),
        ("等级!B5", "10", "最低分空着"),
        ("说明!B5", "大概", "应写“是”或“否”"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, cell: str, text: str, message: str):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(tables_xlsx(changed_tables(path, cell, text)))

    with pytest.raises(JixiaoError, match=message):
        load_score_sheet(path)


def test_no_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"no")

    with pytest.raises(JixiaoError, match="不是能读的工作簿"):
        load_score_sheet(path)
