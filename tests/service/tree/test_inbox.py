"""Packages are taken or refused with the reason; versions follow one another."""

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.tree.inbox import Outcome, open_inbox
from jixiao.service.tree.package import FaultyPackage
from jixiao.service.tree.signing import SigningKey
from tests.service.tree.bookings import CITY, EAST, WEST
from tests.service.tree.packages import (
    CAME,
    DAY,
    KEYS,
    MADE,
    contents_of,
    expected,
    package_of,
    shared,
    trust_all,
)


@contextmanager
def an_inbox(folder):
    with open_inbox(folder / "packages.db") as inbox:
        trust_all(inbox)
        yield inbox


def test_a_package_in_time_is_taken_and_once_only(tmp_path):
    package = package_of(EAST)
    with an_inbox(tmp_path) as inbox:
        first = inbox.receive(package, expected(), by="甲", at=CAME)
        again = inbox.receive(package, expected(), by="甲", at=CAME)

        assert (Outcome.TAKEN, None) == (first.outcome, first.days_late)
        assert Outcome.TWICE is again.outcome
        assert 1 == len(inbox.current(2026, DAY))


@pytest.mark.parametrize(
    ("day", "late"), [(date(2027, 1, 31), None), (date(2027, 2, 1), 1)]
)
def test_the_last_day_is_in_time_and_the_next_is_late(tmp_path, day, late):
    with an_inbox(tmp_path) as inbox:
        receipt = inbox.receive(
            package_of(EAST), expected(), by="甲", at=datetime(2027, 3, 1), came_on=day
        )

    assert (Outcome.TAKEN, late) == (receipt.outcome, receipt.days_late)


def test_nothing_comes_after_it_is_entered(tmp_path):
    with an_inbox(tmp_path) as inbox, pytest.raises(JixiaoError, match="在今天以后"):
        inbox.receive(
            package_of(EAST), expected(), by="甲", at=CAME, came_on=date(2027, 1, 9)
        )


REFUSED = [
    (lambda: package_of(EAST, division="990199"), "不是 990100 示例市"),
    (lambda: package_of(EAST, division=CITY), "不是 990100 示例市"),
    (lambda: package_of(EAST, year=2025), "包是 2025 年度"),
    (lambda: package_of(EAST, until=date(2026, 6, 30)), "截至 2026-06-30"),
    (lambda: package_of(EAST, key=SigningKey.new()), "签名不是"),
    (lambda: package_of(EAST, key=KEYS[WEST]), "签名不是"),
    (lambda: package_of(EAST, contents=contents_of(WEST)), "有别的地区的行"),
    (lambda: package_of(EAST, made_at=CAME + timedelta(days=2)), "比现在还晚"),
    (lambda: package_of(EAST)[:-30], None),
]


@pytest.mark.parametrize(("make", "why"), REFUSED)
def test_what_must_not_be_taken_is_refused_with_the_reason(tmp_path, make, why):
    with an_inbox(tmp_path) as inbox:
        if why is None:
            with pytest.raises(JixiaoError, match="传坏了"):
                inbox.receive(make(), expected(), by="甲", at=CAME)
            return
        receipt = inbox.receive(make(), expected(), by="甲", at=CAME)

        assert Outcome.REFUSED is receipt.outcome
        assert why in receipt.why
        assert [] == inbox.current(2026, DAY)


def test_a_later_version_takes_the_place_and_an_earlier_does_not(tmp_path):
    fewer = replace(contents_of(EAST), money=[])
    with an_inbox(tmp_path) as inbox:
        inbox.receive(package_of(EAST), expected(), by="甲", at=CAME)
        newer = package_of(EAST, contents=fewer, made_at=MADE + timedelta(hours=1))
        inbox.receive(newer, expected(), by="甲", at=CAME)
        older = package_of(EAST, contents=fewer, made_at=MADE - timedelta(hours=1))
        refused = inbox.receive(older, expected(), by="甲", at=CAME)

        (_, package), = inbox.current(2026, DAY)  # fmt: skip
        assert [] == package.contents.money
        assert 2 == inbox.versions(EAST, 2026, DAY)
        assert "打得更早" in refused.why


def test_lists_under_another_key_are_refused(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    ours, theirs = shared(tmp_path / "a"), shared(tmp_path / "b")
    with an_inbox(tmp_path) as inbox:
        receipt = inbox.receive(
            package_of(EAST, theirs), expected(ours), by="甲", at=CAME
        )

    assert "会重复计人" in receipt.why


def test_a_revoked_key_is_trusted_no_more_and_what_it_brought_stays(tmp_path):
    with an_inbox(tmp_path) as inbox:
        inbox.receive(package_of(EAST), expected(), by="甲", at=CAME)
        inbox.revoke(EAST, KEYS[EAST].public, by="乙", at=CAME)
        later = package_of(EAST, made_at=MADE + timedelta(hours=1))
        receipt = inbox.receive(later, expected(), by="甲", at=CAME)

        assert "还没有登记公钥" in receipt.why
        assert 1 == len(inbox.current(2026, DAY))
        with pytest.raises(JixiaoError, match="没有登记这把公钥"):
            inbox.revoke(EAST, KEYS[EAST].public, by="乙", at=CAME)


def test_whatever_came_is_listed_and_nothing_is_taken_out(tmp_path):
    with an_inbox(tmp_path) as inbox:
        inbox.receive(package_of(EAST, year=2025), expected(), by="甲", at=CAME)

        assert [Outcome.REFUSED] == [each.outcome for each in inbox.receipts()]
        with pytest.raises(sqlite3.IntegrityError):
            inbox._db.execute("DELETE FROM receipts")


@pytest.mark.parametrize(
    ("change", "year", "until"),
    [("year = 2025", 2025, DAY), ("until = '2026-06-30'", 2026, date(2026, 6, 30))],
)
def test_a_package_put_into_another_period_is_told(tmp_path, change, year, until):
    with an_inbox(tmp_path) as inbox:
        inbox.receive(package_of(EAST), expected(), by="甲", at=CAME)
    with closing(sqlite3.connect(tmp_path / "packages.db")) as store:
        store.executescript(
            f"DROP TRIGGER receipts_UPDATE; UPDATE receipts SET {change}"
        )

    with (
        open_inbox(tmp_path / "packages.db") as inbox,
        pytest.raises(FaultyPackage, match="登记被改过"),
    ):
        inbox.current(year, until)
