"""Rows that two tables of one project give with different targets."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from tests.targets.reading.test_row_doubts import TABBED, TITLE

ROWS = (
    "产出指标\t数量指标\t更新水泵\t{}台\n\t质量指标\t合格率\t≥{}%\n"
    "\t时效指标\t完工时间\t5月底前\n"
)


def doubted(*values: tuple[int, int]) -> list[bool]:
    text = "".join(TITLE + TABBED + ROWS.format(*pair) for pair in values)
    opened = read_text(text.encode(), "a.txt", "0" * 64, Settings())
    tables = read_opened(opened).tables
    return [row.evidence.unsure for table in tables for row in table.indicators]


def test_several_rows_with_two_targets_are_doubted_in_both_tables():
    assert [True, True, False] * 2 == doubted((12, 95), (20, 98))


def test_one_row_with_two_targets_is_a_slip_on_paper():
    assert not any(doubted((12, 95), (12, 98)))
