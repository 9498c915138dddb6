"""The office with 20,000 tables and 50 people at once: pages a second, p99 and processor time of a page.

Run `python benchmarks/office.py [--postgres ADDRESS]`. The bare page is the same server with a
Django view that lists 50 rows of the same table by index: no session, no user, no forms. The load
comes from the same machine, so the two are compared within one run. First 50 people read for a few
seconds between pages, as people do; then all ask again as soon as they are answered, which tells
how many pages a second there are at most.
"""

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PEOPLE = 50
SECONDS = 12.0
PAUSE = 2.5
TABLES = 20_000


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--postgres", help="postgresql://user:password@host:port/name, an empty one"
    )
    parser.add_argument("--tables", type=int, default=TABLES)
    parser.add_argument("--people", type=int, default=PEOPLE)
    arguments = parser.parse_args()
    for name, database in (("SQLite", None), ("PostgreSQL", arguments.postgres)):
        if name == "SQLite" or database:
            with tempfile.TemporaryDirectory() as home:
                _measure(name, Path(home), database, arguments.tables, arguments.people)


def _measure(
    name: str, home: Path, database: str | None, tables: int, people: int
) -> None:
    environment = {
        **os.environ, "JIXIAO_OFFICE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "jixiao.web.settings"
    }  # fmt: skip
    if database:
        environment["JIXIAO_OFFICE_DATABASE"] = database
    made = subprocess.run(
        [sys.executable, __file__.replace("office.py", "office_county.py"), str(tables)],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    cookie, typed, public = made.stdout.split()
    print(f"\n{name}: {tables:,} tables, {people} people at once, 2 processes")
    pages = {
        "bare page": ("/bare", None), "list": ("/", cookie), "case": (f"/cases/{typed}", cookie),
        "form": (f"/cases/{typed}/target", cookie), "review": ("/review", cookie),
        "overview": ("/overview?year=2025", cookie), "public list": ("/public/", None),
        "public search": ("/public/?words=%E9%A1%B9%E7%9B%AE12", None),
        "indicators": ("/public/indicators?year=2025", None),
        "public table": (f"/public/{public}", None),
        "one indicator": (f"/public/indicators?year=2025&what={quote('第0项工作完成数')}", None),
    }  # fmt: skip
    with _server(environment) as (port, server):
        bare = 0.0
        for title, (path, client) in pages.items():
            size = _size_of(port, path, client)
            processor = _processor_of(server, port, path, client)
            _, times, slow = _load(port, path, client, people, PAUSE)
            rate, fast, faults = _load(port, path, client, people, 0)
            bare = bare or rate
            print(
                f"  {title:<13}{processor:4.0f} ms of a processor"
                f"  p50 {_quantile(times, 50):5.0f} ms  p99 {_quantile(times, 99):5.0f} ms"
                f"  without pause p99 {_quantile(fast, 99):5.0f} ms"
                f"  {rate:4.0f} pages/s, {rate / bare:5.2f} of the bare page"
                f"  {slow + faults} errors  {size / 1000:4.0f} kB"
            )


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "office_bare:application", "--bind", f"127.0.0.1:{port}",
         "--workers", "2", "--preload", "--log-level", "error", "--chdir", str(Path(__file__).parent)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(120):
            time.sleep(0.25)
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                continue
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(10)


_ASKED = 10


def _processor_of(server: int, port: int, path: str, cookie: str | None) -> float:
    """Milliseconds of a processor that the server's workers need for a page; others do not count in it."""
    for _ in range(_ASKED):
        _size_of(port, path, cookie)
    before = _processor_time(server)
    for _ in range(_ASKED):
        _size_of(port, path, cookie)
    return (_processor_time(server) - before) / _ASKED * 1000


def _processor_time(server: int) -> float:
    """Seconds that the children of a process have used a processor."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == server:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _size_of(port: int, path: str, cookie: str | None) -> int:
    """How many bytes a page has, asked for once before the clock runs."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    size = len(connection.getresponse().read())
    connection.close()
    return size


def _load(
    port: int, path: str, cookie: str | None, people: int, pause: float
) -> tuple[float, list[float], int]:
    """Let people ask for a page again and again; pages a second, milliseconds of each, errors."""
    times: list[float] = []
    faults: list[int] = []
    end = time.perf_counter() + SECONDS

    def ask() -> None:
        draw = random.Random()  # noqa: S311 — when people click is no secret
        while time.perf_counter() < end:
            time.sleep(draw.uniform(0, 2 * pause))
            begun = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            try:
                connection.request(
                    "GET", path, headers={"Cookie": cookie} if cookie else {}
                )
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:  # noqa: PLR2004 — the only good answer
                    faults.append(answer.status)
            except OSError:
                faults.append(0)
            finally:
                connection.close()
            times.append((time.perf_counter() - begun) * 1000)

    _together(ask, people)
    return len(times) / SECONDS, times, len(faults)


def _together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _quantile(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]


if __name__ == "__main__":
    main()
