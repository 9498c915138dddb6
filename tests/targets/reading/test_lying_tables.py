"""Tables that lie on their side."""

from jixiao.documents import Line
from jixiao.targets.reading.lying_tables import with_lying_tables_upright


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_lying_tables_upright(printed)]


LEVELS = "一级指标\t产出指标\t\t满意度指标"
NAMES = "三级指标\t更换井盖\t完好率\t居民满意度"
VALUES = "指标值\t≥90个\t98%\t≥85%"


def test_an_indicator_in_each_column_becomes_a_row_below_the_heads():
    assert [
        "项目名称\t井盖更换",
        "一级指标\t三级指标\t指标值",
        "产出指标\t更换井盖\t≥90个",
        "产出指标\t完好率\t98%",
        "满意度指标\t居民满意度\t≥85%",
    ] == texts("项目名称\t井盖更换", LEVELS, NAMES, VALUES)


def test_names_and_targets_of_unequal_number_are_left():
    assert [] == texts(LEVELS, NAMES, "指标值\t≥90个\t98%")
    assert [] == texts("三级指标\t指标值\t分值\t得分", VALUES)
