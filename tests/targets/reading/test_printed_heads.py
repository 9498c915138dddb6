"""Heads printed again on a further page, and points below no head."""

import pytest

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable
from jixiao.targets.reading.printed_heads import without_watermarks

FORM = """项目支出绩效目标表
项目名称\t路灯更换
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t更换路灯\t≥160盏
{between}\t\t新装路灯\t≥9盏
\t质量指标\t亮灯率\t≥98%
"""
AGAIN = "-23-\n项目支出绩效目标表(续)\n一级指标\t二级指标\t三级指标\t指标值\n"


def tables(text: str) -> tuple[TargetTable, ...]:
    return read_opened(read_text(text.encode(), "a.txt", "0" * 64, Settings())).tables


@pytest.mark.parametrize("between", ["", AGAIN])
def test_a_table_that_is_continued_keeps_its_levels(between: str):
    (table,) = tables(FORM.format(between=between))

    assert [
        ("数量指标", "更换路灯"), ("数量指标", "新装路灯"), ("质量指标", "亮灯率"),
    ] == [(row.aspect, row.name) for row in table.indicators]  # fmt: skip


def test_title_and_heads_run_together_again_are_no_row():
    page = (
        "县水务局项目绩效目标表(2024年度)项目名称河道清淤项目资金(万元)年度资金总额:64"
    )
    heads = "一级指标二级指标三级指标指标值"
    text = (
        f"{page}总体目标完成河道清淤。绩效指标{heads}产出指标数量指标清淤长度≥32公里\n"
        f"县水务局项目绩效目标表{heads}质量指标验收合格率≥90%满意度指标服务对象满意度指标群众满意度≥92%\n"
    )
    (table,) = tables(text)

    assert ["清淤长度", "验收合格率", "群众满意度"] == [
        row.name for row in table.indicators
    ]


EVALUATED = """项目支出绩效自评表
项目名称\t人口普查
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值
产出指标\t数量指标\t登记户数\t≥5户\t6户\t40\t{won}
\t质量指标\t差错率\t≤3‰\t2.1‰\t20\t20
效益指标\t社会效益指标\t公报发布\t按期发布\t按期发布\t30\t25
"""


def test_points_without_heads_are_known_by_their_sum():
    (table,) = tables(EVALUATED.format(won="40"))

    assert [(40, 40), (20, 20), (30, 25)] == [
        (row.weight, row.score) for row in table.indicators
    ]
    assert "6户" == table.indicators[0].actual.text


def test_numbers_of_which_more_are_won_than_there_are_are_no_points():
    (table,) = tables(EVALUATED.format(won="41"))

    assert (40, 41) != (table.indicators[0].weight, table.indicators[0].score)


RUNNING = (
    "某市水务局2025年部门预算      {page} / 47\n一级指标\t二级指标\t三级指标\t指标值\n"
)


def test_what_pages_print_below_their_rows_ends_no_table():
    text = FORM.format(between=RUNNING.format(page=31)) + RUNNING.format(page=32)
    (table,) = tables(text)

    assert ["更换路灯", "新装路灯", "亮灯率"] == [row.name for row in table.indicators]


@pytest.mark.parametrize(
    ("years", "first", "second"),
    [
        ("2024 2025 2026", "≥18家\t≥22家\t≥15家", "≥90%\t≥92%\t≥95%"),
        ("2023 2024 2025", "≥15家\t≥18家\t≥22家", "≥88%\t≥90%\t≥92%"),
    ],
)
def test_of_columns_for_several_years_the_forms_own_is_the_value(
    years: str, first: str, second: str
):
    heads = "\t".join(f"{year}年指标值" for year in years.split())
    text = (
        "专项资金绩效目标表\n（2024年度）\n项目名称\t企业扶持\n"
        f"一级指标\t二级指标\t三级指标\t{heads}\n"
        f"产出指标\t数量指标\t扶持企业\t{first}\n\t质量指标\t达标率\t{second}\n"
    )
    (table,) = tables(text)

    assert ["≥18家", "≥90%"] == [row.target.text for row in table.indicators]


def test_the_number_of_a_table_above_its_title_again_is_no_part_of_a_row():
    top = "公开表10\n项目支出绩效目标表\n"
    heads = "一级指标 二级指标 三级指标 指标值\n"
    rows = "产出指标 数量指标 投放鱼苗 ≥900万尾\n时效指标 完成时间 6月30日前\n"
    more = "效益指标 生态效益指标 水域生物多样性 稳步恢复\n"
    text = f"{top}项目名称 长江禁捕\n{heads}{rows}— 23 —\n{top}{heads}{more}"
    reading = read_opened(read_text(text.encode(), "a.txt", "0" * 64, Settings()))

    names = [row.name for table in reading.tables for row in table.indicators]
    assert ["投放鱼苗", "完成时间", "水域生物多样性"] == names


