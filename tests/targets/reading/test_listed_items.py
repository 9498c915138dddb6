"""Indicators listed below labels, or behind both of their levels."""

from jixiao.documents import Line
from jixiao.targets.reading.listed_items import (
    with_chains_as_rows,
    with_listed_items_as_rows,
)

HEADS = "一级指标\t二级指标\t三级指标\t指标值"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_listed_items_as_rows(printed)]


def test_items_below_numbered_labels_are_rows_of_cells():
    rows = texts(
        "（一）产出指标", "1.数量指标", "（1）疏浚沟渠：12公里", "（2）整修闸门：6座", "2.时效指标",
        "（1）完工时间：汛期前", "填表人：甲",
    )  # fmt: skip

    assert [
        HEADS,
        "产出指标\t数量指标\t疏浚沟渠\t12公里",
        "产出指标\t数量指标\t整修闸门\t6座",
        "产出指标\t时效指标\t完工时间\t汛期前",
        "填表人：甲",
    ] == rows


def test_items_behind_both_levels_are_rows_of_cells():
    rows = texts(
        "产出指标-数量指标-疏浚沟渠：1,200米",
        "产出指标-质量指标-验收：一次通过",
        "效益指标-社会效益指标-受益人口：2万人",
    )

    assert [
        HEADS,
        "产出指标\t数量指标\t疏浚沟渠\t1,200米",
        "产出指标\t质量指标\t验收\t一次通过",
        "效益指标\t社会效益指标\t受益人口\t2万人",
    ] == rows


def test_sentences_below_labels_are_no_items():
    lines = ("一、产出指标", "数量指标：疏浚沟渠12公里，整修闸门6座", "二、效益指标", "社会效益指标：受益2万人",
            "三、满意度指标", "服务对象满意度指标：村民满意度90%")  # fmt: skip

    assert [] == texts(*lines)


def test_chains_become_rows_beside_a_form_of_another_shape():
    chains = [
        f"产出指标—数量指标—{name}：≥{n}处"
        for n, name in enumerate(("甲点", "乙点", "丙点"), 3)
    ]
    lines = [Line(n, text) for n, text in enumerate([*chains, "三级指标\t指标值"], 1)]

    assert [
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t甲点\t≥3处",
    ] == [line.text for line in with_chains_as_rows(lines)][:2]
