"""A ledger in a file: its writers take turns, and nothing is kept by halves."""

import time
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from jixiao.fund.counter.ledgers import Collision, LedgerLost, Request, open_ledger
from jixiao.fund.counter.ledgers.ledger import Seen
from jixiao.fund.counter.ledgers.turnstile import Turnstile
from jixiao.fund.counter.names_of_before import NamesOfBefore

CLAIM = {"psn_no": "1", "year": 2024, "setl_id": "S1"}


def test_who_has_just_written_comes_after_who_waits(tmp_path: Path):
    place = tmp_path / "counter.sqlite"
    watcher = Turnstile(tmp_path / "counter.sqlite-turn")
    order = []
    with (
        closing(watcher),
        closing(open_ledger(place, NamesOfBefore())) as first,
        closing(open_ledger(place, NamesOfBefore())) as second,
    ):

        def wait() -> None:
            with second.holding("2", 2024):
                order.append("second")

        waiting = Thread(target=wait)
        with first.holding("1", 2024):
            waiting.start()
            while watcher.enter():  # until the other is inside
                watcher.leave()
                time.sleep(0.001)
        with first.holding("1", 2024):
            order.append("first")
        waiting.join()

    assert ["second", "first"] == order


def test_of_a_settlement_that_collides_nothing_is_kept(tmp_path: Path):
    place = tmp_path / "counter.sqlite"
    with closing(open_ledger(place, NamesOfBefore())) as ledger:
        ledger.keep(Request("m1", "d"), CLAIM, 0, {"visits/390/住院": 1}, [], "[]")
        for claim, version in (
            (CLAIM | {"setl_id": "S2"}, 0),  # the year has changed
            (CLAIM, 1),  # the settlement is there
            (CLAIM | {"setl_id": "S3", "psn_no": "2"}, 0),  # the message is there
        ):
            with pytest.raises(Collision):
                ledger.keep(
                    Request("m1", "d"), claim, version, {"visits/390/住院": 9}, [], ""
                )

        assert {"visits/390/住院": 1} == ledger.used("1", 2024)
        assert {} == ledger.used("2", 2024)
        assert ledger.person_and_year("S3") is None


def test_a_full_disk_is_told_and_nothing_is_kept_by_halves(tmp_path: Path):
    place = tmp_path / "counter.sqlite"
    with closing(open_ledger(place, NamesOfBefore())) as ledger:
        ledger.run("PRAGMA max_page_count = 1")  # SQLite takes as many as there are
        with pytest.raises(LedgerLost, match=r"磁盘已满.*同一报文编号重发"):
            ledger.keep(Request("m1", "d"), CLAIM, 0, {}, [], "答" * 99_999)

        assert ledger.see("1", 2024, "S1", "m1") == Seen(0, {}, None, is_settled=False)
