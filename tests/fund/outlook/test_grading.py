"""A signal is raised by persistence, at once beyond its second line, and falls at its third."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from jixiao.fund.outlook.grading import Lines, percent, standing
from jixiao.fund.outlook.history import shift
from jixiao.fund.store.opening import open_scratch
from tests.drawn import drawn

TWO_OF_THREE = Lines(*percent(110, 130, 105), 2, 3)
LOW = Lines(Fraction(6), Fraction(3), Fraction(7), 1, 1, falls=True)


def stands(tmp_path: Path, lines: Lines, values: list[int | None], below: int) -> str:
    """Print a course of values as the months in which the signal stands; None is no month."""
    first = date(2025, 11, 1)
    rows = [
        {"place": "a", "month": shift(first, n), "above": value, "below": below}
        for n, value in enumerate(values)
        if value is not None
    ]
    with open_scratch(tmp_path) as engine:
        table = ibis.memtable(pa.Table.from_pylist(rows))
        marked = engine.fetch(standing(table, lines).select("month")).to_pylist()
    months = {row["month"] for row in marked}
    return "".join(
        "." if shift(first, n) not in months else "X" for n in range(len(values))
    )


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("values", "months"),
    [
        ([110, 100, 100, 100], "...."),
        ([110, 110, 100, 100], ".X.."),
        ([110, 100, 110, 100], "..X."),
        ([110, 100, 100, 110], "...."),
        ([110, 110, 106, 105, 104, 110], ".XXX.."),
        ([109, 109, 109], "..."),
        ([130, 105, 104], "XX."),
        ([129, 105, 104], "..."),
        ([110, None, None, 110], "...."),
        ([110, None, 110, 106], "..XX"),
    ],
)
def test_persistence_and_hysteresis(tmp_path, values, months):
    assert months == stands(tmp_path, TWO_OF_THREE, values, 100)


def test_low_values_fall_below_a_line_and_rise_to_another(tmp_path):
    assert ".XXX." == stands(tmp_path, LOW, [60, 59, 60, 69, 70], 10)
