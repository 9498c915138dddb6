"""A change that a page sends: what it says it replaces."""

import pytest

from jixiao.cell_path import CellPath, RowId
from jixiao.targets.editing import CannotEdit
from jixiao.web.work.typed_changes import Change, PastedLine, replaced_by

CELL = CellPath("project_name")


def test_a_cell_replaces_what_it_says():
    change = Change(token="a", path="project_name", text="新", was="旧")

    assert {CELL: "旧"} == replaced_by(change, CELL)


def test_a_row_that_is_added_replaces_nothing():
    assert {} == replaced_by(Change(token="a", action="add"), CellPath(""))


def test_a_block_replaces_the_cells_of_rows_that_are_there():
    lines = (
        PastedLine(row="ab12", cells={"name": "甲", "target": "1"}, was={"name": "", "target": "2"}),
        PastedLine(cells={"name": "乙"}),
    )  # fmt: skip
    change = Change(token="a", action="paste", lines=lines)

    row = RowId("ab12")
    assert {
        CellPath.in_row(row, "name"): "",
        CellPath.in_row(row, "target"): "2",
    } == replaced_by(change, CellPath(""))


def test_a_block_that_does_not_say_so_is_refused():
    lines = (PastedLine(row="ab12", cells={"name": "甲"}),)

    with pytest.raises(CannotEdit, match="请刷新页面"):
        replaced_by(Change(token="a", action="paste", lines=lines), CellPath(""))
