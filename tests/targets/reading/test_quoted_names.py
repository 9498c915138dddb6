"""Indicators in prose with their names in quotation marks."""

from jixiao.documents import Line
from jixiao.targets.reading.quoted_names import with_quoted_names_as_rows

PROSE = (
    "产出指标2条:设数量指标,一是“巡查河道里程”≥60公里,二是“清理漂浮物”=40吨;"
    "满意度指标为“沿河居民满意度”≥90%。"
)


def rows(text: str) -> list[str]:
    return [line.text for line in with_quoted_names_as_rows([Line(1, text)])]


def test_names_in_quotation_marks_stand_below_the_levels_told_before_them():
    assert [
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t巡查河道里程\t≥60公里",
        "产出指标\t数量指标\t清理漂浮物\t=40吨",
        "产出指标\t满意度指标\t沿河居民满意度\t≥90%",
    ] == rows(PROSE)


def test_words_in_quotation_marks_without_a_target_are_no_indicators():
    assert [] == rows("推进“清河行动”和“河长制”，完成“一河一策”3个。")
