"""A value's unit and words say what kind of number it is."""

import pytest

from jixiao.measures.target_units import Form, form_of
from tests.checks.forms import row


@pytest.mark.parametrize(
    ("name", "value", "form"),
    [
        ("参保率", "≥95%", Form.SHARE),
        ("参保率", "提高1个百分点", Form.CHANGE),
        ("参保人数", "新增500人", Form.CHANGE),
        ("次均住院费用", "≤6000元", Form.EACH),
        ("每公里清淤费用", "≤2.6万元", Form.EACH),
        ("每年工作经费", "20万元", Form.MONEY),
        ("可支付月数", "6-9个月", Form.COUNT),
        ("检查", "全覆盖", Form.SHARE),
        ("时间", "2026年12月前", Form.DAY),
        ("响应", "≤30分钟", Form.MINUTES),
        ("效果", "显著", Form.WORDS),
    ],
)
def test_what_a_target_counts(name: str, value: str, form: Form):
    assert form == form_of(row(name, value, "数量指标"))
