"""A month's clearing line by line: four states, refunds across months, the same line twice."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.away.clearing import (
    AGREED,
    NOT_OURS,
    NOT_THEIRS,
    UNLIKE,
    clear_month,
    unlike_pairs,
)
from jixiao.fund.payment.kept import AWAY_CLEARED
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.away.rows import HOME, billed, load, settled

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def engine(tmp_path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        yield opened


def whys(engine: Embedded) -> dict[str, str]:
    rows = engine.fetch(AWAY_CLEARED.read(engine)).to_pylist()
    return {row["pair"]: row["why"] for row in rows}


def test_every_line_stands_in_one_of_four_states(engine: Embedded):
    ours = [settled(n) for n in "abc"]
    theirs = [billed("1", "a"), billed("2", "b", "500.00"), billed("3", "z")]
    load(engine, SETL_D=ours, OUTAREA_BILL=theirs)

    cleared = clear_month(engine, MARCH)

    counts = {each.state: each.lines for each in cleared.states}
    assert {AGREED: 1, UNLIKE: 1, NOT_OURS: 1, NOT_THEIRS: 1} == counts
    assert (1_800_00, 1_700_00) == (cleared.own_fund, cleared.other_fund)
    differences = [(r["own_fund"] or 0) - (r["other_fund"] or 0) for r in unlike_pairs(engine)]  # fmt: skip
    assert cleared.own_fund - cleared.other_fund == sum(differences)
    assert [("980101", 4, 3)] == [(s.area, s.lines, s.unlike) for s in cleared.sides]


@pytest.mark.slow
def test_a_refund_of_another_month_and_number_stays_matched_by_its_original(
    engine: Embedded,
):
    back = {"medfee_sumamt": "-1000.00", "fund_pay_sumamt": "-600.00"}
    refund = settled("a-2", refd_setl_flag="1", init_setl_id="a", setl_time="2026-04-02 09:00:00", **back)  # fmt: skip
    theirs = [
        billed("1", "a"),
        billed("9", "T77", "-600.00", init_setl_id="a", clr_month="2026-05-01", medfee_sumamt="-1000.00"),
    ]  # fmt: skip
    load(engine, SETL_D=[settled("a"), refund], OUTAREA_BILL=theirs)

    april = clear_month(engine, APRIL)

    assert (1, 1, 1) == (april.state(AGREED).lines, april.across, april.refunds)
    assert (-600_00, 0) == (april.own_fund, april.other_fund)
    assert ["退费，两方列在不同的月份，对上原结算"] == list(whys(engine).values())


@pytest.mark.slow
def test_a_line_listed_twice_by_the_other_side_is_told(engine: Embedded):
    load(engine, SETL_D=[settled("a")], OUTAREA_BILL=[billed("1", "a"), billed("2", "a")])  # fmt: skip

    cleared = clear_month(engine, MARCH)

    assert (1, 1) == (cleared.state(AGREED).lines, cleared.state(NOT_OURS).lines)
    assert "对方把同一笔列了不止一次" == whys(engine)["a#2"]


@pytest.mark.slow
def test_fees_that_differ_are_no_agreement(engine: Embedded):
    load(engine, SETL_D=[settled("a")], OUTAREA_BILL=[billed("1", "a", medfee_sumamt="999.00")])  # fmt: skip

    clear_month(engine, MARCH)

    assert {"a#1": "基金相同，医疗费不同"} == whys(engine)


@pytest.mark.slow
def test_care_here_of_others_is_cleared_with_those_who_insure_them(engine: Embedded):
    ours = billed("5", "w", side="1", insu_admdvs="970101", care_admdvs=HOME)
    theirs = billed("6", "w", insu_admdvs="970101", care_admdvs=HOME)
    insured = [{"psn_no": "p", "insu_admdvs": HOME}]
    load(engine, OUTAREA_BILL=[ours, theirs], PSN_INSU_D=insured)

    cleared = clear_month(engine, MARCH)

    assert [("970101", 1, 0)] == [(s.area, s.lines, s.unlike) for s in cleared.sides]


@pytest.mark.slow
def test_our_own_file_stands_before_the_settlements_that_it_lists(engine: Embedded):
    ours = billed("5", "a", "590.00", side="1")
    load(engine, SETL_D=[settled("a")], OUTAREA_BILL=[ours, billed("1", "a", "590.00")])

    assert 1 == clear_month(engine, MARCH).state(AGREED).lines


@pytest.mark.slow
def test_a_month_without_lines_is_refused_in_words(engine: Embedded):
    load(engine, SETL_D=[settled("a", pay_loc="2")])

    with pytest.raises(JixiaoError, match="2026-03 没有任何一方的异地结算"):
        clear_month(engine, MARCH)
