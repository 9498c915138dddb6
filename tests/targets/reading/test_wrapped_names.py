"""Names that a narrow column broke over two lines."""

import pytest

from jixiao.documents import Line
from jixiao.targets.reading.wrapped_names import with_wrapped_names

HEADS = "二级指标  三级指标  指标值"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate((HEADS, *lines), 1)]
    return [line.text for line in with_wrapped_names(printed)][1:]


@pytest.mark.parametrize(
    ("row", "rest", "whole"),
    [
        ("质量指标  泵房巡  ≥95%", "    查率", "质量指标  泵房巡查率  ≥95%"),
        ("满意度指标  灌区农户  ≥90%", "满意度", "满意度指标  灌区农户满意度  ≥90%"),
    ],
)
def test_the_end_of_a_name_goes_back_to_it(row: str, rest: str, whole: str):
    assert [whole] == texts(row, rest)


@pytest.mark.parametrize(
    ("row", "rest"),
    [
        ("质量指标  泵房巡查率  ≥95%", "及时率"),
        ("数量指标  更新水泵  12台", "时效指标"),
        ("数量指标  更新水泵  12台", "增压泵站"),
    ],
)
def test_what_stands_for_itself_stays(row: str, rest: str):
    assert [row, rest] == texts(row, rest)
