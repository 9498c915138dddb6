"""The cheapest reading of cells whose rows are lost."""

from jixiao.targets.reading.column_alignment import FilledRow, Token, cheapest_rows

ROLES = ["name", "value", "reason"]


def tokens(*texts: str, lines: tuple[int, ...] = ()) -> list[Token]:
    """Cells, each as long as its place in the row: `lines` are those that begin a line."""
    return [Token(n, n + 1, text, new_line=n in lines) for n, text in enumerate(texts)]


def columns(rows: list[FilledRow]) -> list[dict[str, list[int]]]:
    return [
        {
            ROLES[column]: [start for start, _ in spans]
            for column, spans in row.cells.items()
        }
        for row in rows
    ]


def test_a_name_after_a_value_begins_a_row():
    rows = cheapest_rows(
        tokens("修缮道路", "3条", "检测断面", "12个"), ROLES, lined=False
    )

    assert [{"name": [0], "value": [1]}, {"name": [2], "value": [3]}] == columns(rows)


def test_words_behind_a_value_that_no_value_follows_are_its_reason():
    rows = cheapest_rows(
        tokens("修缮道路", "3条", "设备故障,停工三月"), ROLES, lined=False
    )

    assert [{"name": [0], "value": [1], "reason": [2]}] == columns(rows)


def test_a_row_seldom_begins_within_a_printed_line():
    cells = tokens("修缮道路", "3条", "检测断面所用的设备", "12个", lines=(0,))

    assert 2 == len(cheapest_rows(cells, ROLES[:2], lined=False))
    assert 1 == len(cheapest_rows(cells[:3], ROLES, lined=True))


def test_no_cells_are_no_rows():
    assert [] == cheapest_rows([], ROLES, lined=True)
