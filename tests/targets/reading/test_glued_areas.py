"""Values of areas run together behind a sign."""

from jixiao.documents import Line
from jixiao.targets.reading.glued_areas import with_area_values_apart

ABOVE = "江口区2024年堤防修复资金绩效目标表项目名称堤防修复"
HEADS = "一级指标二级指标三级指标指标解释指标方向东滩镇西滩镇"


def texts(text: str) -> list[str]:
    return [line.text for line in with_area_values_apart([Line(1, text)])]


def test_each_row_ends_behind_the_value_of_the_last_area():
    rows = (
        "产出指标数量指标修复处数(处)完成数量≥23清淤渠道(公里)机械清淤≥12公里17公里"
        "成本指标经济成本指标年管护费(万元)每座费用≤1.51.4"
        "质量指标是否存在缺陷是/否否否"
    )

    assert [
        ABOVE,
        "一级指标 二级指标 三级指标 指标解释 指标方向 东滩镇西滩镇",
        "产出指标数量指标修复处数(处) 完成数量 ≥ 2 3",
        "清淤渠道(公里) 机械清淤 ≥ 12公里 17公里",
        "成本指标经济成本指标年管护费(万元) 每座费用 ≤ 1.5 1.4",
        "质量指标是否存在缺陷 是/否 否 否",
    ] == texts(ABOVE + HEADS + rows)


def test_a_run_that_does_not_part_evenly_stays():
    rows = "产出指标数量指标修复处数(处)≥212清淤渠道(公里)≥12公里17公里"

    assert [ABOVE + HEADS + rows] == texts(ABOVE + HEADS + rows)


def test_heads_without_areas_stay():
    text = f"{ABOVE}一级指标二级指标三级指标指标方向指标值产出指标数量指标修复处数≥2处"

    assert [text] == texts(text)
