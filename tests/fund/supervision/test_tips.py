"""Tips: who told is sealed, who looked is written down, rewards are paid once and in time."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.supervision.tip_rewards import tariffs
from jixiao.fund.supervision.tips import Tip, TipRegister, new_key, open_register

NOON = datetime(2026, 3, 2, 12)
KEY = new_key()
WHO = {"姓名": "示例甲", "联系方式": "示例号码"}
PERSON = tariffs()["hefei_person"]


def tip(code: str = "J1", *, named: bool = True, insider: bool = False) -> Tip:
    return Tip(code, "电话", NOON, named, insider, "H1", "挂床", ["乙"])


@pytest.fixture
def register(tmp_path: Path) -> Iterator[TipRegister]:
    with open_register(tmp_path / "tips.db") as opened:
        opened.accept(tip(), WHO, KEY)
        yield opened


def look(register: TipRegister, who: str = "甲", key: bytes = KEY) -> dict[str, str]:
    return register.identity("J1", who=who, why="发放奖励", at=NOON, key=key)


def test_an_identity_is_opened_with_its_key_and_the_look_is_kept(register: TipRegister):
    assert look(register) == WHO

    (reading,) = register.readings()
    assert ("J1", "甲", "发放奖励", False) == (
        reading.tip, reading.who, reading.why, reading.refused,
    )  # fmt: skip


def test_who_is_named_in_a_tip_is_refused_and_that_is_kept(register: TipRegister):
    with pytest.raises(JixiaoError, match="本人不能查阅举报人身份"):
        look(register, "乙")

    assert [True] == [reading.refused for reading in register.readings()]


def test_nothing_of_an_identity_stands_in_the_file(
    register: TipRegister, tmp_path: Path
):
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert "挂床".encode() in content
    assert "示例甲".encode() not in content
    assert b"\\u793a" not in content
    with pytest.raises(JixiaoError, match="钥匙不对"):
        look(register, key=new_key())


def test_the_log_is_only_added_to(register: TipRegister, tmp_path: Path):
    look(register)
    with (
        sqlite3.connect(tmp_path / "tips.db") as behind,
        pytest.raises(sqlite3.IntegrityError, match="only added to"),
    ):
        behind.execute("DELETE FROM readings")
    behind.close()


def test_a_look_wants_a_reason(register: TipRegister):
    with pytest.raises(JixiaoError, match="写明理由"):
        register.identity("J1", who="甲", why=" ", at=NOON, key=KEY)


def test_an_anonymous_tip_has_no_identity(register: TipRegister):
    register.accept(tip("J2", named=False), None, None)

    with pytest.raises(JixiaoError, match="匿名"):
        register.identity("J2", who="甲", why="x", at=NOON, key=KEY)
    with pytest.raises(JixiaoError, match="已经登记过"):
        register.accept(tip("J2", named=False), None, None)


def decided(register: TipRegister) -> date:
    return register.decide_reward(
        "J1", PERSON, 2_000_000, noticed_on=date(2026, 3, 2), by="丙"
    ).claim_until


def test_a_reward_is_paid_once_by_somebody_else_and_in_time(register: TipRegister):
    assert date(2026, 5, 2) == decided(register)
    with pytest.raises(JixiaoError, match="不能再由本人发放"):
        register.pay("J1", date(2026, 5, 2), by="丙")

    paid = register.pay("J1", date(2026, 5, 2), by="丁")

    assert (250_000, date(2026, 5, 2)) == (paid.amount, paid.paid_on)
    with pytest.raises(JixiaoError, match="已于 2026-05-02 发放"):
        register.pay("J1", date(2026, 5, 2), by="丁")
    with pytest.raises(JixiaoError, match="不能再奖一次"):
        decided(register)


def test_a_day_too_late_it_is_waived(register: TipRegister):
    decided(register)

    with pytest.raises(JixiaoError, match="逾期视为放弃"):
        register.pay("J1", date(2026, 5, 3), by="丁")
    assert ("逾期放弃", "1 件，2,500.00 元") == register.statistics(date(2026, 5, 3))[
        -1
    ]


def test_statistics_name_nobody(register: TipRegister):
    statistics = str(register.statistics(date(2026, 3, 3)))

    assert "('电话', '1 件，实名 1，内部 0')" in statistics
    assert "示例" not in statistics
