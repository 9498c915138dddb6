"""Columns under the names of their layout."""

import pytest

from jixiao.budgets import layouts
from jixiao.budgets.grid_columns import Block, Column, Kind
from jixiao.budgets.naming import names_of, period_of, side_of

TABLES = {table.code: table for layout in layouts().values() for table in layout.tables}


def block(*paths: tuple[str, ...], label: tuple[str, ...] = ("项目",)) -> Block:
    columns = [Column(0, 1, label, Kind.NAME)]
    columns += [
        Column(at, at + 1, path, Kind.FIGURE) for at, path in enumerate(paths, 1)
    ]
    return Block(tuple(columns))


@pytest.mark.parametrize(
    ("code", "path", "name"),
    [
        ("F5", ("本年支出", "基本支出"), "基本支出"),
        ("F8", ("本年支出", "基本支出"), "本年支出·基本支出"),
        ("F7", ("公务用车购置及运行维护费", "小计", "预算数"), "预算数·公务用车购置及运行费·小计"),
        ("F7", ("公务用车购置及运行费", "公务用车运行维护费", "决算数"), "决算数·公务用车运行费"),
        ("F7", ("公务接待费",), "决算数·公务接待费"),
        ("T4", ("公务接待费",), "本年预算数·公务接待费"),
        ("T4", ("2023年执行数", "公务接待费"), "上年执行数·公务接待费"),
        ("T4", ("2024年“三公”经费预算数", "公务接待费"), "本年预算数·公务接待费"),
        ("F7", ("2023年决算数", "公务接待费"), "2023年决算数·公务接待费"),
        ("F7", ("2024年度决算数", "公务接待费"), "决算数·公务接待费"),
        ("F5", ("2023年度支出", "小计"), "2023年度支出·小计"),
        ("T2", ("2023年执行数",), "上年执行数"),
        ("T2", ("2024年预算数", "项目支出"), "项目支出"),
        ("T2", ("2023年执行数", "项目支出"), "2023年执行数·项目支出"),
        ("T7", ("财政专户管理资金",), "财政专户管理资金"),
        ("F2", ("财政拨款收入", "其中：政府性基金"), "财政拨款收入·其中：政府性基金"),
    ],
)  # fmt: skip
def test_a_column_is_the_layouts_or_keeps_its_heads(
    code: str, path: tuple[str, ...], name: str
):
    names = names_of(block(path, ("旁栏",)), TABLES[code], None, 2024)

    assert name == names[1]


def test_two_columns_of_one_name_are_told_apart():
    names = names_of(block(("合计",), ("合计",)), TABLES["F5"], None, 2024)

    assert {1: "小计", 2: "合计"} == names


def test_a_total_beside_its_parts_is_no_other_word_for_the_only_column():
    parted = block(("合计",), ("人员经费",), ("公用经费",))

    assert "合计" == names_of(parted, TABLES["F6"], None, 2024)[1]
    assert "决算数" == names_of(block(("合计",)), TABLES["F6"], None, 2024)[1]


def test_a_head_over_all_amounts_tells_no_column_from_another():
    over_all = "财政拨款基本支出"

    names = names_of(
        block((over_all, "人员经费"), (over_all, "公用经费")), TABLES["F6"], None, 2024
    )

    assert ["人员经费", "公用经费"] == list(names.values())


def test_a_half_is_known_by_its_heads_else_by_its_place():
    income = block(("收入", "决算数"), label=("收入", "项目"))
    plain = block(("决算数",))

    assert "收入" == side_of(income, 1, TABLES["F1"]).name
    assert "支出" == side_of(plain, 1, TABLES["F1"]).name
    assert side_of(plain, 0, TABLES["F5"]) is None
    assert {1: "决算数"} == names_of(income, TABLES["F1"], TABLES["F1"].sides[0], 2024)


def test_heads_that_ran_into_each_other_are_told_by_their_place():
    torn = block(("本年支出合计基本支出",), ("本年支出合计基本支出",), ("项目支出",))

    names = names_of(torn, TABLES["F5"], None, 2024)

    assert {2: "基本支出", 3: "项目支出"} == {at: names[at] for at in (2, 3)}


def test_a_row_may_be_called_by_the_period_of_its_amounts():
    official, general = TABLES["F7"], TABLES["F5"]

    periods = [period_of(name, official, 2024) for name in ("年初预算数", "决算数")]

    assert ["预算数", "决算数"] == periods
    assert "增减额" == period_of("增减额", official, 2024)
    assert period_of("公务接待费", official, 2024) is None
    assert period_of("预算数", general, 2024) is None


def test_general_public_budget_names_no_period():
    top = "一般公共预算财政拨款安排的“三公”经费"

    names = names_of(
        block((top, "合计"), (top, "公务接待费"), ("会议费",)), TABLES["F7"], None, 2024
    )

    assert ["决算数·合计", "决算数·公务接待费", "会议费"] == list(names.values())
