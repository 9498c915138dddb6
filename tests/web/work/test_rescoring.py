"""A self-evaluation form scored by what it says happened."""

from decimal import Decimal

import msgspec
import pytest

from jixiao.quantity import TargetValue, read_value
from jixiao.targets import TargetTable
from jixiao.web.work.rescoring import score
from tests.web.conftest import a_table

_DEADLINE = 2


def share_won(happened: TargetValue) -> Decimal | None:
    """Give how much of its points the row wins whose promise is a day; None where it is not scored."""
    approved = a_table()
    rows = list(approved.indicators)
    rows[_DEADLINE] = msgspec.structs.replace(rows[_DEADLINE], actual=happened)
    form: TargetTable = msgspec.structs.replace(approved, indicators=tuple(rows))
    scored = score(approved, form).indicators[_DEADLINE]
    return None if scored.score is None else scored.score / scored.weight


@pytest.mark.parametrize("text", ["2026-11-13", "2026年11月30日"])
def test_a_day_that_the_records_filled_in_is_scored(text: str):
    # What the records fill in is kept as it is printed, and nothing else of it.
    assert Decimal(1) == share_won(TargetValue(text=text))
    assert Decimal(1) == share_won(read_value(text)[0])


def test_a_later_day_is_left_to_who_judges():
    assert share_won(TargetValue(text="2026-12-01")) is None
