"""Budgets and final accounts: which title is one, when it is late, what is read in it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from jixiao.service.disclosure.accounts import (
    AccountDue,
    AccountSeen,
    Publication,
    account_faults,
    names_account,
)
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import load_scheme

DUE = AccountDue(2026, "预算", date(2026, 2, 10))


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("2026年部门预算公开", True), ("某局 2026 年度 部门预算", True),
        ("2025年部门预算公开", False), ("2026年度部门决算", False),
        ("2026年预算绩效目标公开", False), ("关于2026年预算编制的通知", False), ("12026预算", False),
    ],
)  # fmt: skip
def test_a_title_names_its_account(title: str, is_one: bool):
    assert is_one == names_account(title, DUE)


def faults(
    published: Sequence[Publication], seen: AccountSeen, day: date = date(2026, 3, 31)
) -> list[Fault]:
    limit = load_scheme().limits["accounts"]
    return [
        *account_faults(DUE, published, limit, lambda _: seen, day=day, is_whole=True)
    ]


def publication(on: date | None) -> Publication:
    return Publication("2026年部门预算", "u", on, [Path("a.docx")])


SOUND = AccountSeen(2026, is_account=True, faults=(), doubts=())


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 3, 2), []), (date(2026, 3, 3), [True]), (None, [False])],
)
def test_it_is_late_from_the_twenty_first_day(on: date | None, expected: list[bool]):
    assert expected == [each.is_sure for each in faults([publication(on)], SOUND)]


@pytest.mark.parametrize(("day", "expected"), [(2, 0), (3, 1)])
def test_it_is_missed_once_it_is_due(day: int, expected: int):
    assert expected == len(faults([], SOUND, date(2026, 3, day)))


def test_what_the_checks_say_is_told_and_what_was_not_read_is_a_doubt():
    wrong = AccountSeen(2025, is_account=True, faults=["BU01 合计不符"], doubts=())
    unread = AccountSeen(None, is_account=False, faults=(), doubts=["没有读"])

    faults_told = faults([publication(date(2026, 3, 1))], wrong)
    doubt = faults([publication(date(2026, 3, 1))], unread)

    assert faults_told[0].says.endswith("读出的是 2025 年")
    assert faults_told[1].says.endswith("BU01 合计不符")
    assert [(FaultKind.ACCOUNT_FAULTY, False)] == [(f.kind, f.is_sure) for f in doubt]
