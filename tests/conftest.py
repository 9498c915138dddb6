"""Small fixtures, named for what they are, and a PostgreSQL of the tests' own."""

import atexit
import functools
import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from xdist.remote import Producer
from xdist.scheduler import Scheduling
from xdist.workermanage import WorkerController

from tests.drawn import ALL, parted
from tests.parts import PARTS, POSTGRESQL, SETPRIV, database_programs
from tests.scheduling import LEFT, FromBothEnds, files_left
from tests.servers import end

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "documents"
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"


def let_go() -> None:
    """Let go of what caches hold: DuckDB's binding lists what is alive when a process ends.

    The office's server freezes what it has loaded, and what is frozen is neither listed nor
    collected. A process that runs tests for another one is not asked how it ended: to take all that
    it holds apart takes seconds.
    """
    if _FOR_ANOTHER:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    gc.unfreeze()
    for each in gc.get_objects():
        # Not isinstance: a lazy object would be asked what it is, and may not be asked any more.
        if type(each) is functools._lru_cache_wrapper:
            each.cache_clear()
    gc.collect()


_FOR_ANOTHER: list[pytest.Config] = []
"""What a process was begun with whose tests another one tells of."""
atexit.register(let_go)
gc.set_threshold(50_000, 20, 50)  # as a command of ours does


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave cases that are not drawn now, and what stands in the sources, to `make slow`.

    To find examples in the sources, all of them would be parsed.
    """
    items[:], later = parted(items)
    if later:
        config.hook.pytest_deselected(items=later)
    providers = sys.modules.get("hypothesis.internal.conjecture.providers")
    if providers is not None and not ALL:
        providers._get_local_constants = lambda: providers._local_constants


def pytest_configure(config: pytest.Config) -> None:
    """Know whether another process tells of the tests."""
    if hasattr(config, "workerinput"):
        _FOR_ANOTHER.append(config)


def pytest_collection_finish() -> None:
    """Keep what stays until the end, thousands of collected tests, out of every collection."""
    gc.freeze()


OFFICE = {ROOT / "tests" / "web", ROOT / "tests" / "system"}
AROUND_TESTS_OF_DJANGO = {
    "_dj_autoclear_mailbox",
    "_django_clear_site_cache",
    "_django_db_marker",
    "_django_isolate_apps",
    "_django_set_urlconf",
    "_django_setup_unittest",
    "_template_string_if_invalid_marker",
    "monkeypatch",  # which the one before asks for
}
"""What pytest-django sets up for every test there is; it takes longer than most of ours."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Set up for a test outside the office only what it asks for."""
    if not isinstance(item, pytest.Function) or not OFFICE.isdisjoint(
        item.path.parents
    ):
        return
    asked = item._fixtureinfo.argnames
    item.fixturenames[:] = [
        name
        for name in item.fixturenames
        if name in asked or name not in AROUND_TESTS_OF_DJANGO
    ]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> Scheduling | None:
    """Part the tests among processes as `scheduling` does, where they go by file."""
    return FromBothEnds(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Tell a process which files it leaves to the other one."""
    number = int(node.gateway.id.removeprefix("gw"))
    node.workerinput[LEFT] = files_left(node.config, number)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Collect in a process of the tests only what it may run."""
    left: list[str] = getattr(config, "workerinput", {}).get(LEFT, [])
    return True if str(collection_path) in left else None


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test, and report of its setting up and its end only what went wrong or is asked for.

    What passed is sent from process to process; that takes as long as the smaller half of the tests.
    """
    asks_durations = item.config.option.durations is not None
    hook, place = item.ihook, item.location
    hook.pytest_runtest_logstart(nodeid=item.nodeid, location=place)
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if asks_durations or report.when == "call" or not report.passed:
            hook.pytest_runtest_logreport(report=report)
    hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=place)
    return True


@pytest.fixture
def write(tmp_path: Path):
    """Write a document into a temporary folder and give its path."""

    def write_document(text: str | bytes, name: str = "document.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_document


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A PostgreSQL on a socket in a folder of the tests' own, one for each process of them."""
    POSTGRESQL.require()
    programs = database_programs()
    assert programs is not None
    root = os.geteuid() == 0
    if root:  # initdb does not run as root
        SETPRIV.require()
    # The server refuses root, and its folder must be reachable by the account that runs it.
    as_user = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        if root
        else []
    )
    folder = Path("/tmp") / f"jixiao-pg-{os.getpid()}"  # noqa: S108 — a socket's path must be short
    folder.mkdir(mode=0o700)
    if root:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    subprocess.run(
        [
            *as_user,
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-N",
        ],
        check=True,
        capture_output=True,
        cwd="/",
    )
    server = subprocess.Popen(
        [
            *as_user,
            programs / "postgres",
            "-D",
            data,
            "-k",
            folder,
            "-c",
            "listen_addresses=",
        ],
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    try:
        _await(str(folder / ".s.PGSQL.5432"))
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        end(server, signal.SIGINT)
        shutil.rmtree(folder)


def _await(socket: str) -> None:
    """Wait until a server answers; it makes its socket before it takes anybody in."""
    import pg8000.native  # an extra

    for _ in range(200):
        try:
            pg8000.native.Connection("postgres", unix_sock=socket).close()
        except (pg8000.native.Error, OSError):
            time.sleep(0.1)
        else:
            return


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was not tried because a real part is missing, with the word that brings it."""
    reasons = [
        str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])
    ]
    for part in PARTS:
        tests = sum(part.reason in reason for reason in reasons)
        if tests:
            terminalreporter.write_line(
                f"{part.name} is not here: {tests} tests skipped, `{part.word}` brings it"
            )
