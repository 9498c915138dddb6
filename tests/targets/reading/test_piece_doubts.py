"""What shows that a cell of a row is a piece of one, or holds two."""

import pytest

from tests.targets.reading.test_row_doubts import HEADS, TABBED, doubts

LEVELS = "产出指标 数量指标 "
WHOLE = "质量指标 合格率 ≥95%\n"


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("度 ≥90%", "度"),
        ("有所提高 ≥90%", "有所提高"),
        ("灌区“智慧 ≥90套", "灌区“智慧"),
        ("更新水泵 指标2:维修闸门", "更新水泵"),
        ("更新水泵 维修闸门数量(座)", "更新水泵"),
        ("更新水泵时间 2024年11月30", "更新水泵时间"),
        ("泵房外观变化 47%明显", "泵房外观变化"),
        ("灌区增产 395万元明显", "灌区增产"),
    ],
)
def test_pieces_of_cells_are_doubted(row: str, name: str):
    assert doubts(f"{HEADS}{LEVELS}{row}\n{WHOLE}")[name]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("更新水泵 12台", "更新水泵"),
        ("更新“智慧”水泵 12台", "更新“智慧”水泵"),
        ("更新水泵时间 2024年11月", "更新水泵时间"),
        ("更新水泵费用 降低维修成本", "更新水泵费用"),
        ("泵房外观变化 明显", "泵房外观变化"),
    ],
)
def test_whole_cells_are_not(row: str, name: str):
    assert doubts(f"{HEADS}{LEVELS}{row}\n{WHOLE}")[name] is None


def test_names_that_tabs_part_are_the_papers_own_words():
    row = "产出指标\t数量指标\t更新“智慧\t12台\n\t质量指标\t合格率\t≥95%\n"

    assert not any(doubts(TABBED + row).values())


def test_two_values_are_two_whatever_parts_the_cells():
    row = "产出指标\t数量指标\t灌区增产\t395万元明显\n\t质量指标\t合格率\t≥95%\n"

    assert ["灌区增产"] == [
        name for name, doubt in doubts(TABBED + row).items() if doubt
    ]


def test_a_name_that_holds_the_number_of_the_next_item_is_doubted():
    row = "成本控制5、更新水泵费用 ≥12万元\n"

    assert doubts(f"{HEADS}{LEVELS}{row}{WHOLE}")["成本控制5、更新水泵费用"]


def test_what_was_achieved_has_no_sign_where_the_target_has_none():
    heads = HEADS.replace("指标值", "指标值 实际完成值")
    signed, sound = "更新水泵 12台 ≥12台", "更新水泵 ≥12台 12台"

    assert doubts(f"{heads}{LEVELS}{signed}\n")["更新水泵"]
    assert doubts(f"{heads}{LEVELS}{sound}\n")["更新水泵"] is None
