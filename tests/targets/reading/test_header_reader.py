"""The fields, the money and the objectives of a form."""

import pytest

from jixiao.reading import read_document
from tests.targets.forms import ROWS, form


def test_numbered_parts_of_an_objective_keep_their_gaps(tables):
    (table,) = tables(
        form(ROWS, objective="1.摸清底数，每人补助1.5元。2.培训12\n人；\n4.公开结果。")
    )

    assert table.objective
    assert [("1", "摸清底数，每人补助1.5元。"), ("2", "培训12人；"), ("4", "公开结果。")] == [
        (item.number, item.text) for item in table.objective.items
    ]


def test_an_amount_in_another_unit_is_said_in_the_forms_own(tables):
    (table,) = tables(form(ROWS, money="35000元"))

    assert ("3.5", "万元") == (str(table.funding.annual.total), table.money_unit)


def test_an_amount_that_is_none_is_left_unread_with_a_note(write):
    reading = read_document(write(form(ROWS, money="若干")))

    (table,) = reading.tables
    assert table.funding.annual.total is None
    assert 2 == sum(note.code == "amount_unreadable" for note in table.notes)
    assert ["若干", "若干"] == [unread.evidence.quote for unread in reading.unread]


def test_values_that_wrap_round_a_label_in_the_header_are_joined(tables):
    (table,) = tables(form(ROWS, name="城乡居民基本医疗保险\n参保扩面工作经费"))

    assert "城乡居民基本医疗保险参保扩面工作经费" == table.project_name


@pytest.mark.parametrize(
    ("title", "money"),
    [
        ("（2026年）　单位：元", "500000"),
        ("项目支出绩效目标表   单位：元", "500000"),
        ("填报日期：2月 单位：元", "1,500.50"),
    ],
)
def test_a_unit_may_share_its_line(tables, title: str, money: str):
    text = form(ROWS, money=money).replace("（万元）\n", "").replace("(2026年)", title)

    (table,) = tables(text)

    assert ("元", money.replace(",", "")) == (table.money_unit, str(table.funding.annual.total))


def test_a_label_is_not_built_from_the_end_of_a_value(tables):
    (table,) = tables(form(ROWS, name="医疗服务与保障能力提升补助\n资金"))

    assert ("医疗服务与保障能力提升补助资金", "示例市医疗保障局") == (
        table.project_name,
        table.supervising_department,
    )


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("【308】示例局", "308"),
        ("[055]示例局", "055"),
        ("219-示例局", "219"),
        ("308001－示例局", "308001"),
        ("331示例局", "331"),
        ("示例局（308）", "308"),
        ("示例局 308001", "308001"),
        ("示例局", None),
    ],
)
def test_a_departments_code_is_told_from_its_name(tables, printed: str, code: str | None):
    (table,) = tables(form(ROWS).replace("主管部门 示例市医疗保障局", f"主管部门 {printed}"))

    assert ("示例局", code) == (table.supervising_department, table.department_code)


def test_an_unknown_label_does_not_spoil_the_amount_above_it(write):
    text = form(ROWS).replace("其他资金\n", "县级财力 30\n其他资金\n")

    reading = read_document(write(text))

    (table,) = reading.tables
    assert "12" == str(table.funding.annual.fiscal_appropriation)
    assert ["县级财力 30"] == [unread.evidence.quote for unread in reading.unread]


@pytest.mark.parametrize(
    ("objective", "numbers"),
    [
        ("目标1：完成重点任务3项。目标2：收尾。", ["1", "2"]),
        ("（一）甲。（二）乙。其中：1.子；2.丑。（三）丙。", ["一", "二", "三"]),
        ("一、政策（一）甲（二）乙二、经办。绩效：1.子。2.丑。3.寅。", ["1", "2", "3"]),
        ("1)甲 2)乙 3）丙", ["1", "2", "3"]),
        ("计划1.5万元，每人每年2次。", []),
    ],
)
def test_the_outer_numbers_of_an_objective_are_its_parts(
    tables, objective: str, numbers: list[str]
):
    (table,) = tables(form(ROWS, objective=objective))

    assert table.objective
    assert numbers == [item.number for item in table.objective.items]


def test_a_line_of_the_objective_that_begins_like_a_label_is_prose(tables):
    (table,) = tables(
        form(ROWS, objective="按要求管好\n项目资金，接受\n主管部门 检查，完成\n绩效目标\n。")
    )

    assert table.objective
    assert "按要求管好项目资金，接受主管部门检查，完成绩效目标。" == table.objective.text
