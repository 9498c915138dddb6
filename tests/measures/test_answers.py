"""Each promise is answered once: two in a cell are two, part of a year is no year."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.fund.intake import load
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.opening import open_engine
from jixiao.measures import Period
from jixiao.measures.answers import (
    Answer,
    Mark,
    actual_of,
    answer,
    open_question,
)
from jixiao.measures.bindings import Bindings, Decision
from tests.evaluation.tables import Row, table
from tests.measures.ledgers import PROJECT, a_bureau

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    store = a_bureau(folder / "bureau", last_month=7)
    months = "insutype,month,income,outlay,balance\n"
    months += "".join(f"390,2026-0{n}-01,200,100,900\n" for n in range(1, 8))
    came = "delivery_no,project_name,item,quantity,accepted_quantity,delivered_on\n"
    came += f"D1,{PROJECT},文件柜,9,9,2026-03-12\nD2,{PROJECT},会议桌,1,1,2026-03-13\n"
    for name, text in (("months", months), ("came", came)):
        (folder / f"{name}.csv").write_text(text, "utf-8")
        load(folder / f"{name}.csv", store)
    return store


def answers(store: Path, *rows: tuple[str, str], **said: Bindings) -> list[Answer]:
    promised: list[Row] = [("产出指标", "数量指标", *row, None) for row in rows]
    with open_engine(store) as engine:
        return answered(engine, promised, **said)


def answered(engine: Engine, rows: list[Row], **said: Bindings) -> list[Answer]:
    (of_table,) = answer(engine, [table(*rows, project=PROJECT)], YEAR, **said)
    return of_table


def test_two_numbers_of_a_cell_are_two_promises(store: Path):
    (answer,) = answers(store, ("培训", "7期100人"))

    times, persons = answer.promises
    assert [("AC01", Mark.MET), ("AC02", Mark.MISSED)] == [
        (each.match.measure, each.mark) for each in (times, persons)
    ]
    assert Mark.MISSED is answer.mark
    assert actual_of(answer) is None
    assert "100人 未达" in open_question(answer)


def test_two_promises_that_are_kept_are_one_value(store: Path):
    (answer,) = answers(store, ("培训", "7期36人"))

    actual = actual_of(answer)
    assert Mark.MET is answer.mark
    assert actual is not None
    assert "7期；70人" == actual.shown


def test_part_of_a_year_is_not_the_year_but_for_what_can_only_grow(store: Path):
    rate, ceiling, floor, passed = answers(
        store,
        ("居民医保基金当期结余率", "≥5%"),
        ("居民医保基金支出", "≤900元"),
        ("居民医保基金收入", "≥1000元"),
        ("居民医保基金收入总额", "≤1000元"),
    )

    assert [Mark.PARTIAL, Mark.PARTIAL, Mark.MET, Mark.MISSED] == [
        each.mark for each in (rate, ceiling, floor, passed)
    ]
    assert "8–12 月" in rate.doubt
    assert actual_of(rate) is None
    assert "8–12 月" in open_question(rate)
    assert any("8–12 月" in remark for remark in floor.remarks)


def test_one_delivery_does_not_prove_two_things(store: Path):
    drawers, compact, desk = answers(
        store, ("五斗文件柜", "5组"), ("密集文件柜", "2组"), ("会议桌", "1张")
    )

    assert [Mark.UNSURE, Mark.UNSURE, Mark.MET] == [
        each.mark for each in (drawers, compact, desk)
    ]
    assert "密集文件柜" in drawers.doubt
    assert actual_of(drawers) is None


def test_a_decision_is_for_one_row_of_a_name(store: Path):
    rows = [("培训场次", "7场"), ("培训场次", "9场")]
    by_name = Decision("培训场次", "人工", "甲", date(2026, 11, 1))
    by_value = Decision("培训场次", "人工", "甲", date(2026, 11, 1), target="9场")

    asked = answers(store, *rows, bindings=Bindings([by_name]))
    decided = answers(store, *rows, bindings=Bindings([by_value]))

    assert [Mark.UNSURE, Mark.UNSURE] == [each.mark for each in asked]
    assert "哪一行" in asked[0].match.why
    assert [Mark.MET, Mark.PERSON] == [each.mark for each in decided]


def test_a_decision_may_be_of_one_value_of_a_cell(store: Path):
    by_part = Decision("培训", "人工", "甲", date(2026, 11, 1), target="36人")

    (answer,) = answers(store, ("培训", "7期36人"), bindings=Bindings([by_part]))

    assert [Mark.MET, Mark.PERSON] == [each.mark for each in answer.promises]


def test_a_survey_counts_persons_not_answers(tmp_path: Path):
    heads = "answer_no,survey,group_name,question,answered_on,score,full_score\n"
    rows = "".join(
        f"a{n},年度调查,群众,满意{question},2026-06-0{n},5,5\n"
        for n in range(1, 4)
        for question in (1, 2)
    )
    (tmp_path / "answers.csv").write_text(heads + rows, "utf-8")
    load(tmp_path / "answers.csv", tmp_path / "store")

    (answer,) = answers(tmp_path / "store", ("群众满意度", "≥90%"))

    assert answer.measured is not None
    assert (6, 3) == (answer.measured.below, answer.measured.persons)
    actual = actual_of(answer)
    assert actual is not None
    assert "样本 3 人" in actual.shown
