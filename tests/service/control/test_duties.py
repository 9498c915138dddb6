"""Duties that exclude each other, at their edges."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.control.duties import (
    conflicts,
    duty_matrix,
    excluded_users,
    read_pairs,
)
from jixiao.service.control.notes import Account, Deputy, LogLine, MarkKind

PAIRS = read_pairs(["录入/审核"])


def line(user: str, duty: str, day: int = 2, device: str = "") -> LogLine:
    return LogLine(
        f"{user}{duty}{day}", datetime(2026, 3, day, 9), user, duty, "R1", device
    )


def kinds_of(
    *lines: LogLine, deputies: Sequence[Deputy] = (), accounts: Sequence[Account] = ()
) -> list[MarkKind]:
    return [m.kind for m in conflicts(lines, PAIRS, deputies, accounts).marks]


def test_both_steps_of_one_record_by_one_user_are_told_once():
    assert [MarkKind.CONFLICT] == kinds_of(
        line("u1", "录入"), line("u1", "审核"), line("u1", "审 核", 3)
    )


def test_two_users_are_no_conflict_and_one_device_is_a_question():
    assert [] == kinds_of(
        line("u1", "录入", device="a"), line("u2", "审核", device="b")
    )
    assert [MarkKind.SAME_DEVICE] == kinds_of(
        line("u1", "录入", device="a"), line("u2", "审核", device="a")
    )


@pytest.mark.parametrize(("day", "marks"), [(2, 0), (3, 0), (4, 1)])
def test_a_deputy_may_until_the_last_day(day: int, marks: int):
    deputy = Deputy("A1", "u1", "审核", date(2026, 3, 2), date(2026, 3, 3))

    assert marks == len(
        kinds_of(line("u1", "录入"), line("u1", "审核", day), deputies=[deputy])
    )


def test_a_deputy_for_another_duty_is_none_for_this():
    deputy = Deputy("A1", "u1", "支付", date(2026, 3, 2), date(2026, 3, 3))

    assert [MarkKind.CONFLICT] == kinds_of(
        line("u1", "录入"), line("u1", "审核"), deputies=[deputy]
    )


def test_two_accounts_of_one_name_are_a_question():
    accounts = [Account(user, "甲", date(2020, 1, 1)) for user in ("u1", "u2")]

    assert [MarkKind.NAMESAKES] == kinds_of(
        line("u1", "录入"), line("u2", "审核"), accounts=accounts
    )


def test_the_matrix_names_who_did_both_on_different_records():
    matrix = duty_matrix([line("u1", "录入"), line("u1", "审核"), line("u2", "审核")])

    assert [("u1", ("录入", "审核"))] == excluded_users(matrix, PAIRS)


@pytest.mark.parametrize("written", ["录入", "录入/", "录入/录入"])
def test_a_pair_written_otherwise_is_refused(written: str):
    with pytest.raises(JixiaoError, match=r"control\.exclusive"):
        read_pairs([written])
