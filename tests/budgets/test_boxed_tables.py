"""Accounts in many layouts, drawn as cells: every amount under its row and its column."""

import pytest

from jixiao.documents import Document
from jixiao.reading import read_opened
from tests.budgets.accounts import Drawer, Truth


def amounts(document: Document) -> tuple[Truth, list[object]]:
    """What is read of a drawing, and whatever was unread or not sure."""
    reading = read_opened(document)
    assert reading.budget
    read: Truth = {}
    doubts: list[object] = [*reading.unread]
    for table in reading.budget.tables:
        for row in table.rows:
            doubts += [] if row.sure else [row]
            key = row.subject_code or row.subject_name
            for column, amount in row.amounts.items():
                read[table.code, row.side or "", key, column] = amount
    return read, doubts


@pytest.mark.parametrize("draw", [Drawer.accounts, Drawer.budget])
@pytest.mark.parametrize("seed", range(8))
def test_a_table_of_any_layout_is_read_cell_by_cell(seed: int, draw):
    drawer = Drawer(seed)

    read, doubts = amounts(draw(drawer))

    assert drawer.truth == read
    assert [] == doubts
