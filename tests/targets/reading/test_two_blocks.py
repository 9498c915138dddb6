"""A term's and the year's indicators side by side below heads of their own."""

from jixiao.documents import Line
from jixiao.targets.reading.two_blocks import with_the_year_of_two_blocks

HEADS = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值"


def texts(*lines: str) -> list[str]:
    printed = [Line(number, text) for number, text in enumerate(lines, 1)]
    return [line.text for line in with_the_year_of_two_blocks(printed)]


def test_the_right_block_counts_where_blank_cells_are_lost():
    rows = texts(
        HEADS,
        "产出指标\t数量指标\t改造泵站\t12座\t数量指标\t改造泵站\t4座",
        "清淤长度\t30公里\t清淤长度\t11公里",
        "涉及村庄\t27个",
        "质量指标\t合格率\t100%\t质量指标\t合格率\t95%",
    )

    assert [
        "产出指标\t数量指标\t改造泵站\t4座",
        "\t\t清淤长度\t11公里",
        "\t质量指标\t合格率\t95%",
    ] == rows[1:]


def test_a_row_with_a_cell_for_each_head_is_parted_at_the_second_block():
    rows = texts(
        HEADS,
        "\t产出指标\t数量指标\t改造泵站\t12座\t\t改造闸门\t3座",
        "合计\t100",
    )

    assert ["产出指标\t数量指标\t改造闸门\t3座", "合计\t100"] == rows[1:]


def test_values_under_heads_of_their_own_are_no_two_blocks():
    lines = "二级指标\t三级指标\t实施期指标值\t年度指标值", "数量指标\t泵站\t12座\t4座"

    assert list(lines) == texts(*lines)


def test_levels_of_a_bureaus_own_are_known_by_their_columns():
    rows = texts(
        HEADS,
        "\t效果指标\t社会、文化效益指标\t接待读者\t3.6万人次\t社会、文化效益指标\t接待读者\t1.2万人次",
        "\t\t\t开展讲座\t12场\t\t开展讲座\t4场",
    )

    assert [
        "效果指标\t社会、文化效益指标\t接待读者\t1.2万人次",
        "\t\t开展讲座\t4场",
    ] == rows[1:]
