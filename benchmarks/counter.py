"""Measure one claim at the counter: p50 and p99 with durable accumulators, and a bare insert beside it.

PostgreSQL is measured where JIXIAO_LEDGER names one (postgresql://user@host/database), which is
written to.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jixiao
from jixiao.fund.counter import Counter

ROUNDS = 600
PERSONS = 60


def claim(run: str, number: int) -> dict[str, str]:
    """Give one stay of a poor resident, ten to a person."""
    return {
        "setl_id": f"{run}-{number}", "psn_no": f"{run}-{number % PERSONS}",
        "setl_time": f"2024-05-01 09:{number % 60:02}:00", "insutype": "390", "psn_type": "50",
        "psn_idet_type": "7019", "med_type": "21", "hosp_lv": "05", "medfee_sumamt": "12000",
        "fulamt_ownpay_amt": "800", "overlmt_selfpay": "200", "preselfpay_amt": "1000",
        "inscp_amt": "10000",
    }  # fmt: skip


def latencies(work: Callable[[int], object]) -> tuple[float, float]:
    """Give p50 and p99 of many calls, in milliseconds."""
    times = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return times[ROUNDS // 2], times[ROUNDS * 99 // 100]


def bare(folder: Path) -> tuple[float, float]:
    """Measure a durable insert of one row, as SQLite does it by itself."""
    connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE answers (number INTEGER PRIMARY KEY, answer TEXT)")
    text = "答" * 500
    found = latencies(
        lambda number: connection.execute(
            "INSERT INTO answers VALUES (?, ?)", (number, text)
        )
    )
    connection.close()
    return found


def settle(window: Counter, run: str, number: int) -> None:
    """Settle a claim of a run."""
    window.settle(claim(run, number))


def preview(window: Counter, run: str, number: int) -> None:
    """Say what a claim of a run would be paid."""
    window.preview(claim(run, number))


def main() -> None:
    """Print a line for each ledger."""
    run = f"{time.time_ns()}"
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        ledgers = {"SQLite": str(Path(folder) / "counter.sqlite")}
        if "JIXIAO_LEDGER" in os.environ:
            ledgers["PostgreSQL"] = os.environ["JIXIAO_LEDGER"]
        insert = bare(Path(folder))
        print(f"bare SQLite insert: p50 {insert[0]:.2f} ms, p99 {insert[1]:.2f} ms")
        for name, place in ledgers.items():
            begun = time.perf_counter()
            with jixiao.counter(place, policy="sample_2024") as window:
                opened = time.perf_counter() - begun
                window.preview(claim(run, 0))
                p50, p99 = latencies(partial(settle, window, run))
                dry, _ = latencies(partial(preview, window, run))
            print(
                f"{name}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, without keeping {dry:.1f} ms,"
                f" {p50 / insert[0]:.1f} bare inserts; opened in {opened:.1f} s"
            )


if __name__ == "__main__":
    main()
