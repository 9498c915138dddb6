"""Measure the counter: one claim beside a bare durable insert, two saturated windows, how it opens.

The inserts are of one row of the size of a receipt, in a table of their own in the same database,
by the same driver, one after each claim: so that both meet the same disk and the same neighbours.
PostgreSQL is measured where JIXIAO_LEDGER names one (postgresql://user@host/database), which is
written to.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from multiprocessing import Queue, get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import IO

import jixiao
from jixiao.fund.counter.ledgers import Ledger, open_ledger
from jixiao.fund.counter.names_of_before import NamesOfBefore

ROUNDS = 1000
PERSONS = 60
WINDOWS = 2
SECONDS = 10.0
"""How long the windows are kept saturated."""
POLICY = "sample_2024"
RECEIPT = "答" * 500
OPENING = """
import sys, time
begun = time.perf_counter()
import jixiao
with jixiao.counter(sys.argv[1], policy=sys.argv[2]):
    print(time.perf_counter() - begun)
"""


def claim(run: str, number: int, person: str = "") -> dict[str, str]:
    """Return a stay of a poor resident: of the person, or of many in turn."""
    return {
        "setl_id": f"{run}-{number}", "psn_no": person or f"{run}-{number % PERSONS}",
        "setl_time": f"2024-05-01 09:{number % 60:02}:00", "insutype": "390", "psn_type": "50",
        "psn_idet_type": "7019", "med_type": "21", "hosp_lv": "05", "medfee_sumamt": "12000",
        "fulamt_ownpay_amt": "800", "overlmt_selfpay": "200", "preselfpay_amt": "1000",
        "inscp_amt": "10000",
    }  # fmt: skip


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a call took."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def quantile(times: list[float], share: float) -> float:
    """Return the time that a share of the calls did not take longer than."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def described(times: list[float]) -> str:
    """Return the median, the 99th of a hundred and the longest in words."""
    half, most = quantile(times, 0.5), quantile(times, 0.99)
    return f"p50 {half:.2f} ms, p99 {most:.2f} ms, longest {max(times):.0f} ms"


def insert(ledger: Ledger, run: str, number: int) -> None:
    """Insert one row durably, as the database does it by itself."""
    ledger.run(
        "INSERT INTO bare_inserts VALUES (:id, :answer)",
        id=f"{run}-{number}",
        answer=RECEIPT,
    )


def measure_one_window(place: str, run: str) -> None:
    """Print what a claim costs beside a bare insert, and without keeping it."""
    settled, inserted, previewed = [], [], []
    with (
        jixiao.counter(place, policy=POLICY) as window,
        closing(open_ledger(place, NamesOfBefore())) as ledger,
    ):
        ledger.run(
            "CREATE TABLE IF NOT EXISTS bare_inserts (id TEXT PRIMARY KEY, answer TEXT)"
        )
        for number in range(ROUNDS):
            asked = claim(run, number)
            previewed.append(milliseconds(partial(window.preview, asked)))
            settled.append(milliseconds(partial(window.settle, asked)))
            inserted.append(milliseconds(partial(insert, ledger, run, number)))
    times = quantile(settled, 0.5) / quantile(inserted, 0.5)
    print(f"  a bare durable insert: {described(inserted)}")
    print(f"  a claim: {described(settled)}; {times:.1f} bare inserts at the median")
    print(f"  a claim without keeping it: {described(previewed)}")


def saturate(
    place: str, run: str, person: str, all_open: Barrier, times: "Queue[list[float]]"
) -> None:
    """Settle claim after claim once all windows are open; puts what each took."""
    taken: list[float] = []
    with jixiao.counter(place, policy=POLICY) as window:
        window.preview(claim(run, 0))
        all_open.wait()
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            asked = claim(run, len(taken), person)
            taken.append(milliseconds(partial(window.settle, asked)))
    times.put(taken)


def measure_saturated_windows(place: str, run: str, person: str = "") -> None:
    """Print how long claims wait at windows that settle without pause, each a process.

    Beside them stands what the disk alone makes anybody wait: a write to a file of its own every
    hundredth of a second.
    """
    spawning = get_context("spawn")
    all_open, times = spawning.Barrier(WINDOWS + 1), spawning.Queue()
    windows = [
        spawning.Process(
            target=saturate, args=(place, f"{run}-{n}", person, all_open, times)
        )
        for n in range(WINDOWS)
    ]
    for window in windows:
        window.start()
    all_open.wait()
    alone = durable_writes()
    whose = "one person" if person else "many persons"
    for number in range(1, WINDOWS + 1):
        taken = times.get()
        print(
            f"  window {number} of {WINDOWS}, {whose}: {len(taken)} claims, "
            f"{described(taken)}"
        )
    print(f"  a write to another file meanwhile: {described(alone)}")
    for window in windows:
        window.join()


def durable_writes() -> list[float]:
    """Return how long writes to a file of its own took, for as long as windows are saturated."""
    taken = []
    end = time.perf_counter() + SECONDS
    with tempfile.TemporaryFile(dir=Path.cwd(), buffering=0) as file:
        while time.perf_counter() < end:
            taken.append(milliseconds(partial(write_durably, file)))
            time.sleep(0.01)
    return taken


def write_durably(file: IO[bytes]) -> None:
    """Write a page, and wait until the disk has it."""
    file.write(bytes(4096))
    os.fsync(file.fileno())


def measure_opening(place: str) -> None:
    """Print how long a new process takes to open a counter, its imports included."""
    command = [sys.executable, "-c", OPENING, place, POLICY]
    seconds = [
        float(
            subprocess.run(command, check=True, capture_output=True, text=True).stdout
        )
        for _ in range(5)
    ]
    print(f"  opened in {min(seconds):.2f} s")


def main() -> None:
    """Print what each ledger does."""
    run = f"{time.time_ns()}"
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        ledgers = {"SQLite": str(Path(folder) / "counter.sqlite")}
        if "JIXIAO_LEDGER" in os.environ:
            ledgers["PostgreSQL"] = os.environ["JIXIAO_LEDGER"]
        for name, place in ledgers.items():
            print(name)
            measure_one_window(place, run)
            measure_saturated_windows(place, run)
            measure_saturated_windows(place, f"{run}-same", person=run)
            measure_opening(place)


if __name__ == "__main__":
    main()
