"""What rows are about, and where that changes."""

from jixiao.quantity import find_values
from jixiao.targets.reading.row_kinds import kind_changes

ROWS = "工作成效建设数量新建道路≥86公里养护道路≥90公里经费管控每公里造价≤6500元总成本≤90万元牧民感受牧民满意率≥92%"


def changes() -> set[str]:
    places = kind_changes(ROWS, find_values(ROWS), len(ROWS))
    return {ROWS[place : place + 4] for place in places}


def test_a_label_is_due_where_rows_of_another_kind_begin():
    assert {"经费管控", "牧民感受"} == changes()
