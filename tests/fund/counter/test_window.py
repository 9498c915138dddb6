"""The counter settles as the batch does, once for each message, whatever happens meanwhile."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import jixiao
from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.fund.benefits import load_policies
from jixiao.fund.counter import (
    AlreadySettled,
    Counter,
    LedgerBusy,
    LedgerLost,
    MessageReused,
    NothingToReverse,
    Receipt,
)
from jixiao.fund.counter.ledgers import open_ledger
from jixiao.fund.counter.names_of_before import NamesOfBefore
from tests.conftest import ROOT
from tests.fund.benefits.claims import Row, claim, histories, settled, used_after

POLICY = "sample_2024"
SAMPLE = [load_policies()[POLICY]]
MAY = datetime(2024, 5, 1)
PAID = ("act_pay_dedc", "hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay", "psn_pay")


def in_yuan(row: Row) -> Row:
    """A claim as a clerk's program sends it."""
    return {
        name: Decimal(value).scaleb(-2)
        if isinstance(value, int) and name != "year"
        else value
        for name, value in row.items()
    }


def stay(number: int, **said: Any) -> Row:
    return in_yuan(
        claim(number, MAY + timedelta(minutes=number), inscp_amt=1_000_000, **said)
    )


def in_fen(receipt: Receipt) -> dict[str, int]:
    return {name: int(receipt.amounts[name] * 100) for name in PAID}


def a_year() -> list[Row]:
    claims = [c for c in histories(17, persons=12) if c["setl_time"].year == 2024]
    return sorted(claims, key=lambda c: (c["setl_time"], c["setl_id"]))


@pytest.fixture
def window(ledger: str) -> Iterator[Counter]:
    with jixiao.counter(ledger, policy=POLICY) as opened:
        yield opened


def test_what_the_counter_settles_is_what_the_batch_settles(window: Counter):
    claims = a_year()
    batch, used = settled(claims, SAMPLE), used_after(claims, SAMPLE)

    for row in claims:
        answer = window.settle(in_yuan(row))
        assert {name: batch[row["setl_id"]][name] for name in PAID} == in_fen(answer)
        assert answer.steps[-1].amount == batch[row["setl_id"]]["psn_pay"]
    for person in {row["psn_no"] for row in claims}:
        of_person = {key[2:]: n for key, n in used.items() if key[0] == person}
        assert of_person == window.used(person, 2024)


def test_the_same_message_again_changes_nothing(window: Counter):
    first = window.settle(stay(1), message="m1")
    used = window.used("1", 2024)

    assert first == window.settle(stay(1), message="m1")
    assert used == window.used("1", 2024)
    with pytest.raises(MessageReused, match="内容不同"):
        window.settle(stay(1) | {"hosp_lv": "02"}, message="m1")
    with pytest.raises(AlreadySettled, match="已由另一条报文结算过"):
        window.settle(stay(1), message="m2")
    assert used == window.used("1", 2024)


def test_a_reversal_is_the_exact_negative_and_restores_the_year(window: Counter):
    window.settle(stay(1))
    before = window.used("1", 2024)
    paid = window.settle(stay(2, psn_idet_type="7019"))
    reversal = window.reverse("000002")

    assert reversal.reversal
    assert {n: -amount for n, amount in paid.amounts.items()} == dict(reversal.amounts)
    assert before == window.used("1", 2024)
    assert reversal == window.reverse("000002")
    with pytest.raises(NothingToReverse, match="撤销过"):
        window.reverse("000002", message="again")
    with pytest.raises(NothingToReverse, match="没有结算ID"):
        window.reverse("000009")
    again = window.settle(stay(3, psn_idet_type="7019"))
    assert paid.amounts == again.amounts


def test_reversing_all_in_any_order_leaves_nothing_used(window: Counter):
    claims = [row for row in a_year() if row["psn_no"] == "P3"]
    for row in claims:
        window.settle(in_yuan(row))
    for row in claims[::2] + claims[1::2]:
        window.reverse(row["setl_id"])

    assert len(claims) > 3
    assert {} == window.used("P3", 2024)


def test_a_reversal_takes_back_the_limit_that_only_it_granted(window: Counter):
    visit = {"insutype": "310", "med_type": "11"}
    window.settle(stay(1, psn_type="21", **visit))  # 4,500 for the retired
    window.settle(stay(2, psn_type="11", **visit))  # 4,000 for those at work
    assert 450_000 == window.used("1", 2024)["granted", "310/门诊"]
    window.reverse("000001")

    assert 400_000 == window.used("1", 2024)["granted", "310/门诊"]
    third = window.settle(stay(3, psn_type="11", **visit))
    assert Decimal("4000.00") == third.amounts["hifp_pay"]


