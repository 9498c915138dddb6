"""Forms of counties make one: amounts to the fen, rates from parts, the silent named."""

from dataclasses import replace
from decimal import Decimal

from msgspec.structs import replace as with_cells

from jixiao.evidence import Evidence
from jixiao.quantity import read_value
from jixiao.service.tree.gathered import gather
from jixiao.service.tree.inbox import open_inbox
from jixiao.service.tree.official_forms import consolidate, without_name
from jixiao.targets import BudgetExecution, Execution, Indicator, TargetTable
from jixiao.targets.editing import blank
from tests.service.tree.bookings import CITY, EAST, WEST
from tests.service.tree.packages import (
    CAME,
    DAY,
    contents_of,
    expected,
    package_of,
    trust_all,
)
from tests.service.tree.test_gathered import a_city


def row(name: str, actual: str) -> Indicator:
    return Indicator(
        dimension="产出指标", dimension_label=None, aspect="质量指标", aspect_label=None,
        required=None, name=name, label=None, target=read_value("≥80%", 2026)[0],
        not_applicable=False, evidence=Evidence(), actual=read_value(actual, 2026)[0],
        weight=Decimal(10),
    )  # fmt: skip


def form(executed: str, unit: str, rate: str, name: str = "医疗救助") -> TargetTable:
    whole = Execution(budget=Decimal(200), executed=Decimal(executed))
    return with_cells(
        blank(2026, "医保中心", "医保局"),
        project_name=name, money_unit=unit, indicators=(row("达标率", rate), row("办结率", rate)),
        budget_execution=BudgetExecution(total=whole),
    )  # fmt: skip


def consolidated(folder, east: TargetTable, west: TargetTable):
    with open_inbox(folder / "packages.db") as inbox:
        trust_all(inbox)
        for code, table in ((EAST, east), (WEST, west)):
            contents = replace(contents_of(code), forms=[table])
            package = package_of(code, contents=contents)
            inbox.receive(package, expected(), by="甲", at=CAME)
    with a_city(folder) as records:
        gathered = gather(records, folder, DAY, 2026)
    return gathered, consolidate(gathered, CITY)


def test_amounts_add_to_the_fen_over_units_and_names_are_one(tmp_path):
    east, west = (
        form("100.01", "元", "90%"),
        form("0.000002", "万元", "80%", "医疗 救助"),
    )
    _, (made,) = consolidated(tmp_path, east, west)

    assert made.budget_execution is not None
    assert Decimal("100.03") == made.budget_execution.total.executed
    assert Decimal(2000200) == made.budget_execution.total.budget
    assert None is made.budget_execution.total.initial
    assert "990103 北县" == made.other_fields["没有报的地区"]


def test_a_rate_is_of_its_parts_and_one_without_parts_stands_side_by_side(tmp_path):
    _, (made,) = consolidated(tmp_path, form("1", "元", "90%"), form("1", "元", "80%"))

    rate, bare = made.indicators
    assert rate.actual is not None
    assert "86.67%" == rate.actual.text
    assert "缺 990103 北县" in (rate.reason or "")
    assert bare.actual is not None
    assert "990101 东县：90%；990102 西县：80%" == bare.actual.text
    assert "没有报分子分母" in (bare.reason or "")
    assert (Decimal(10), None) == (rate.weight, rate.score)


def test_a_form_without_a_unit_or_a_name_is_not_added_up(tmp_path):
    nameless = with_cells(form("1", "元", "90%"), project_name=None)
    unitless = with_cells(form("1", "元", "90%"), money_unit=None)
    gathered, (made,) = consolidated(tmp_path, nameless, unitless)

    assert [EAST] == without_name(gathered)
    assert None is made.budget_execution
    assert "金额没有汇总" in made.other_fields["金额"]
