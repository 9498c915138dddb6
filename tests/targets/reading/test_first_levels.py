"""Satisfaction as a second level under benefits, as some provinces print it."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

ABOVE = "项目支出绩效目标表\n项目名称：路口改造\n一级指标\t二级指标\t三级指标\t指标值\n"
BENEFIT = "效果指标\t社会效益指标\t延误下降率\t≥15%\n"


def labels(rows: str) -> list[tuple[str | None, str | None]]:
    (table,) = read_opened(
        read_text((ABOVE + rows).encode(), "a.txt", "0" * 64, Settings())
    ).tables
    return [(row.dimension, row.dimension_label) for row in table.indicators]


def test_satisfaction_under_benefits_bears_their_printed_label():
    rows = BENEFIT + "\t服务对象满意度指标\t市民满意度\t≥80%\n"

    assert ("满意度指标", "效果指标") == labels(rows)[-1]


def test_satisfaction_with_a_first_level_of_its_own_keeps_it():
    rows = BENEFIT + "满意度指标\t服务对象满意度指标\t市民满意度\t≥80%\n"

    assert ("满意度指标", "满意度指标") == labels(rows)[-1]
