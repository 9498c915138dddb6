"""How wide intervals must be to hold what they claim: factors from back-tests, kept as data.

`benchmarks/widths.py` makes `widths.toml` from counties that are over, and tries it on others.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jixiao.evaluation.forecasting import Claim
from jixiao.library import load_toml

WIDTHS = Path(__file__).with_name("widths.toml")


@cache
def widths() -> dict[str, Any]:
    """Return the factors, and what they were made from."""
    return load_toml(WIDTHS)


def claim_of(kind: str, months: int, likely: float, *, by_last_year: bool) -> Claim:
    """Return how wide an interval of a kind must be after so many months; as Student's where none is known.

    What is called sure or impossible is never made narrower.
    """
    for row in widths()["width"]:
        is_of_kind = row["kind"] == kind and row["by_last_year"] is by_last_year
        if is_of_kind and row["months"][0] <= months <= row["months"][1]:
            return Claim(likely, float(row["by"]), max(float(row["sure"]), 1.0))
    return Claim(likely)
