"""Heads that say of which period they are."""

import pytest

from jixiao.documents import Line
from jixiao.targets.reading.marked_blocks import with_the_year_of_marked_heads

HEADS = "一级指标\t二级指标(长期)\t三级指标(长期)\t指标值(长期)\t二级指标(年度)\t三级指标(年度)\t指标值(年度)"


def texts(*rows: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate((HEADS, *rows), 1)]
    return [line.text for line in with_the_year_of_marked_heads(printed)]


def cells(*rows: str) -> list[str]:
    """The same form with one cell a line, blank cells lost."""
    stream = [cell for row in (HEADS, *rows) for cell in row.split("\t") if cell]
    printed = [Line(number, text) for number, text in enumerate(stream, 1)]
    return [line.text for line in with_the_year_of_marked_heads(printed)]


ROWS = (
    "产出指标\t数量指标\t\t\t数量指标\t改造校舍\t18所",
    "产出指标\t数量指标\t加固围墙\t900米\t数量指标\t加固围墙\t300米",
    "产出指标\t质量指标\t验收合格率\t100%\t质量指标\t\t",
    "效益指标\t社会效益指标\t\t\t社会效益指标\t办学条件\t改善",
)
YEAR = [
    "产出指标\t数量指标\t改造校舍\t18所",
    "产出指标\t数量指标\t加固围墙\t300米",
    "效益指标\t社会效益指标\t办学条件\t改善",
]


@pytest.mark.parametrize("laid_out", [texts, cells])
def test_the_years_cells_are_the_rows(laid_out):
    assert YEAR == laid_out(*ROWS)[1:]


@pytest.mark.parametrize("laid_out", [texts, cells])
def test_the_sum_below_stays(laid_out):
    assert "合计" == laid_out(*ROWS, "合计")[-1]


def test_rows_of_which_only_the_term_prints_its_level_are_not_paired():
    rows = "产出指标\t数量指标\t改造校舍\t18所", "产出指标\t数量指标\t加固围墙\t900米"

    assert [HEADS, *rows] == texts(*rows)
