from datetime import date
from fractions import Fraction

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import assume, load_parameter_sets

TERMS = load_parameter_sets()["sample"].on(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("dip.low", "0.4", Fraction(2, 5)),
        ("dip.low", "1/3", Fraction(1, 3)),
        ("dip.core_cases", "20", 20),
        ("dip.year_weights", "1：1：1", (1, 1, 1)),
        ("dip.least_cost", "5.50", 550),
        ("dip.clearing_deadline", "2027-04-30", date(2027, 4, 30)),
        ("dip.deviation_rule", "3.0", "3.0"),
        ("dip.tie_order", "费用最近、例数最多", ("费用最近", "例数最多")),
        ("dip.level_coefficients", "三级 1.1，二级 1", {"三级": Fraction(11, 10), "二级": 1}),
    ],
)  # fmt: skip
def test_a_typed_value_is_read_as_its_word_is(key: str, text: str, value: object):
    assumed = assume(TERMS, key, text)

    assert value == assumed.row(key).value
    assert "样例，假设，未核对" in assumed.row(key).line
    assert TERMS.row("dip.low") == assume(TERMS, "dip.high", "3").row("dip.low")


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("dip.nothing", "1", "没有叫 dip.nothing 的参数"),
        ("dip.low", "少", "应为数"),
        ("dip.low", "-1", "不小于 0"),
        ("dip.core_cases", "2.5", "应为整数"),
        ("dip.deviation_rule", "2.0", "1.0、3.0 中的一个"),
        ("dip.clearing_deadline", "明年", "应为日期"),
        ("dip.level_coefficients", "三级", "应为用逗号隔开"),
    ],
)
def test_a_value_that_is_none_is_refused(key: str, text: str, message: str):
    with pytest.raises(JixiaoError, match=message):
        assume(TERMS, key, text)
