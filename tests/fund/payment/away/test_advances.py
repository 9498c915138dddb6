"""The ledger of advances: balances, the share used, alarms at their lines, what is missing."""

from datetime import date
from fractions import Fraction

import pytest

from jixiao.fund.payment.away.advances import advance_ledgers, keep_ledger
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.away.rows import load, settled
from tests.fund.payment.terms import terms

IN, UP, USE, BACK = "1", "2", "3", "4"


def entries(*moves: tuple[str, int]):
    dated = [(f"e{n}", date(2026, 1, 1 + n), *move) for n, move in enumerate(moves)]
    return keep_ledger(dated, terms())


@pytest.mark.parametrize(
    ("used", "alarm"),
    [(69, ""), (70, "提醒"), (89, "提醒"), (90, "报警"), (100, "报警"), (101, "透支")],
)
def test_alarms_begin_at_their_lines(used: int, alarm: str):
    assert alarm == entries((IN, 100), (USE, used))[-1].alarm


def test_a_balance_follows_every_move():
    ledger = entries((IN, 100), (USE, 80), (UP, 60), (BACK, 20), (USE, 10))

    assert [100, 20, 80, 60, 50] == [each.balance for each in ledger]
    assert Fraction(90, 140) == ledger[-1].used_share


@pytest.mark.slow
def test_what_an_advance_lacks_is_two_months_of_clearing(tmp_path):
    moves = [
        {
            "entry_no": "1", "other_side": "980101", "move": IN,
            "moved_on": "2026-01-05", "amount": "1000.00",
        }
    ]  # fmt: skip
    bills = [settled("a"), settled("b", setl_time="2026-02-10 10:00:00", fund_pay_sumamt="1200.00")]  # fmt: skip
    with open_scratch(tmp_path) as engine:
        load(engine, SETL_D=bills, OUTAREA_ADVANCE=moves)
        (ledger,) = advance_ledgers(engine, date(2026, 3, 31), terms())

    assert (1_800_00, 800_00, "") == (ledger.needed, ledger.to_add, ledger.alarm)
