"""One order at once: what the year's rules say of it."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.audit import Grade, library
from jixiao.fund.audit.order_desk import Order, OrderDesk, open_desk
from tests.spec_page import read_page

LINE = {
    "bkkp_sn": "b1", "setl_id": "s1", "mdtrt_id": "v1", "psn_no": "p1", "fixmedins_code": "H1",
    "fee_ocur_time": "2026-03-01 10:00", "hilist_code": "X01", "cnt": 1, "pric": 10,
    "det_item_fee_sumamt": "10.00", "inscp_amt": "10.00", "med_type": "11", "gend": "1",
}  # fmt: skip
POINTS = [
    {
        "kp_id": "k1", "kind": "药品区分性别", "hilist_code": "X0", "by_prefix": "1",
        "allowed": "2", "begndate": "2025-01-01",
    },
    {
        "kp_id": "k2", "kind": "重复收费", "hilist_code": "A1", "other_code": "B1",
        "span": "单日", "begndate": "2025-01-01",
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def desk() -> Iterator[OrderDesk]:
    with open_desk(POINTS, date(2026, 3, 1)) as opened:
        yield opened


def test_an_order_is_answered_with_a_verdict_and_its_sentence(desk: OrderDesk):
    (mark,) = desk.ask(Order([LINE]))

    assert ("DR01", Grade.CERTAIN, "b1") == (mark.rule, mark.claim, mark.line)
    assert "限另一性别的药品，费用 10.00 元" == mark.sentence


def test_the_next_order_knows_nothing_of_the_one_before(desk: OrderDesk):
    desk.ask(Order([LINE]))

    assert [] == desk.ask(Order([LINE | {"gend": "2"}]))


def test_lines_of_one_order_are_seen_beside_each_other(desk: OrderDesk):
    main = LINE | {"hilist_code": "A1", "bkkp_sn": "b1"}
    part = LINE | {"hilist_code": "B1", "bkkp_sn": "b2"}

    marks = desk.ask(Order([main, part]))

    assert [("CG01", "b2")] == [(mark.rule, mark.line) for mark in marks]


def test_a_column_that_is_not_known_is_refused(desk: OrderDesk):
    with pytest.raises(JixiaoError, match="没有列 sex"):
        desk.ask(Order([LINE | {"sex": "1"}]))


def test_rules_that_one_order_cannot_answer_are_named(desk: OrderDesk):
    assert "AD01" in desk.unasked
    assert "DR01" not in desk.unasked


@pytest.mark.slow
def test_an_order_is_marked_as_the_page_of_the_year_is():
    rule = library()["CG01"]
    for example in read_page(rule.page):
        blocks = dict(example.blocks)
        points, rows = blocks["knowledge_points"], blocks["audited_lines"]
        assert isinstance(points, list)
        assert isinstance(rows, list)
        with open_desk(points, date(2026, 3, 1)) as desk:
            marks = desk.ask(Order([LINE | row for row in rows]))

        assert [row["key"] for row in example.finds] == [
            mark.line for mark in marks if mark.rule == rule.code
        ]
