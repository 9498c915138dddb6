"""Labels of levels broken over two lines."""

from jixiao.documents import Line
from jixiao.targets.reading.broken_labels import with_whole_labels

HEADS = "一级指标 二级指标 三级指标 指标值"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_whole_labels(printed)]


def test_the_end_of_a_label_is_put_behind_its_beginning():
    assert [
        HEADS,
        "绩效指标 项目完成指标",
        "数量指标 建设冷库 2座",
        "满意度指标 服务对象满意度指标",
    ] == texts(
        HEADS,
        "绩效指标 项目完成",
        "指标",
        "数量指标 建设冷库 2座",
        "满意度指标 服务对象",
        "满意度指标",
    )


def test_a_label_that_is_whole_keeps_the_one_below_it_apart():
    lines = (HEADS, "产出指标", "数量指标", "建设冷库 2座")

    assert list(lines) == texts(*lines)


def test_lines_above_the_heads_stay():
    lines = ("项目完成", "指标", HEADS)

    assert list(lines) == texts(*lines)
