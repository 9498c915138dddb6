"""A ledger on a server: what it answers is on the disk, and is the answer to what was asked."""

from contextlib import closing

import pytest

from jixiao.fund.counter.ledgers import open_ledger
from jixiao.fund.counter.names_of_before import NamesOfBefore


def test_an_answer_that_was_not_read_is_not_taken_for_the_next(
    cluster: str, monkeypatch: pytest.MonkeyPatch
):
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    with closing(open_ledger(cluster, NamesOfBefore())) as ledger:
        assert [[1]] == ledger.run("SELECT 1")
        monkeypatch.setattr(ledger._connection, "handle_messages", interrupted)
        with pytest.raises(KeyboardInterrupt):
            ledger.run("SELECT 1")

        assert [[2]] == ledger.run("SELECT 2")


def test_a_server_that_answers_before_the_disk_is_asked_to_wait(cluster: str):
    with closing(open_ledger(cluster, NamesOfBefore())) as ledger:
        ledger.run("ALTER ROLE postgres SET synchronous_commit = off")
        try:
            with closing(open_ledger(cluster, NamesOfBefore())) as another:
                assert [["on"]] == another.run("SHOW synchronous_commit")
        finally:
            ledger.run("ALTER ROLE postgres RESET synchronous_commit")