def test_a_preview_keeps_nothing(window: Counter):
    window.settle(stay(1))
    used = window.used("1", 2024)
    preview = window.preview(stay(2))

    assert used == window.used("1", 2024)
    assert preview.message is None
    assert preview.amounts == window.settle(stay(2)).amounts


@pytest.mark.slow
def test_a_year_begun_in_batch_goes_on_at_the_counter(window: Counter):
    claims = [row for row in a_year() if row["psn_no"] in ("P1", "P2", "P3")]
    first, rest = claims[: len(claims) // 2], claims[len(claims) // 2 :]
    batch = settled(claims, SAMPLE)
    names = ("psn_no", "year", "kind", "name", "amount")
    window.open_year(
        dict(zip(names, (*key, n), strict=True))
        for key, n in used_after(first, SAMPLE).items()
    )

    for row in rest:
        paid = {name: batch[row["setl_id"]][name] for name in PAID}
        assert paid == in_fen(window.settle(in_yuan(row)))
    with pytest.raises(AlreadySettled, match="不能再设期初"):
        window.open_year(
            [
                dict(
                    zip(
                        names,
                        (rest[0]["psn_no"], 2024, "visits", "390/住院", 1),
                        strict=True,
                    )
                )
            ]
        )
    for row in rest:
        window.reverse(row["setl_id"])
    for person in ("P1", "P2", "P3"):
        of_person = {
            k[2:]: n for k, n in used_after(first, SAMPLE).items() if k[0] == person
        }
        assert of_person == window.used(person, 2024)


def test_windows_that_settle_one_person_at_once_never_overuse(ledger: str):
    claims = [
        in_yuan(claim(n, MAY, inscp_amt=40_000, med_type="11", hosp_lv="08"))
        for n in range(24)
    ]
    with ExitStack() as stack:
        windows = [
            stack.enter_context(jixiao.counter(ledger, policy=POLICY)) for _ in range(4)
        ]
        with ThreadPoolExecutor(4) as pool:
            work = [
                pool.submit(windows[n % 4].settle, row) for n, row in enumerate(claims)
            ]
            answers = [task.result() for task in work]
        used = windows[0].used("1", 2024)

    assert Decimal("300.00") == sum(answer.amounts["hifp_pay"] for answer in answers)
    assert (24, 300_00) == (used["visits", "390/门诊"], used["paid", "390/门诊"])


def test_one_message_sent_to_two_windows_at_once_settles_once(ledger: str):
    with ExitStack() as stack:
        windows = [
            stack.enter_context(jixiao.counter(ledger, policy=POLICY)) for _ in range(3)
        ]
        with ThreadPoolExecutor(3) as pool:
            for n in range(6):
                row = stay(n)
                work = [
                    pool.submit(window.settle, row, message=f"m{n}")
                    for window in windows
                ]
                first, *others = [task.result() for task in work]
                assert others == [first, first]
        used = windows[0].used("1", 2024)

    assert 6 == used["visits", "390/住院"]


def test_a_window_that_waits_too_long_says_so_and_keeps_nothing(ledger: str):
    with (
        jixiao.counter(ledger, policy=POLICY) as holder,
        jixiao.counter(ledger, policy=POLICY, patience=0.1) as waiter,
    ):
        with (
            holder._ledger.holding("1", 2024),
            pytest.raises(LedgerBusy, match="同一报文编号重发"),
        ):
            waiter.settle(stay(1))

        assert {} == waiter.used("1", 2024)
        assert waiter.settle(stay(1)).amounts["hifp_pay"] == Decimal("7275.00")


def test_postgresql_serves_another_person_meanwhile(cluster: str):
    with (
        jixiao.counter(cluster, policy=POLICY) as holder,
        jixiao.counter(cluster, policy=POLICY, patience=0.1) as other,
        holder._ledger.holding("1", 2024),
    ):
        assert other.settle(stay(777, psn_no="another")).amounts["hifp_pay"]


def test_a_connection_that_breaks_is_told_and_made_anew(cluster: str):
    with (
        jixiao.counter(cluster, policy=POLICY) as window,
        closing(open_ledger(cluster, NamesOfBefore())) as other,
    ):
        first = window.settle(stay(881, psn_no="broken"))
        other.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'jixiao' AND pid <> pg_backend_pid()"
        )
        with pytest.raises(LedgerLost, match="同一报文编号重发"):
            window.settle(stay(881, psn_no="broken"))

        assert first == window.settle(stay(881, psn_no="broken"))


_KILLED = """
import sys, jixiao
from tests.fund.counter.test_window import a_year, in_yuan, POLICY
with jixiao.counter(sys.argv[1], policy=POLICY) as window:
    print("ready", flush=True)
    for row in a_year():
        window.settle(in_yuan(row), message="m" + row["setl_id"])
"""


