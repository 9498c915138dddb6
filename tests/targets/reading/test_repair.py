"""Second-level labels that slid up by a row."""

import pytest

from jixiao.documents import Flow
from jixiao.documents.readers.text import read_text
from jixiao.settings import Settings
from jixiao.targets.reading.levels import IndicatorGroup, IndicatorRow
from jixiao.targets.reading.repair import repair_slid_labels

Printed = list[tuple[str, list[tuple[str, str]]]]
"""Groups by the word of their label, and the names and values of their rows."""


def repaired(groups: Printed) -> tuple[list[str | None], list[str]]:
    """The label of each row after the repair, and the names that were moved."""
    lines = [f"{name} {value}" for _, rows in groups for name, value in rows]
    flow = Flow(read_text("\n".join(lines).encode(), "a.txt", "0" * 64, Settings()))
    spans = flow.line_spans(0, len(flow))
    rows = []
    for aspect, printed in groups:
        group = IndicatorGroup("产出指标", "产出指标", aspect, aspect, None, 0, 0)
        for _ in printed:
            start, end = next(spans)
            name, value = flow.split(start, end)
            rows.append(IndicatorRow(group, (name,), (value,), start, end))
    moved, notes = repair_slid_labels(flow, rows)
    return [row.group.aspect for row in moved], [note.code for note in notes]


def test_a_row_of_words_under_timeliness_goes_back():
    aspects, notes = repaired(
        [
            ("质量指标", [("设备合格率", "≥95%")]),
            ("时效指标", [("运行状况", "良好"), ("完成时间", "12月底前")]),
        ]
    )

    assert ["质量指标", "质量指标", "时效指标"] == aspects
    assert ["label_slid"] == notes


@pytest.mark.parametrize(
    "first", [("按期完成情况", "良好"), ("响应", "2小时"), ("次数", "3次")]
)
def test_a_row_that_measures_time_or_figures_stays(first: tuple[str, str]):
    groups: Printed = [
        ("质量指标", [("设备合格率", "≥95%")]),
        ("时效指标", [first, ("完成时间", "12月底前")]),
    ]

    assert (["质量指标", "时效指标", "时效指标"], []) == repaired(groups)


def test_no_group_is_emptied():
    groups: Printed = [
        ("质量指标", [("合格率", "≥95%")]),
        ("时效指标", [("运行状况", "良好")]),
    ]

    assert (["质量指标", "时效指标"], []) == repaired(groups)


def test_a_row_with_a_cost_row_of_its_name_is_a_quantity():
    aspects, notes = repaired(
        [
            ("数量指标", [("印制手册", "2万册")]),
            ("质量指标", [("举办培训", "3场"), ("培训合格率", "≥95%")]),
            ("成本指标", [("印制手册", "2元/册"), ("举办培训", "1万元/场")]),
        ]
    )

    assert ["数量指标", "数量指标", "质量指标", "成本指标", "成本指标"] == aspects
    assert ["label_slid"] == notes
