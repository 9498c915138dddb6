"""Score tables run together with points behind every level, told by their sums."""

import pytest

from jixiao.documents import Line
from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets.reading.glued_points import with_glued_points_as_rows

TITLE = "公厕改造项目绩效评价评分表"
HEADS = "一级指标分值二级指标分值三级指标分值得分"
ROWS = (
    "项目决策10立项依据6立项依据充分性33立项程序规范性32.5绩效目标4目标合理性43"
    "项目产出20产出数量20改造公厕座数1515新建公厕座数55合计1003028.5"
)


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}{HEADS}{ROWS}",
        f"{TITLE}\n{HEADS}\n{ROWS}",
        f"{TITLE}\n{HEADS}\n{ROWS[:34]}\n{ROWS[34:]}",
    ],
)
def test_points_are_parted_so_that_they_add_up_at_every_level(text: str):
    (table,) = read_opened(
        read_text(text.encode(), "a.txt", "0" * 64, Settings())
    ).tables

    assert [
        ("项目决策(10分)", "立项依据(6分)", "立项依据充分性", 3, 3),
        ("项目决策(10分)", "立项依据(6分)", "立项程序规范性", 3, 2.5),
        ("项目决策(10分)", "绩效目标(4分)", "目标合理性", 4, 3),
        ("项目产出(20分)", "产出数量(20分)", "改造公厕座数", 15, 15),
        ("项目产出(20分)", "产出数量(20分)", "新建公厕座数", 5, 5),
    ] == [
        (row.dimension_label, row.aspect_label, row.name, row.weight, row.score)
        for row in table.indicators
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "项目决策10立项依据6立项依据充分性33立项程序规范性43项目产出20产出数量20座数2020",
        "项目决策9立项依据9甲111乙1111丙111",
    ],
    ids=["what does not add up", "what adds up in several ways"],
)
def test_a_table_whose_sums_leave_a_choice_stays_as_it_is(rows: str):
    lines = [Line(1, f"{HEADS}{rows}", 1)]

    assert lines == with_glued_points_as_rows(lines)