def killed(ledger: str, after: float) -> None:
    """Settle a year in a process, and kill it after some seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, ledger], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    time.sleep(after)
    process.kill()
    process.wait()
    process.stdout.close()


def replayed(ledger: str) -> None:
    claims = a_year()
    batch, used = settled(claims, SAMPLE), used_after(claims, SAMPLE)
    with jixiao.counter(ledger, policy=POLICY) as window:
        for row in claims:
            answer = window.settle(in_yuan(row), message="m" + row["setl_id"])
            assert {name: batch[row["setl_id"]][name] for name in PAID} == in_fen(
                answer
            )
        for person in {row["psn_no"] for row in claims}:
            of_person = {key[2:]: n for key, n in used.items() if key[0] == person}
            assert of_person == window.used(person, 2024)


@pytest.mark.slow
def test_a_killed_window_loses_and_doubles_nothing(tmp_path: Path):
    ledger = str(tmp_path / "counter.sqlite")
    killed(ledger, 0.4)

    replayed(ledger)


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.05, 0.1, 0.2, 0.35, 0.6, 0.9])
def test_a_window_killed_at_any_moment_loses_and_doubles_nothing(
    ledger: str, after: float
):
    killed(ledger, after)
    killed(ledger, after * 1.7)

    replayed(ledger)


def test_the_public_verb_keeps_its_counter_open(tmp_path: Path):
    place = tmp_path / "county" / "counter.sqlite"
    text = {name: str(value) for name, value in stay(1).items() if name != "year"}
    first = jixiao.settle(text, ledger=place, policy=POLICY, message="m1")

    assert first == jixiao.settle(text, ledger=place, policy=POLICY, message="m1")
    assert Decimal("7275.00") == first.amounts["hifp_pay"]
    assert "本年第 1 次" in first.steps[1].formula


def test_a_policy_file_changed_meanwhile_holds_from_the_next_claim(tmp_path: Path):
    path = tmp_path / "own.toml"
    text = (
        '[policy]\ncode = "own"\ntitle = "县"\nextends = "base"\nbasis = "无"\n'
        "confirmed = false\nvalid_from = 2024-01-01\nvalid_to = 2024-12-31\n"
        '[basic."住院"]\naccumulator = "住院"\nratio = 0.50\n'
    )
    path.write_text(text, "utf-8")
    ledger = tmp_path / "counter.sqlite"
    with jixiao.counter(ledger, policy="own", policies=tmp_path) as opened:
        before = opened.settle(stay(1))
        path.write_text(text.replace("0.50", "0.625"), "utf-8")
        after = opened.settle(stay(2))
        path.write_text(text.replace("0.50", "62"), "utf-8")
        with pytest.raises(JixiaoError, match=r"own\.toml .*写的是 62"):
            opened.settle(stay(3))

    paid = [receipt.amounts["hifp_pay"] for receipt in (before, after)]
    assert [Decimal("5000.00"), Decimal("6250.00")] == paid


def test_a_counter_opens_without_what_only_a_batch_needs(tmp_path: Path):
    script = (
        "import sys, jixiao\n"
        "with jixiao.counter(sys.argv[1], policy='sample_2024'): pass\n"
        "print(*sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "counter.sqlite"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    batch = {"numba", "ibis", "duckdb", "numpy", "pyarrow", "pandas", "pg8000"}

    assert set() == batch & set(answer.stdout.split())


def test_what_cannot_be_opened_is_told(tmp_path: Path):
    (tmp_path / "text").write_text(
        "no ledger at all, but long enough to be read" * 99, "utf-8"
    )

    with (
        pytest.raises(UnreadableFile, match="打不开账本"),
        jixiao.counter(tmp_path / "text", policy=POLICY),
    ):
        pass
    with (
        pytest.raises(JixiaoError, match="没有叫 none 的政策"),
        jixiao.counter(tmp_path / "own", policy="none"),
    ):
        pass


def test_a_place_of_other_tables_is_told(ledger: str):
    with closing(open_ledger(ledger, NamesOfBefore())) as opened:
        opened.run("DROP TABLE messages")
        opened.run("CREATE TABLE messages (text TEXT)")

    with (
        pytest.raises(UnreadableFile, match="不是账本"),
        jixiao.counter(ledger, policy=POLICY),
    ):
        pass


def test_a_server_that_is_not_there_is_told(tmp_path: Path):
    pytest.importorskip("pg8000")

    with (
        pytest.raises(UnreadableFile, match="连不上账本"),
        jixiao.counter(f"postgresql://nobody@/none?host={tmp_path}", policy=POLICY),
    ):
        pass