def test_heads_printed_again_one_a_line_are_no_rows():
    heads = "一级指标\n二级指标\n三级指标\n指标值\n"
    first = "产出指标\n数量指标\n更换路灯\n≥160盏\n"
    second = "质量指标\n亮灯率\n≥98%\n"
    text = (
        f"项目支出绩效目标表\n项目名称\n路灯更换\n{heads}{first}- 12 -\n{heads}{second}"
    )
    (table,) = tables(text)

    assert [("数量指标", "更换路灯"), ("质量指标", "亮灯率")] == [
        (row.aspect, row.name) for row in table.indicators
    ]


def test_a_side_bar_in_a_column_of_its_own_is_no_name():
    text = (
        "项目支出绩效目标表\n项目名称\t路灯更换\n绩效类型\t一级指标\t二级指标\t三级指标\t指标值\n"
        "区本级绩效指标\t产出指标\t数量指标\t更换路灯\t≥160盏\n"
        "区本级绩效指标\t\t质量指标\t亮灯率\t≥98%\n"
    )
    other = (
        "项目支出绩效目标表\n项目名称\t桥梁检测\n一级绩效指标\t二级绩效指标\t三级指标\t指标值\n"
        "产出指标\t数量指标\t检测桥梁\t≥6座\n"
    )
    table, below = tables(text + other)

    assert ("产出指标", "检测桥梁") == (
        below.indicators[0].dimension, below.indicators[0].name,
    )  # fmt: skip
    assert ["更换路灯", "亮灯率"] == [row.name for row in table.indicators]


SUB_OBJECTIVE = (
    "子目标二：补齐支路照明\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标"
)


def test_heads_printed_again_below_a_part_of_the_objective_are_no_row():
    (table,) = tables(FORM.replace("{between}\t", SUB_OBJECTIVE))

    assert ["更换路灯", "新装路灯", "亮灯率"] == [row.name for row in table.indicators]


def test_the_column_of_the_forms_year_is_the_target_beside_those_of_past_years():
    heads = (
        "一级指标\t二级指标\t三级指标\t2023年实际\t2024年预计\t2025年目标值\t测算依据\n"
    )
    rows = "产出指标\t数量指标\t更换路灯\t150盏\t156盏\t≥160盏\t按路段清点\n"
    (table,) = tables(f"绩效目标申报表（2025年）\n项目名称\t路灯更换\n{heads}{rows}")

    assert ["≥160盏"] == [row.target.text for row in table.indicators]


def test_words_that_come_again_between_the_rows_are_left_out():
    mark = "内部资料请勿外传\n"
    text = (
        f"项目支出绩效目标表\n{mark}项目名称 路灯更换\n一级指标 二级指标 三级指标 指标值\n"
        f"产出指标 数量指标 更换路灯 ≥160盏\n{mark}质量指标 亮灯率 ≥98%\n{mark}时效指标 按时率 100%\n"
    )
    (table,) = tables(text)

    assert ["更换路灯", "亮灯率", "按时率"] == [row.name for row in table.indicators]


def test_codes_between_the_levels_and_the_names_are_left_out():
    heads = "一级指标\t二级指标\t指标编码\t三级指标\t指标值\n"
    rows = (
        "产出指标\t数量指标\tK-01\t更换路灯\t≥160盏\n\t质量指标\tK-02\t亮灯率\t≥98%\n"
    )
    (table,) = tables(f"项目支出绩效目标表\n项目名称\t路灯更换\n{heads}{rows}")

    assert ["更换路灯", "亮灯率"] == [row.name for row in table.indicators]


def test_words_at_random_between_lines_are_a_watermark_and_a_repeated_value_is_none():
    projects = [
        f"项目名称\t第{n}号路灯更换\n主管部门\n示例县城市管理局\n项目期\t1年\n"
        for n in "一二三"
    ]
    rows = [f"产出指标\t数量指标\t第{n}种灯\t≥{n}盏\n仅供信息公开使用\n" for n in "234"]
    lines = read_text(
        "".join([*projects, *rows]).encode(), "a.txt", "0" * 64, Settings()
    ).lines

    dropped = {line.text for line in lines} - {
        line.text for line in without_watermarks(lines)
    }
    assert {"仅供信息公开使用"} == dropped


def test_what_a_page_prints_above_its_heads_ends_no_table():
    between = "第 1 页 共 2 页\n柏树乡人民政府 2024年部门预算\n" + AGAIN.splitlines()[2]

    (table,) = tables(FORM.format(between=f"{between}\n"))

    assert ["更换路灯", "新装路灯", "亮灯率"] == [row.name for row in table.indicators]
