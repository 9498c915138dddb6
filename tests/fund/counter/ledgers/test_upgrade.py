"""A ledger of before goes on as if it had always been of today."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from decimal import Decimal

import pytest

import jixiao
from jixiao.fund.benefits import load_policies
from jixiao.fund.counter import (
    AlreadySettled,
    FaultyClaim,
    NothingToReverse,
    Receipt,
)
from jixiao.fund.counter.ledgers import open_ledger
from jixiao.fund.counter.names_of_before import NamesOfBefore
from tests.fund.counter.test_window import POLICY, stay

BEFORE = (
    """CREATE TABLE messages (
        message TEXT PRIMARY KEY, digest TEXT NOT NULL, answer TEXT NOT NULL)""",
    """CREATE TABLE settlements (
        setl_id TEXT PRIMARY KEY, psn_no TEXT NOT NULL, year INTEGER NOT NULL,
        place INTEGER NOT NULL, effects TEXT NOT NULL, answer TEXT NOT NULL,
        reversed_by TEXT, UNIQUE (psn_no, year, place))""",
    """CREATE TABLE accumulators (
        psn_no TEXT NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
        opening BIGINT NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (psn_no, year, kind, name))""",
)
DIGESTS = {
    "m1": "247c689000e1971320b2f8eb6559f929d713d593231eb61cc38933523e079f4b",
    "m2": "ba4dd52c3d2158d7032b899f41a866ae035bebf3d50c5f95fa097ecc8f3d35f9",
    "m3": "1c8d29724023ffe972b5466dd38ebdbf15ccfb20f2922c097972c9e87c5d8eab",
    "m4": "be89e1831b57dac2c0fea9a64d0a554e62f010ab637d62db6d30bb2076995116",
}
"""As the counter of before wrote them, for the same claims."""
NAMES = NamesOfBefore([load_policies()[POLICY]])
STAY = [
    ["visits", "住院", 1], ["paid", "住院", 738750], ["granted", "住院", 15000000],
    ["burden", "large", 261250], ["burden", "major", 261250],
    ["layer_granted", "major", 30000000], ["burden", "assistance", 261250],
]  # fmt: skip
AIDED = [
    *STAY, ["layer_paid", "assistance", 182875], ["layer_granted", "assistance", 6000000],
]  # fmt: skip
USED = {
    ("visits", "390/住院"): 2, ("paid", "390/住院"): 738750, ("granted", "390/住院"): 15000000,
    ("burden", "390/large"): 261250, ("burden", "390/major"): 261250,
    ("granted", "390/major"): 30000000, ("burden", "390/assistance"): 261250,
    ("paid", "390/assistance"): 182875, ("granted", "390/assistance"): 6000000,
}  # fmt: skip


def receipt(message: str, setl_id: str, psn_no: str, paid: str) -> str:
    return Receipt(
        message, setl_id, psn_no, "居民住院", {"hifp_pay": Decimal(paid)}, ()
    ).to_json()


@pytest.fixture
def before(ledger: str) -> str:
    """A ledger of before: a year with one stay opened, two settled and the first reversed."""
    with closing(open_ledger(ledger, NamesOfBefore())) as opened:
        for table in ("years", "settlements", "messages"):
            opened.run(f"DROP TABLE {table}")
        for table in BEFORE:
            opened.run(table)
        for setl_id, psn_no, place, effects, reversed_by in (
            ("000001", "1", 1, STAY, "m4"),
            ("000002", "1", 2, AIDED, None),
            ("000003", "2", 1, [], None),
        ):
            answer = receipt(f"m{setl_id[-1]}", setl_id, psn_no, "7387.50")
            opened.run(
                "INSERT INTO settlements VALUES"
                " (:setl_id, :psn_no, 2024, :place, :effects, :answer, :reversed_by)",
                setl_id=setl_id, psn_no=psn_no, place=place, answer=answer,
                effects=json.dumps(effects), reversed_by=reversed_by,
            )  # fmt: skip
            opened.run(
                "INSERT INTO messages VALUES (:message, :digest, :answer)",
                message=f"m{setl_id[-1]}", digest=DIGESTS[f"m{setl_id[-1]}"], answer=answer,
            )  # fmt: skip
        opened.run(
            "INSERT INTO messages VALUES ('m4', :digest, :answer)",
            digest=DIGESTS["m4"],
            answer=receipt("m4", "000001", "1", "-7387.50"),
        )
        for kind, name, amount in AIDED:
            opened.run(
                "INSERT INTO accumulators VALUES ('1', 2024, :kind, :name, :opening, :amount)",
                kind=kind, name=name, opening=int(kind == "visits"),
                amount=2 if kind == "visits" else amount,
            )  # fmt: skip
    return ledger


def test_a_ledger_of_before_goes_on(before: str):
    with jixiao.counter(before, policy=POLICY) as window:
        assert window.used("1", 2024) == USED
        assert window.used("2", 2024) == {}
        first = window.settle(stay(1), message="m1")
        assert first.amounts["hifp_pay"] == Decimal("7387.50")
        assert window.reverse("000001", message="m4").amounts == {
            "hifp_pay": Decimal("-7387.50")
        }
        with pytest.raises(NothingToReverse, match="m4 撤销过"):
            window.reverse("000001")
        with pytest.raises(AlreadySettled):
            window.settle(stay(2), message="m5")
        third = window.settle(stay(4), message="m6")
        assert "本年第 3 次" in third.steps[1].formula
        window.reverse("000004")
        window.reverse("000002")
        assert window.used("1", 2024) == {("visits", "390/住院"): 1}
        assert window.settle(stay(5, psn_no="2"), message="m7").amounts["hifp_pay"]


def test_two_windows_that_open_a_ledger_of_before_at_once_upgrade_it_once(before: str):
    with ThreadPoolExecutor(2) as pool:
        opened = [*pool.map(lambda _: open_ledger(before, NAMES), range(2))]

    for ledger in opened:
        with closing(ledger):
            assert ledger.used("1", 2024)["visits/390/住院"] == 2


def test_a_year_of_an_unknown_insurance_is_refused_until_it_is_opened_anew(before: str):
    open_ledger(before, NamesOfBefore()).close()

    with jixiao.counter(before, policy=POLICY) as window:
        with pytest.raises(FaultyClaim, match=r"没有写险种.*open_year"):
            window.settle(stay(4))
        window.reverse("000002")
        names = ("psn_no", "year", "kind", "name", "amount")
        row = ("1", 2024, "visits", "390/住院", 1)
        window.open_year([dict(zip(names, row, strict=True))])
        assert "本年第 2 次" in window.settle(stay(4)).steps[1].formula
