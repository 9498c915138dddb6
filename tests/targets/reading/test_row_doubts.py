"""What speaks against rows that were read without a doubt."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings

TITLE = "项目支出绩效目标表\n(2024年度)\n项目名称 泵站更新\n"
HEADS = "一级指标 二级指标 三级指标 指标值\n"
TABBED = HEADS.replace(" ", "\t")


def doubts(text: str) -> dict[str, str | None]:
    opened = read_text((TITLE + text).encode(), "a.txt", "0" * 64, Settings())
    return {
        row.name: row.evidence.doubt
        for table in read_opened(opened).tables
        for row in table.indicators
    }


def test_cells_that_tabs_part_are_sure_however_they_are_worded():
    rows = "产出指标\t数量指标\t更新水泵\t12\n\t质量指标\t泵房外观\t清清爽爽\n"

    assert {"更新水泵": None, "泵房外观": None} == doubts(TABBED + rows)


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("产出指标数量指标更新水泵 12\n质量指标合格率 ≥95%\n", "更新水泵"),
        ("产出指标 数量指标 更新水泵(进口 ≥12台\n", "更新水泵(进口"),
        ("产出指标 时效指标 前完成安装 5月1日\n", "前完成安装"),
        ("产出指标质量指标泵房外观 清清爽爽\n", "泵房外观"),
        ("产出指标 数量指标 灌区农户满意度 ≥90%\n", "灌区农户满意度"),
    ],
)
def test_cells_that_were_cut_are_unsure_by_their_words(rows: str, name: str):
    assert doubts(HEADS + rows)[name]


def test_cells_that_stand_apart_below_every_head_are_sure_however_they_are_worded():
    rows = "产出指标 数量指标 更新水泵 12\n质量指标 泵房外观 清清爽爽\n"

    assert {"更新水泵": None, "泵房外观": None} == doubts(HEADS + rows)


def test_a_known_second_level_says_which_first_one_it_is():
    rows = "数量指标 更新水泵 12台\n质量指标 合格率 ≥95%\n"

    assert {"更新水泵": None, "合格率": None} == doubts(HEADS + rows)


def test_a_first_level_may_be_lost_in_a_doubtful_row_above():
    rows = (
        "数量指标 更新水泵(进口 ≥12台\n质量指标 合格率 ≥95%\n"
        "效益指标 社会效益指标 受益户数 ≥90户\n"
    )
    sound = rows.replace("(", "")

    assert ["更新水泵(进口", "合格率"] == [
        name for name, doubt in doubts(HEADS + rows).items() if doubt
    ]
    assert not any(doubts(HEADS + sound).values())


def test_a_name_may_be_called_as_its_own_level_is():
    rows = "满意度指标 服务对象满意度指标 服务对象满意度 ≥90%\n"

    assert {"服务对象满意度": None} == doubts(HEADS + rows)


def test_what_no_row_took_is_beside_the_nearest_rows_of_its_line():
    rows = (
        "产出指标 数量指标 更新水泵 12台 质量指标 合格率 ≥95% "
        "时效指标 完工时间 5月底前 经费来源见附表"
    )

    assert [False, False, True] == list(
        map(bool, doubts(HEADS.strip() + " " + rows).values())
    )


def test_several_names_told_twice_are_a_second_table():
    rows = "产出指标\t数量指标\t更新水泵\t{}台\n\t质量指标\t合格率\t≥{}%\n"
    once, twice = rows.format(12, 95), rows.format(36, 98)

    assert not any(doubts(TABBED + once).values())
    assert all(doubts(TABBED + once + twice).values())


def test_a_quantity_and_its_cost_bear_one_name_by_right():
    rows = (
        "产出指标\t数量指标\t更新水泵\t12台\n\t\t更换水管\t30米\n"
        "\t成本指标\t更新水泵\t3.6万元\n\t\t更换水管\t1.2万元\n"
    )

    assert not any(doubts(TABBED + rows).values())


def test_text_that_no_row_took_makes_the_row_above_it_unsure():
    rows = "产出指标\t数量指标\t更新水泵\t≥12台\n2024-03-05\n\t质量指标\t合格率\t≥95%\n"
    of = doubts(TABBED + rows)

    assert of["更新水泵"]
    assert of["合格率"] is None


def test_figures_behind_figures_and_what_stands_below_the_rows_are_unsure():
    rows = "产出指标 数量指标 更新水泵 ≥12台 7台\n质量指标 合格率 ≥95% 96%\n"
    below = (
        "产出指标\t数量指标\t更新水泵\t12台\n\t\t合格率\t≥95%\n项目实施情况\t\t\t良好\n"
    )

    assert all(doubts(HEADS + rows).values())
    assert doubts(TABBED + below).get("项目实施情况", "no row")
