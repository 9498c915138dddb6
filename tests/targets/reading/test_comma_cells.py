"""Sheets written as text, their cells parted by commas."""

from jixiao.documents import Line
from jixiao.targets.reading.comma_cells import with_commas_as_cells

SHEET = (
    '"一级指标","二级指标","三级指标","指标值"',
    '"产出指标","数量指标","改造泵站","≥4座"',
    '"","","清淤长度","≥1,200米"',
    '"","质量指标","合格率","100%"',
)


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_commas_as_cells(printed)]


def test_commas_outside_of_quotes_part_cells():
    assert [
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t改造泵站\t≥4座",
        "\t\t清淤长度\t≥1,200米",
        "\t质量指标\t合格率\t100%",
    ] == texts(*SHEET)


def test_lines_with_many_commas_of_a_text_stay():
    prose = [f"改造泵站{n}座,清淤,绿化,照明{',' * n}" for n in range(5)]

    assert prose == texts(*prose)
