"""Values of the header that a narrow column printed over two lines."""

from jixiao.documents import Line
from jixiao.targets.reading.wrapped_fields import with_whole_fields

HEADS = "一级指标    二级指标    三级指标    指标值"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_whole_fields(printed)]


def test_what_stands_below_a_value_is_its_end():
    assert [
        "主管部门    麦田区住房和城乡建设局    实施单位    麦田区物业管理服务中心",
        HEADS,
    ] == texts(
        "主管部门    麦田区住房和城乡    实施单位    麦田区物业管理服",
        "            建设局                          务中心",
        HEADS,
    )


def test_labels_and_figures_below_a_value_are_their_own():
    lines = (
        "项目资金    年初预算数    执行数",
        "            198.5         190.2",
        HEADS,
    )

    assert list(lines) == texts(*lines)


def test_rows_below_the_heads_stay():
    lines = (
        HEADS,
        "产出指标    数量指标    接入终端    9套",
        "                        设备",
    )

    assert list(lines) == texts(*lines)
