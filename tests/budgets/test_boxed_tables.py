"""Accounts in many layouts, drawn as cells: every amount under its row and its column."""

import pytest

from jixiao.reading import read_opened
from tests.budgets.accounts import Drawer, Truth


def amounts(seed: int) -> tuple[Truth, Truth, list[object]]:
    drawer = Drawer(seed)
    reading = read_opened(drawer.document())
    assert reading.budget
    read: Truth = {}
    doubts: list[object] = [*reading.unread]
    for table in reading.budget.tables:
        for row in table.rows:
            doubts += [] if row.sure else [row]
            key = row.subject_code or row.subject_name
            for column, amount in row.amounts.items():
                read[table.code, row.side or "", key, column] = amount
    return drawer.truth, read, doubts


@pytest.mark.parametrize("seed", range(12))
def test_accounts_of_any_layout_are_read_cell_by_cell(seed: int):
    truth, read, doubts = amounts(seed)

    assert truth == read
    assert [] == doubts
