from decimal import Decimal

import pytest

from jixiao.budgets import layouts
from jixiao.budgets.columns import number_of, placings, settle

TABLES = {table.code: table for table in layouts()["ningxia_2022"].tables}


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("184.30", "184.30"),
        ("1,234.5", "1234.5"),
        ("-49.62%", "-49.62"),
        ("−1", "-1"),
        ("--5.41", None),
        ("—", None),
    ],
)
def test_a_malformed_figure_is_no_number(printed: str, number: str | None):
    assert (None if number is None else Decimal(number)) == number_of(printed)


@pytest.mark.parametrize(
    ("code", "figures", "placing"),
    [
        ("T2", ["4.86", "1.08", "1.08", "3.78", "77.78%"], (0, 1, 2, 4, 5)),
        (
            "T2",
            ["326.43", "146.66", "122.76", "23.9", "179.77", "55.07%"],
            (0, 1, 2, 3, 4, 5),
        ),
        ("T2", ["8.08", "8.19", "8.19", "-0.11", "-1.36"], (0, 1, 2, 4, 5)),
        ("T2", ["14.78", "20.19", "20.19", "--5.41", "-36.60%"], (0, 1, 2, 4, 5)),
        ("T3", ["3.00", "3.00"], (0, 1)),
        ("T7", ["184.30", "184.30", "184.30"], (0, 1, 2)),
        ("T8", ["184.30", "184.30"], (0, 1)),
    ],
)
def test_figures_stand_where_the_sums_of_their_row_hold(
    code: str, figures: list[str], placing: tuple[int, ...]
):
    assert placing == placings(figures, TABLES[code])[0]


def test_a_row_alone_may_leave_two_placings():
    assert [(0, 1), (0, 2)] == placings(["3.00", "3.00"], TABLES["T3"])


def test_parents_decide_where_a_row_cannot():
    basic, project = {"基本": Decimal("23.9")}, {"项目": Decimal("23.9")}
    parent = {"基本": Decimal("114.85"), "项目": Decimal("23.9")}

    assert [0, 1] == settle(parent, [[{"基本": Decimal("114.85")}], [basic, project]])


def test_nothing_to_decide_keeps_the_first_reading():
    assert [] == settle({}, [])
    assert [0] == settle({}, [[{"基本": Decimal(1)}, {"项目": Decimal(1)}]])
