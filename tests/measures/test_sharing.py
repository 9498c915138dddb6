"""Rows that one number answers say so; rows of one delivery are found."""

from jixiao.measures import library
from jixiao.measures.measuring import Asked
from jixiao.measures.sharing import share

PROJECT = "办公家具购置"


def of_item(item: str) -> Asked:
    return Asked(library()["PU01"], {"project": PROJECT, "item": item})


def question(asked: Asked) -> tuple[str, tuple[tuple[str, str], ...]]:
    return asked.measure.code, tuple(sorted(asked.scope.items()))


def test_a_delivery_that_answers_two_things_is_told():
    asked = [of_item(item) for item in ("五斗柜", "密集柜", "会议桌")]
    rows = {"五斗柜": {"D1"}, "密集柜": {"D1", "D2"}, "会议桌": {"D3"}}
    names = {
        (0, n, 0): question_asked.scope["item"]
        for n, question_asked in enumerate(asked)
    }

    shared = share(
        names,
        {(0, n, 0): question(question_asked) for n, question_asked in enumerate(asked)},
        {question(question_asked): question_asked for question_asked in asked},
        lambda question_asked: rows[question_asked.scope["item"]],
    )

    assert ("密集柜",) == shared[0, 0, 0].parts
    assert ("五斗柜",) == shared[0, 1, 0].parts
    assert "" == shared[0, 2, 0].says
    assert "密集柜" in shared[0, 0, 0].says


def test_rows_of_other_names_with_one_number_are_told_and_those_of_one_name_not():
    measured = Asked(library()["SA01"])
    names = {(0, 0, 0): "群众满意度", (0, 1, 0): "公众满意度", (0, 2, 0): "群众满意度"}

    shared = share(
        names,
        dict.fromkeys(names, question(measured)),
        {question(measured): measured},
        lambda _: set(),
    )

    assert ("公众满意度",) == shared[0, 0, 0].same
    assert ("群众满意度",) == shared[0, 1, 0].same
    assert "同一个数" in shared[0, 1, 0].says
