"""Binary workbooks (.xlsb) are read as they look."""

from pathlib import Path

from jixiao.documents import open_document
from tests.documents.xlsb import PERCENT, PLAIN, WHITE, workbook

ROWS = [
    [("指标", PLAIN), ("目标", PLAIN), ("算法", PLAIN)],
    [("参保率", PLAIN), (0.95, PERCENT), ("甲", PLAIN)],
    [("测算", PLAIN), (1.0, PLAIN), ("乙", PLAIN)],
    [("满意度", WHITE), (0.9, PERCENT), ("丙", PLAIN)],
]


def test_numbers_stand_as_their_formats_print_them(tmp_path: Path):
    path = tmp_path / "a.xlsb"
    path.write_bytes(workbook(ROWS))
    document = open_document(path)

    assert [
        "指标\t目标\t算法", "参保率\t95%\t甲", "测算\t1\t乙", "满意度\t90%\t丙",
    ] == [line.text for line in document.lines]  # fmt: skip
    assert ["white_text"] == [note.code for note in document.notes]


def test_hidden_rows_and_columns_are_noted_and_not_read(tmp_path: Path):
    path = tmp_path / "a.xlsb"
    path.write_bytes(workbook(ROWS[:3], hidden_row=2, hidden_column=2))
    document = open_document(path)

    assert ["指标\t目标", "参保率\t95%"] == [line.text for line in document.lines]
    assert ["hidden_cells"] == [note.code for note in document.notes]
