"""Cells of workbooks and databases are printed as a person reads them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jixiao.fund.intake.printed_cells import plain


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (datetime(2024, 2, 29, 16, tzinfo=UTC), "2024-03-01 00:00:00"),
        (datetime(2024, 3, 1, 10), "2024-03-01 10:00:00"),
        (date(2024, 3, 1), "2024-03-01"),
        (Decimal("1E+2"), "100"),
        (Decimal("90.00"), "90.00"),
        (100.0, "100"),
        (0.1, "0.1"),
        (True, "1"),
        (7, "7"),
        ("职工".encode("gbk"), "职工"),
        ("", None),
        (None, None),
    ],
)
def test_a_cell_is_printed_as_a_person_reads_it(value: object, printed: str | None):
    assert printed == plain(value)
