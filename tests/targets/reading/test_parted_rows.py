"""Rows whose cells all stand apart, one below each head."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

TITLE = "项目支出绩效自评表\n(2024年度)\n项目名称 泵站更新\n"
HEADS = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因\n"
ROWS = (
    "产出指标 数量指标 更新水泵 十二台套 十二台套 20 20\n"
    "质量指标 泵房外观 清清爽爽 焕然一新 10 9 有灰\n"
    "时效指标 完工时日 秋收以前 秋收以前 10 10\n"
)


def unsure(text: str) -> list[str]:
    """The names of the rows that bear a doubt."""
    opened = read_text(text.encode(), "a.txt", "0" * 64, Settings())
    (table,) = read_opened(opened).tables
    return [row.name for row in table.indicators if row.evidence.unsure]


@pytest.mark.parametrize("gap", ["\n", " "])
def test_one_piece_below_each_head_is_a_row_in_any_words(gap: str):
    assert [] == unsure(TITLE + HEADS.replace(" ", gap) + ROWS.replace(" ", gap))


@pytest.mark.parametrize(
    ("whole", "other"),
    [
        ("焕然一新 10 9 有灰", "10 9"),
        ("泵房外观 清清爽爽", "泵房外观清清爽爽"),
        ("清清爽爽", "清清 爽爽"),
    ],
)
def test_a_piece_too_many_or_too_few_is_no_whole_row(whole: str, other: str):
    text = TITLE + HEADS + ROWS.replace(whole, other)

    assert [name for name in unsure(text) if name.startswith("泵房外观")]


def test_rows_over_lines_need_whole_rows_beside_them():
    """A value that goes on on the next line makes another row of it."""
    text = (TITLE + HEADS + ROWS).replace(" ", "\n")

    assert unsure(text.replace("清清爽爽\n", "清清爽爽\n之极\n"))


@pytest.mark.parametrize(
    "head", ["指标值 上报口径", "上报口径 指标值", "指标值 指标值"]
)
def test_heads_that_nobody_knows_or_that_are_printed_twice_prove_nothing(head: str):
    heads = f"一级指标 二级指标 三级指标 {head}\n"
    rows = "产出指标 数量指标 更新水泵 清清爽爽 焕然一新\n质量指标 合格比率 秋收以前 不少一台\n"

    assert ["更新水泵", "合格比率"] == unsure(TITLE + heads + rows)
