"""What objectives print, wherever a form has them."""

from jixiao.checks.objectives import (
    names_and_objective,
    objective_text,
    objective_texts,
)
from jixiao.evidence import Evidence
from jixiao.targets import Objective
from tests.checks.forms import row, table

OWN_LEVEL = Objective(text="完成本级任务。")


def test_the_year_and_the_own_level_have_their_places():
    form = table(objective="宣传政策。", own_level_objective=OWN_LEVEL)

    assert [
        ("objective", "宣传政策。"),
        ("own_level_objective", "完成本级任务。"),
    ] == list(objective_texts(form))


def test_an_objective_that_is_not_printed_is_left_out():
    form = table(own_level_objective=OWN_LEVEL)

    assert "" == objective_text(form)
    assert ["own_level_objective"] == [place for place, _ in objective_texts(form)]


def test_wording_is_looked_for_in_names_and_in_an_objective_with_a_place():
    place = {"objective": Evidence(lines=(3, 3))}
    rows = [row("宣传场次", "≥12场")]

    placed = table(rows, objective="宣传政策。", evidence=place)
    entered = table(rows, objective="宣传政策。")

    assert ["宣传场次", "宣传政策。"] == [
        text for text, _ in names_and_objective(placed)
    ]
    assert ["宣传场次"] == [text for text, _ in names_and_objective(entered)]
