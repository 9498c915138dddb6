"""What the worker computes for a page is kept for the records and parameters as they stood, and no others."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from jixiao.web.work.kept_pages import PageOrder, keep, kept


@dataclass(frozen=True, slots=True)
class Shown:
    share: Fraction | None
    months: tuple[date, ...]


ORDER = PageOrder(1, "care_away", 2026, "sample", "3 abc")
SHOWN = Shown(Fraction(2, 3), (date(2026, 1, 1),))


def test_what_was_kept_comes_back_as_it_was(tmp_path: Path):
    keep(tmp_path, ORDER, SHOWN)

    assert SHOWN == kept(tmp_path, ORDER, Shown)


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(ORDER, state="4 abc"),
        msgspec.structs.replace(ORDER, year=2025),
        msgspec.structs.replace(ORDER, code="own"),
        msgspec.structs.replace(ORDER, room="tree"),
    ],
)
def test_nothing_is_shown_for_other_records_years_parameters_or_rooms(
    tmp_path: Path, other: PageOrder
):
    keep(tmp_path, ORDER, SHOWN)

    assert kept(tmp_path, other, Shown) is None


def test_what_an_older_version_kept_is_computed_anew(tmp_path: Path):
    keep(tmp_path, ORDER, {"share": "2/3"})

    assert kept(tmp_path, ORDER, Shown) is None
