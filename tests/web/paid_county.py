"""An office whose county has paid a year by disease: two hospitals, small enough to count by hand."""

import atexit
import functools
import shutil
import tempfile
from pathlib import Path

from jixiao.cli.main import main
from tests.fund.payment.county import load_county
from tests.web.conftest import County


@functools.cache
def paid_county() -> Path:
    """Take a county through a year by commands, once for all tests that only read; gives its folder."""
    folder = Path(tempfile.mkdtemp(prefix="jixiao-paid-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    county = load_county(folder)
    for words in (
        "dip catalogue {} --years 2024-2026", "dip points {} --year 2026",
        "dip group {} --year 2026", "dip settle {} --year 2026", "drg group {} --years 2024-2026",
        "dip lists {} --year 2026",
    ):  # fmt: skip
        main([word.format(county) for word in words.split()])
    return county


def own_county(folder: Path) -> Path:
    """Give a copy of the county that has paid, for a test that writes there."""
    return Path(shutil.copytree(paid_county(), folder / "county"))


def let_see(home: County, folder: Path) -> None:
    """Name a folder as where the records of a county's fund stand."""
    home.places["department"].records = str(folder)
    home.places["department"].save()
