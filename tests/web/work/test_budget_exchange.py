"""Figures exchanged with 预算管理一体化: what goes out comes in, and nothing typed is overwritten."""

from decimal import Decimal

import pytest

from jixiao.web.models import Case
from jixiao.web.work import budget_exchange as exchange
from tests.drawn import drawn
from tests.web.conftest import APPROVED, County
from tests.web.typed_forms import draft_of, send_change

CODE = "640501-26-0007"


@pytest.fixture
def case(home: County) -> Case:
    case = home.case()
    client = home.client("clerk")
    send_change(client, case, token="a", path="project_code", text=CODE)
    number = {"path": "other_fields.预算指标编号", "text": "YS2026-18"}
    send_change(client, case, token="b", **number)
    for move in (*APPROVED, "open_monitoring"):
        home.move(case, move)
    return case


def row(**changed: str) -> dict[str, str]:
    return {"年度": "2026", "项目编码": CODE, "执行数（元）": "30,000.00", **changed}


def executed(case: Case) -> Decimal | None:
    return draft_of(case, "monitoring").table.budget_execution.total.executed


def test_what_was_approved_goes_out_as_csv_and_json(case: Case):
    rows = list(exchange.rows_of(case.year))

    assert [(CODE, "YS2026-18", "120000.00", "")] == [
        (
            row["项目编码"],
            row["预算指标编号"],
            row["批复预算（元）"],
            row["执行数（元）"],
        )
        for row in rows
    ]
    assert rows == exchange.read(exchange.as_csv(rows))
    assert rows == exchange.read(exchange.as_json(rows))


@pytest.mark.slow
def test_what_was_spent_comes_into_the_open_form_in_its_unit(case: Case):
    taken = exchange.take([row()])

    assert (1, []) == (taken.forms, taken.left)
    assert Decimal(3) == executed(case)
    rate = draft_of(case, "monitoring").table.budget_execution.total.rate
    assert Decimal(25) == rate
    assert "30000.00" == next(exchange.rows_of(2026))["执行数（元）"]


@pytest.mark.slow
def test_what_somebody_typed_is_not_overwritten(home: County, case: Case):
    path = "budget_execution.total.executed"
    send_change(
        home.client("clerk"), case, "monitoring", token="c", path=path, text="5"
    )

    taken = exchange.take([row()])

    assert 0 == taken.forms
    assert "表上已填 5 万元" in taken.left[0]
    assert Decimal(5) == executed(case)


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"执行数（元）": "三万"}, "不是金额"), ({"执行数（元）": "-1"}, "不是金额"),
        ({"项目编码": "x"}, "没有这个编码"), ({"年度": "2025"}, "没有这个编码"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_told(
    case: Case, changed: dict[str, str], said: str
):
    taken = exchange.take([row(**changed)])

    assert said in taken.left[0]
    assert executed(case) is None


@pytest.mark.parametrize("text", ["年度,项目编码\n2026,1\n", "[1]", "[{"])
def test_a_table_without_its_heads_is_refused(text: str):
    with pytest.raises(exchange.FaultyExchange, match="请"):
        exchange.read(text)
