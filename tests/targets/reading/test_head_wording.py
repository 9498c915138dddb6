"""Heads that no list names, known by the words they are made of."""

import pytest

from jixiao.targets.reading.head_wording import holds_figures, role_by_make


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("2024年绩效目标值", "value"), ("值", "value"), ("年度计划数", "value"), ("实际值", "actual"),
        ("1-9月实现情况", "actual"), ("全年预计达到值", "expected"), ("上年实际值", "figures"),
        ("上年实际", "figures"), ("本年目标", "value"),
        ("目标完成率", "figures"), ("单位(文字描述)", "unit"), ("满分", "weight"), ("自评得分", "score"),
        ("三年总目标值", "term"), ("未达标原因", "reason"), ("评分规则", "explanation"), ("责任科室", "other"),
    ],
)  # fmt: skip
def test_a_head_says_by_its_words_what_its_column_holds(head: str, role: str):
    assert role == role_by_make(head)


def test_of_columns_that_are_not_kept_some_hold_figures():
    assert holds_figures("完成率")
    assert not holds_figures("指标解释")
