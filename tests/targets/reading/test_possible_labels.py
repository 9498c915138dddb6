"""Which texts may be labels of levels."""

from tests.targets.reading.test_form_doubts import boxed


def test_what_closes_a_row_elsewhere_is_no_label_of_the_next_row():
    rows = boxed(
        "产出指标 数量指标 更新水泵 12台 行业标准 维修闸门 3座 行业标准 质量指标 合格率 ≥95%"
    )

    assert ["数量指标", "数量指标", "质量指标"] == [row.aspect for row in rows]
    assert ["行业标准", "行业标准", None] == [row.remark for row in rows]
    assert not any(row.evidence.unsure for row in rows)
