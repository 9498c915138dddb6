"""A list is laid out under its heads."""

from jixiao.publication.list_sheet import list_sheet


def test_heads_stand_above_their_rows():
    sheet = list_sheet("清单", ("甲", "乙"), [("1", "2")], (1, 2), notes=("注",))

    assert [(0, 0, "甲"), (0, 1, "乙"), (1, 0, "1"), (1, 1, "2")] == [
        (cell.row, cell.column, cell.text) for cell in sheet.grid.cells
    ]
    assert {(0, 0), (0, 1)} == sheet.labels
