"""Rows of a draft keep their ids, whatever comes and goes around them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jixiao.cell_path import CellPath, RowId
from jixiao.targets.draft_table import DraftTable, RowGone, with_first_ids
from jixiao.targets.editing import CannotEdit, add_row
from tests.evaluation.tables import table

TABLE = table(
    ("产出指标", "数量指标", "宣传场次", "≥12场", "20"),
    ("产出指标", "质量指标", "合格率", "≥95%", "20"),
    ("效益指标", "社会效益指标", "知晓率", "≥80%", "30"),
)
FIRST, SECOND, THIRD = (RowId(name) for name in ("aa", "bb", "cc"))
DRAFT = DraftTable(TABLE, (FIRST, SECOND, THIRD))


def new_ids():
    numbers = itertools.count()
    return lambda: RowId(f"new{next(numbers)}")


def test_what_is_typed_lands_in_its_row_after_a_row_above_is_gone():
    later = DRAFT.without_row(CellPath.in_row(FIRST))
    later = later.edited(CellPath.in_row(THIRD, "target"), "≥90%")

    assert ["合格率", "知晓率"] == [row.name for row in later.table.indicators]
    assert ["≥95%", "≥90%"] == [row.target.text for row in later.table.indicators]
    assert (SECOND, THIRD) == later.row_ids


@pytest.mark.parametrize(
    "change",
    [
        lambda typed: typed.edited(CellPath.in_row(FIRST, "target"), "≥1场"),
        lambda typed: typed.confirmed(CellPath.in_row(FIRST)),
        lambda typed: typed.without_row(CellPath.in_row(FIRST)),
        lambda typed: typed.named(CellPath.in_row(FIRST, "target")),
    ],
)
def test_a_row_that_is_gone_is_refused_and_no_other_takes_its_place(change):
    later = DRAFT.without_row(CellPath.in_row(FIRST))

    with pytest.raises(RowGone, match="已经不在表上"):
        change(later)


def test_a_row_that_is_added_comes_below_its_aspect_with_its_own_id():
    later = DRAFT.with_row(RowId("dd"), "产出指标", "数量指标", "发放折页", "≥2000份")

    assert (FIRST, RowId("dd"), SECOND, THIRD) == later.row_ids
    assert "“发放折页”的指标值" == later.named(CellPath.in_row(RowId("dd"), "target"))
    assert add_row(TABLE, "产出指标", "数量指标", "发放折页", "≥2000份") == later.table


def test_a_cell_is_found_by_place_and_by_id():
    assert CellPath.in_row(2, "target") == DRAFT.place_of(
        CellPath.in_row(THIRD, "target")
    )
    assert CellPath.in_row(THIRD, "target") == DRAFT.by_id(CellPath.in_row(2, "target"))
    assert CellPath("objective") == DRAFT.by_id(DRAFT.place_of(CellPath("objective")))
    assert "年度总体目标" == DRAFT.named(CellPath("objective"))
    with pytest.raises(RowGone):
        DRAFT.named(CellPath.in_row(3, "target"))


def test_a_field_is_no_row_to_remove():
    with pytest.raises(CannotEdit):
        DRAFT.without_row(CellPath("project_name"))


def test_rows_of_another_version_keep_the_ids_of_those_that_promise_the_same():
    changed = replace(
        TABLE.indicators[1], target=replace(TABLE.indicators[1].target, text="≥96%")
    )
    version = replace(
        TABLE, indicators=(TABLE.indicators[2], changed, TABLE.indicators[0])
    )

    by_promise = DRAFT.followed_by(version, new_ids())
    by_name = DRAFT.followed_by(version, new_ids(), by_name=True)

    assert (THIRD, RowId("new0"), FIRST) == by_promise.row_ids
    assert (THIRD, SECOND, FIRST) == by_name.row_ids
    assert version == by_promise.table


def test_two_rows_alike_keep_an_id_each():
    twice = replace(TABLE, indicators=(TABLE.indicators[0], TABLE.indicators[0]))
    draft = DraftTable(twice, (FIRST, SECOND))

    assert [FIRST, SECOND] == draft.ids_in(twice)
    assert [FIRST, SECOND, None] == draft.ids_in(
        replace(TABLE, indicators=(*twice.indicators, TABLE.indicators[0])),
        by_name=True,
    )


@given(st.lists(st.integers(0, 2), max_size=8))
def test_first_ids_are_the_same_each_time_and_no_two_alike(places):
    rows = tuple(TABLE.indicators[place] for place in places)
    draft = with_first_ids(replace(TABLE, indicators=rows))

    assert draft == with_first_ids(draft.table)
    assert len(rows) == len(set(draft.row_ids))
    assert all(
        path == CellPath.parse(str(path))
        for path in map(CellPath.in_row, draft.row_ids)
    )
