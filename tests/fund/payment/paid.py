"""A county that paid a year by disease and by group, taken through it by commands once for all tests."""

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

_STAGES = {
    "grouped": ("drg group {} --years 2024-2026",),
    "settled": (
        "dip catalogue {} --years 2024-2026", "dip points {} --year 2026",
        "dip group {} --year 2026", "dip settle {} --year 2026",
    ),
    "county": ("dip lists {} --year 2026",),
}  # fmt: skip
"""What a year has come to, one after the other, with the commands that lead there."""
_DOUBTED = {"dip group": 1, "dip settle": 1}
"""Commands that end with what a person should look at."""


def grouped_county() -> Path:
    """Give the county as it was grouped by DRG and nothing else; it may be read, not written."""
    return _year() / "grouped"


def settled_county() -> Path:
    """Give the county as its year by disease was settled; it may be read, not written."""
    return _year() / "settled"


def paid_county() -> Path:
    """Give the county after all of it; it may be read, not written."""
    return _year() / "county"


def own_county(folder: Path) -> Path:
    """Give a copy of the county that has paid, for a test that writes there."""
    return Path(shutil.copytree(paid_county(), folder / "county"))


@functools.cache
def _year() -> Path:
    """Take a county through a year, and give the folder of what it had come to on the way.

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
            _take_through(folder)
            (folder / "whole").touch()
    return folder


def _take_through(folder: Path) -> None:
    going = folder / "going"
    going.mkdir()
    county = load_county(going)
    for stage, commands in _STAGES.items():
        for words in commands:
            code = main([word.format(county) for word in words.split()])
            assert code == _DOUBTED.get(" ".join(words.split()[:2]), 0), words
        shutil.copytree(county, folder / stage)


def _leave(folder: Path, users: IO[str]) -> None:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
