from fractions import Fraction

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.changes import change_of
from tests.fund.payment.terms import terms


def of_set(code: str) -> Terms:
    assert code == "mine"
    return terms(dip_low="0.3")


def test_lines_are_laid_over_one_another():
    change = change_of(
        ["基金=2,200,000", "年初点值＝8.5", "分值:K35.3:47.0100=820", "系数：H1=1.02", "考核:H1=0.98",
         "并入:A=B", "加入:H9=H1", "去掉=H2", "参数=mine", "参数:dip.high=3"],
        terms(), of_set,
    )  # fmt: skip

    assert (220_000_000, 8_500_000) == (change.fund, change.point_value)
    assert {"K35.3:47.0100": 8_200_000} == change.points
    assert {"H1": 10_200} == change.coefficients
    assert {"H1": Fraction(98, 100)} == change.assessments
    assert ({"A": "B"}, {"H9": "H1"}) == (change.merged, change.joining)
    assert frozenset({"H2"}) == change.without
    assert change.terms is not None
    assert Fraction(3, 10) == change.terms.factor("dip.low")
    assert 3 == change.terms.factor("dip.high")


@pytest.mark.parametrize(
    "line", ["基金", "基金:H1=1", "分值=3", "系数:H1=一", "去掉:H1=1", "年初点值=1.2345678", ""]
)  # fmt: skip
def test_a_line_that_is_none_is_refused_in_words(line: str):
    with pytest.raises(JixiaoError, match=r"可写|应是"):
        change_of([line], terms(), of_set)
