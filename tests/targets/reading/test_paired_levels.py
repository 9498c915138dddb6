"""Two levels in one cell."""

from jixiao.documents import Line
from jixiao.targets.reading.paired_levels import with_paired_levels_apart

HEADS = "指标类型\t指标名称\t指标值"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_paired_levels_apart(printed)]


def test_a_pair_of_levels_has_a_column_for_each():
    rows = (
        "产出指标-数量指标\t清淤长度\t9公里",
        "效益指标－社会效益指标\t受益人口\t2万人",
    )

    assert [
        "一级指标\t二级指标\t指标名称\t指标值",
        "产出指标\t数量指标\t清淤长度\t9公里",
        "效益指标\t社会效益指标\t受益人口\t2万人",
    ] == texts(HEADS, *rows)


def test_cells_of_one_level_stay_as_they_are():
    rows = ("产出指标\t清淤长度\t9公里", "效益指标\t受益人口\t2万人")

    assert [HEADS, *rows] == texts(HEADS, *rows)


def test_pairs_behind_the_names_come_before_them():
    lines = [
        Line(1, "指标名称\t指标类别\t目标值"),
        Line(2, "更换井盖\t产出—数量\t≥90个"),
        Line(3, "井盖完好率\t产出—质量\t98%"),
        Line(4, "居民满意度\t满意度\t≥85%"),
    ]

    assert [
        "一级指标\t二级指标\t指标名称\t目标值",
        "产出\t数量\t更换井盖\t≥90个",
        "产出\t质量\t井盖完好率\t98%",
        "满意度\t\t居民满意度\t≥85%",
    ] == [line.text for line in with_paired_levels_apart(lines)]
