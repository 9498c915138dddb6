"""Indicators told label by label."""

from jixiao.documents import Line
from jixiao.targets.reading.records import with_records_as_rows


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_records_as_rows(printed)]


def test_labels_with_their_values_become_rows_below_heads():
    lines = (
        "项目名称：河道清淤",
        "一级指标：产出指标",
        "二级指标：数量指标",
        "三级指标：清淤长度",
        "指标值：≥9公里",
        "三级指标：清淤方量 指标值：2万方",
        "二级指标：质量指标",
        "三级指标：验收合格率",
        "指标值：100%",
    )

    assert [
        "项目名称：河道清淤",
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t清淤长度\t≥9公里",
        "产出指标\t数量指标\t清淤方量\t2万方",
        "产出指标\t质量指标\t验收合格率\t100%",
    ] == texts(*lines)


def test_one_record_alone_is_no_table():
    assert [] == texts("三级指标：清淤长度", "指标值：≥9公里")


def test_levels_stand_in_marks_above_the_records():
    rows = texts(
        "【产出指标】", "◆数量指标", "指标名称:清淤长度", "目标值:≥9公里",
        "◆质量指标", "指标名称:合格率", "目标值:100%",
    )  # fmt: skip

    assert [
        "产出指标\t数量指标\t清淤长度\t≥9公里",
        "产出指标\t质量指标\t合格率\t100%",
    ] == rows[1:]


def test_indicators_that_open_with_their_name_keep_the_level_behind_it():
    rows = texts(
        "指标名称：清淤长度", "指标类别：产出指标-数量指标", "目标值：≥9公里",
        "指标名称：验收合格率", "指标类别：产出指标-质量指标", "目标值：100%",
    )  # fmt: skip

    assert [
        "产出指标\t数量指标\t清淤长度\t≥9公里",
        "产出指标\t质量指标\t验收合格率\t100%",
    ] == rows[1:]
