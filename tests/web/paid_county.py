"""An office whose county has paid a year by disease: two hospitals, small enough to count by hand."""

import atexit
import contextlib
import fcntl
import functools
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from jixiao.cli.main import main
from tests.fund.payment.county import load_county
from tests.web.conftest import County

_YEAR = (
    "dip catalogue {} --years 2024-2026", "dip points {} --year 2026",
    "dip group {} --year 2026", "dip settle {} --year 2026", "drg group {} --years 2024-2026",
    "dip lists {} --year 2026",
)  # fmt: skip


@functools.cache
def paid_county() -> Path:
    """Take a county through a year by commands, once for all tests that only read; gives its folder.

    The processes of one run share it: the first makes it, the last to end takes it away.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"jixiao-paid-{run}"
    folder.mkdir(exist_ok=True)
    users = (folder / "users").open("w")
    fcntl.flock(users, fcntl.LOCK_SH)
    atexit.register(_leave, folder, users)
    with (folder / "makers").open("w") as makers:
        fcntl.flock(makers, fcntl.LOCK_EX)
        if not (folder / "whole").exists():
            county = load_county(folder)
            for words in _YEAR:
                main([word.format(county) for word in words.split()])
            (folder / "whole").touch()
    return folder / "county"


def _leave(folder: Path, users: IO[str]) -> None:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)


def own_county(folder: Path) -> Path:
    """Give a copy of the county that has paid, for a test that writes there."""
    return Path(shutil.copytree(paid_county(), folder / "county"))


def let_see(home: County, folder: Path) -> None:
    """Name a folder as where the records of a county's fund stand."""
    home.places["department"].records = str(folder)
    home.places["department"].save()
