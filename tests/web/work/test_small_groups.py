"""Counts of people that others' figures would tell apart are held back."""

from decimal import Decimal

import msgspec
import pytest

from jixiao.quantity import read_value
from jixiao.targets import TargetTable
from jixiao.web.models import Case, Disclosed, Figure, Organisation, Table
from jixiao.web.work.small_groups import result_for_the_public
from tests.web.conftest import County, a_table

NAME = "救助人次"


def reached(count: int) -> TargetTable:
    table = a_table()
    first, *others = table.indicators
    row = msgspec.structs.replace(
        first,
        name=NAME,
        target=read_value("≥100人次", 2026)[0],
        actual=read_value(f"{count}人次", 2026)[0],
    )
    return msgspec.structs.replace(table, indicators=(row, *others))


@pytest.fixture
def case(home: County) -> Case:
    case = home.case()
    case.result = Table.objects.get(pk=Table.keep(reached(500)))
    return case


def tell(case: Case, area: Organisation, year: int, count: int) -> None:
    other = Case.objects.create(
        name="另一个", year=year, unit=area, department=area, finance=area
    )
    disclosed = Disclosed.objects.create(case=other, area=area, year=year)
    Figure.objects.create(
        disclosed=disclosed, what="x", title=NAME, name=NAME, text="≥100人次", unit="人次",
        promised=100, reached=Decimal(count),
    )  # fmt: skip
    assert other.pk != case.pk


def is_held(case: Case) -> bool:
    shown = result_for_the_public(case)
    assert shown
    actual = shown.table.indicators[0].actual
    assert actual
    return "未单独公开" in actual.text


@pytest.mark.parametrize(("count", "held"), [(495, True), (480, False), (500, False)])
def test_a_count_that_differs_by_a_few_from_another_years_is_held_back(
    home: County, case: Case, count: int, held: bool
):
    tell(case, home.places["department"], 2025, count)

    assert held == is_held(case)


@pytest.mark.parametrize(("counts", "held"), [((300, 197), True), ((300, 150), False)])
def test_a_count_that_differs_by_a_few_from_what_the_areas_below_add_up_to_is_held_back(
    home: County, case: Case, counts: tuple[int, int], held: bool
):
    """A third area below had three: whoever knows the others would know them."""
    for place, count in enumerate(counts):
        below = Organisation.objects.create(
            name=f"第{place}区", level="county", parent=home.places["department"]
        )
        tell(case, below, 2026, count)

    assert held == is_held(case)


def test_without_a_result_there_is_nothing(home: County):
    assert result_for_the_public(home.case()) is None
