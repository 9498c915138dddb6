"""An office whose county has paid a year by disease: two hospitals, small enough to count by hand."""

from pathlib import Path

from jixiao.cli.main import main
from tests.fund.payment.county import load_county
from tests.web.conftest import County


def paid_county(folder: Path) -> Path:
    """Load a county and take it through a year by commands; gives its folder."""
    county = load_county(folder)
    for words in (
        "dip catalogue {} --years 2024-2026", "dip points {} --year 2026",
        "dip group {} --year 2026", "dip settle {} --year 2026", "drg group {} --years 2024-2026",
    ):  # fmt: skip
        main([word.format(county) for word in words.split()])
    return county


def let_see(home: County, folder: Path) -> None:
    """Name a folder as where the records of a county's fund stand."""
    home.places["department"].records = str(folder)
    home.places["department"].save()
