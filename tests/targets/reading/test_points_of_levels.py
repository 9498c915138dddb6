"""Points in columns of their own behind both levels."""

from jixiao.documents import Line
from jixiao.targets.reading.points_of_levels import with_points_of_levels_in_labels

HEADS = "一级指标\t分值\t二级指标\t分值\t三级指标\t分值\t目标值\t得分"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_points_of_levels_in_labels(printed)]


def test_points_of_levels_are_put_into_their_labels():
    assert [
        "一级指标\t二级指标\t三级指标\t分值\t目标值\t得分",
        "决策(15分)\t项目立项(8分)\t立项规范性\t8\t规范\t8",
        "\t资金投入(7分)\t预算科学性\t7\t科学\t6",
        "\t\t群众满意度\t10\t≥90%\t10",
        "合计\t100\t97",
    ] == texts(
        HEADS,
        "决策\t15\t项目立项\t8\t立项规范性\t8\t规范\t8",
        "资金投入\t7\t预算科学性\t7\t科学\t6",
        "\t\t\t\t群众满意度\t10\t≥90%\t10",
        "合计\t100\t97",
    )


def test_points_behind_the_name_alone_stay():
    lines = "一级指标\t二级指标\t三级指标\t分值\t目标值", "产出\t数量\t批次\t20\t≥9批次"

    assert list(lines) == texts(*lines)
