"""A table typed cell by cell, and two versions of it compared."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jixiao.cell_path import CellPath
from jixiao.evidence import Evidence
from jixiao.targets import compare_cells
from jixiao.targets.editing import (
    CannotEdit,
    add_row,
    blank,
    cells,
    confirm,
    edit,
    remove_row,
    unsure_cells,
)
from tests.evaluation.tables import table

TABLE = table(
    ("产出指标", "数量指标", "宣传场次", "≥12场", "20"),
    ("产出指标", "质量指标", "合格率", "≥95%", "20"),
    ("效益指标", "社会效益指标", "知晓率", "≥80%", "30"),
)


def test_a_blank_table_is_filled_cell_by_cell():
    made = blank(2027, "甲县医疗保障局", "甲县医疗保障局")
    made = add_row(made, "产出指标", "数量指标")
    for path, text in (
        ("project_name", "医保宣传"), ("funding.annual.total", "1,200.50"),
        ("objective", "1.办宣传；2.发折页。"), ("indicators[0].name", "宣传场次"),
        ("indicators[0].target", "不少于12场"), ("indicators[0].weight", "20"),
    ):  # fmt: skip
        made = edit(made, CellPath.parse(path), text)

    (row,) = made.indicators
    assert ("医保宣传", Decimal("1200.50")) == (
        made.project_name,
        made.funding.annual.total,
    )
    assert ["1", "2"] == [item.number for item in made.objective.items]
    assert (">=", Decimal(12), Decimal(20)) == (
        row.target.bound,
        row.target.number,
        row.weight,
    )


def test_what_is_typed_is_no_longer_on_the_paper():
    with_place = edit(TABLE, CellPath.in_row(0, "target"), "≥15场")

    assert Evidence() == with_place.indicators[0].evidence
    assert Decimal(15) == with_place.indicators[0].target.number


def test_what_a_recogniser_was_unsure_of_is_confirmed_or_typed_anew():
    unsure = Evidence(page=1, confidence=0.7)
    row = replace(TABLE.indicators[1], evidence=unsure)
    scanned = replace(
        TABLE, evidence={"project_name": unsure, "term": Evidence(confidence=0.99)},
        indicators=(TABLE.indicators[0], row, TABLE.indicators[2]),
    )  # fmt: skip

    assert [CellPath("project_name"), CellPath.in_row(1)] == unsure_cells(scanned)
    assert [CellPath("project_name")] == unsure_cells(
        confirm(scanned, CellPath.in_row(1))
    )
    assert [CellPath.in_row(1)] == unsure_cells(
        edit(scanned, CellPath("project_name"), "医保宣传")
    )
    assert [] == unsure_cells(
        edit(
            confirm(scanned, CellPath("project_name")), CellPath.in_row(1, "name"), "率"
        )
    )
    assert 1 == confirm(scanned, CellPath("project_name")).evidence["project_name"].page
    with pytest.raises(CannotEdit):
        confirm(scanned, CellPath("objective"))


def test_a_row_goes_below_those_of_its_aspect():
    made = add_row(TABLE, "产出指标", "数量指标")

    assert ["宣传场次", "", "合格率", "知晓率"] == [row.name for row in made.indicators]
    assert TABLE.indicators == remove_row(made, CellPath.in_row(1)).indicators


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("funding.annual.total", "很多", "应是一个数"),
        ("funding.annual.total", "NaN", "应是一个数"),
        ("indicators[0].weight", "9" * 20, "太大"),
        ("funding.annual.total", "1.000,50", "应是一个数"),
        ("indicators[9].name", "x", "没有第 10 条"),
        ("indicators[0].evidence", "x", "没有"),
        ("indicators[0]", "x", "没有"),
        ("rows[a1b2].name", "x", "没有"),
        ("budget_execution.total.nothing", "1", "没有"),
        ("__class__", "x", "没有"),
        ("objective", "长" * 20001, "最多"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_told(path: str, text: str, said: str):
    with pytest.raises(CannotEdit, match=said):
        edit(TABLE, CellPath.parse(path), text)


def test_versions_are_compared_cell_by_cell():
    later = edit(TABLE, CellPath.in_row(0, "target"), "≥8场")
    later = edit(later, CellPath("funding.annual.total"), "80")
    later = remove_row(later, CellPath.in_row(1))

    changes = {
        (change.title, change.before, change.after)
        for change in compare_cells(TABLE, later)
    }

    assert ("第 1 条 指标值", "≥12场", "≥8场") in changes
    assert ("年度资金总额", "100", "80") in changes
    assert ("删去的“合格率” 指标值", "≥95%", "") in changes
    assert not any("知晓率" in change[0] for change in changes)


def test_a_row_that_is_gone_is_told_by_where_it_stood_before():
    later = remove_row(TABLE, CellPath.in_row(0))

    changes = compare_cells(TABLE, later)

    assert {CellPath.in_row(0, "target"), CellPath.in_row(0, "name")} < {
        change.path for change in changes
    }
    assert all(change.gone for change in changes)


def test_a_renamed_row_is_followed_by_its_place():
    later = edit(TABLE, CellPath.in_row(1, "name"), "培训合格率")

    assert [("第 2 条 三级指标", "合格率", "培训合格率")] == [
        (change.title, change.before, change.after)
        for change in compare_cells(TABLE, later)
    ]


@given(st.data())
def test_typing_every_cell_into_a_blank_table_gives_the_table(data: st.DataObject):
    rows = data.draw(st.permutations(range(3)))
    source = replace(
        TABLE, indicators=tuple(TABLE.indicators[n] for n in sorted(rows[:2]))
    )
    made = replace(
        blank(2026, "", None), money_unit="万元", term=None, implementing_unit=None
    )
    for row in source.indicators:
        made = add_row(made, row.dimension or "", row.aspect)
    for path, text in cells(source):
        made = edit(made, path, text)

    assert list(cells(source)) == list(cells(made))
    assert [] == compare_cells(source, made)
