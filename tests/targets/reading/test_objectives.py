"""The objectives of a form in prose."""

import pytest

from tests.targets.forms import EVALUATED, ROWS, form


def test_numbered_parts_of_an_objective_keep_their_gaps(tables):
    (table,) = tables(
        form(ROWS, objective="1.摸清底数，每人补助1.5元。2.培训12\n人；\n4.公开结果。")
    )

    assert table.objective
    assert [
        ("1", "摸清底数，每人补助1.5元。"),
        ("2", "培训12人；"),
        ("4", "公开结果。"),
    ] == [(item.number, item.text) for item in table.objective.items]


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
        form(
            ROWS,
            objective="按要求管好\n项目资金，接受\n主管部门 检查，完成\n绩效目标\n。",
        )
    )

    assert table.objective
    assert (
        "按要求管好项目资金，接受主管部门检查，完成绩效目标。" == table.objective.text
    )


BESIDE = """年度总体目标\t预期目标\t\t\t实际完成情况
\t印制宣传资料2万份。\t\t\t已印制宣传资料2.1万份。
"""


@pytest.mark.parametrize(
    "printed",
    [
        BESIDE,
        "年度总体目标\t预期目标\t印制宣传资料2万份。\n年度总体目标\t实际完成情况\t已印制宣传资料2.1万份。\n",
        "年度总体目标\t预期目标\t印制宣传资料2万份。\n\t实际完成情况\t已印制宣传资料2.1万份。\n",
        "总体目标完成情况\t总体目标\t全年实际完成情况\n\t印制宣传资料2万份。\t已印制宣传资料2.1万份。\n",
    ],
)
def test_what_was_expected_is_kept_from_what_was_achieved(tables, printed: str):
    assert BESIDE in EVALUATED
    (table,) = tables(EVALUATED.replace(BESIDE, printed))

    assert table.objective
    assert "印制宣传资料2万份。" == table.objective.text
    assert "已印制宣传资料2.1万份。" == table.objective_achieved
