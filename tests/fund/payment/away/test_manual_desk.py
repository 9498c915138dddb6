"""Claims by hand: papers, the clock in working days, the same invoice and the same stay twice."""

from datetime import date

import pytest

from jixiao.fund.payment.away.manual_desk import (
    ClaimState,
    Desk,
    manual_desk,
    missing_papers,
)
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.fund.payment.away.rows import load, settled
from tests.fund.payment.terms import terms

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DAY = date(2026, 6, 30)


def claim(number: str, **said: str) -> dict[str, str]:
    return {
        "claim_no": number, "psn_no": f"p{number}", "accepted_on": "2026-06-01",
        "due_date": "2026-06-20", "done_on": "2026-06-10", "amount": "600.00",
        "fixmedins_code": "H9", "begndate": "2026-03-05", "enddate": "2026-03-10",
        "documents": "发票、费用清单、诊断证明",
    } | said  # fmt: skip


CLAIMS = [
    claim("1", invoice_no="No 001234"),
    claim("2", invoice_no="NO001234", accepted_on="2026-06-05"),
    claim("3", psn_no="p1", accepted_on="2026-06-07", begndate="2026-03-10", enddate=""),
    claim("4", psn_no="pa"),
    claim("5", psn_no="pb", setl_id="b"),
    claim("6", done_on="", documents="发票"),
    claim("7", done_on="2026-06-21", reason="2"),
    claim("8", done_on="", due_date="", accepted_on="2026-06-25"),
    claim("9", begndate="2026-03-11"),
    claim("10", due_date="", accepted_on="2026-12-20", done_on=""),
]  # fmt: skip
SETTLED = [settled("a"), settled("b", pay_loc="1"), settled("9")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    with open_scratch(tmp_path_factory.mktemp("desk")) as engine:
        load(engine, SETL_D=SETTLED, MANUAL_CLAIM=CLAIMS)
        return manual_desk(engine, YEAR, DAY, terms())


def test_the_same_money_claimed_twice_is_found_and_no_other(desk: Desk):
    assert {"2": ("1", "", ""), "3": ("", "1", ""), "4": ("", "", "a")} == {
        each.number: (each.same_invoice, each.same_stay, each.direct)
        for each in desk.twice
    }


def test_the_clock_is_by_the_stated_day_or_by_working_days(desk: Desk):
    states = {each.number: each.state for each in desk.claims}

    assert ClaimState.OVERDUE is states["6"]
    assert ClaimState.LATE is states["7"]
    assert ClaimState.RUNNING is states["8"]
    assert ClaimState.UNKNOWN is states["10"]
    assert 6 == desk.count(ClaimState.IN_TIME)
    assert date(2026, 8, 6) == next(c.due_on for c in desk.claims if c.number == "8")


def test_papers_that_lack_are_named(desk: Desk):
    assert [("6", ("费用清单", "诊断证明"))] == [
        (each.number, each.missing) for each in desk.lacking
    ]
    assert () == missing_papers("发票；费用清单 诊断证明", terms().names("away.manual_documents"))  # fmt: skip


def test_a_person_does_not_leave_whole(desk: Desk):
    assert all("p1" != each.person for each in desk.claims)
