"""A line of one value is seen, too."""

from jixiao.fund.outlook.pictures import Line, draw


def test_one_value_is_a_point_and_two_are_a_line():
    point, line = (
        draw("支付", ["26-01", "26-02"], [Line("实际", values)])
        for values in ([1, None], [1, 2])
    )

    assert "<circle" in point
    assert "<circle" not in line
    assert "<polyline" in line
