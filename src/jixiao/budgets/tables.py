"""Put the figures of a budget table's rows under their columns."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from jixiao import chinese
from jixiao.budgets.budget import BudgetRow, BudgetTable
from jixiao.budgets.columns import number_of, placings, settle
from jixiao.budgets.layout import TableLayout, TableShape
from jixiao.budgets.rows import BLANK, ITEM, TOTAL, PrintedRow, Region, RowReader
from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Note

_UNIT = re.compile(r"单位:(亿元|万元|元)")
_GRAND = re.compile(r"(?:收入|支出)总计|本年(?:收入|支出)合计")
_LEVELS = {3: 1, 5: 2, 7: 3}
_LINE_NUMBER = "行次"


def read_table(
    flow: Flow, coverage: Coverage, region: Region, year: int | None
) -> BudgetTable:
    """Read one table; figures are kept as printed, blank cells are left out of `amounts`."""
    unit = _UNIT.search(flow.folded, region.start, region.end)
    table = region.table
    reader = RowReader(flow, coverage, region)
    match table.shape:
        case TableShape.SUBJECTS:
            printed = list(reader.subjects())
        case TableShape.TWO_SIDED:
            printed = list(reader.items())
        case TableShape.SINGLE_ROW:
            printed = list(reader.single_rows())
        case TableShape.SIDE_BY_SIDE:
            printed = list(reader.side_by_side())
    rows, notes = _place(flow, table, printed)
    return BudgetTable(
        code=table.code,
        title=table.title,
        fiscal_year=year,
        money_unit=unit[1] if unit else "万元",
        columns=table.columns,
        rows=tuple(rows),
        evidence=flow.evidence(region.start, region.end),
        notes=tuple(notes),
    )


def _place(
    flow: Flow, table: TableLayout, printed: list[PrintedRow]
) -> tuple[list[BudgetRow], list[Note]]:
    """Put every row's figures under their columns, parents deciding where a row alone cannot."""
    offset = _first_figure_column(flow, printed)
    readings = [_readings(flow, table, row, offset) for row in printed]
    inferred = []
    for row, (likeliest, *_) in zip(printed, readings, strict=True):
        has_blanks = 0 < len(likeliest) < len(_columns(table, row))
        if has_blanks and not _cells(flow, table, row, offset):
            inferred.append(row)
    if table.shape is TableShape.SUBJECTS:
        _settle_by_parents(printed, readings)
    rows = [
        _row(flow, row, amounts)
        for row, (amounts, *_) in zip(printed, readings, strict=True)
    ]
    if not inferred:
        return rows, []
    text = f"{len(inferred)} 行有空白单元格，文本中看不出位置，各数按行内和上下级合计归入各栏，请核对"
    at = flow.evidence(inferred[0].start, inferred[-1].end)
    return rows, [Note(code="columns_inferred", text=text, evidence=at)]


def _columns(table: TableLayout, row: PrintedRow) -> tuple[str, ...]:
    return row.side.columns if row.side else table.columns


def _readings(
    flow: Flow, table: TableLayout, row: PrintedRow, offset: int | None
) -> list[dict[str, str]]:
    """Return the likeliest amounts of a row by column, the leftmost placing first."""
    figures = [chinese.fold(flow.text(*span)) for span in _figures(flow, row)]
    columns = _columns(table, row)
    if by_cell := _cells(flow, table, row, offset):
        return [dict(zip(by_cell, figures, strict=True))]
    numbered: dict[str, str] = {}
    if columns[0].endswith(_LINE_NUMBER) and figures:
        # Every row prints its number, so the first figure is that.
        numbered[columns[0]] = figures[0]
        columns, figures = columns[1:], figures[1:]
    readings = []
    for placing in placings(figures, _narrow(table, columns)):
        placed = {
            columns[at]: figure for at, figure in zip(placing, figures, strict=False)
        }
        readings.append(numbered | placed)
    return readings


def _figures(flow: Flow, row: PrintedRow) -> list[Span]:
    return [
        span for span in row.figures if not BLANK.fullmatch(flow.folded[slice(*span)])
    ]


def _first_figure_column(flow: Flow, printed: list[PrintedRow]) -> int | None:
    """The cell in which the figures begin: behind the names of the rows that have codes."""
    behind = Counter(
        flow.columns[row.words[-1][1] - 1] + 1
        for row in printed
        if row.code
        and row.words
        and "\t" in flow.lines[flow.line_index(row.start)].text
    )
    return behind.most_common(1)[0][0] if behind else None


def _cells(
    flow: Flow, table: TableLayout, row: PrintedRow, offset: int | None
) -> list[str] | None:
    """Take the columns straight from the cells where the line is parted by tabs."""
    figures = _figures(flow, row)
    columns = _columns(table, row)
    if not figures or row.side:
        return None
    line = flow.lines[flow.line_index(figures[0][0])].text
    first = offset if offset is not None else line.count("\t") + 1 - len(columns)
    places = [flow.columns[start] - first for start, _ in figures]
    within = min(places) >= 0 and max(places) < len(columns)
    fits = within and len(set(places)) == len(places)
    return [columns[place] for place in places] if "\t" in line and fits else None


def _narrow(table: TableLayout, columns: tuple[str, ...]) -> TableLayout:
    """Return the table with some of its columns only, as a half of it has them."""
    if columns == table.columns:
        return table
    return replace(table, columns=columns)


def _settle_by_parents(
    printed: list[PrintedRow], readings: list[list[dict[str, str]]]
) -> None:
    """Choose among equally likely readings, from the total down to the last level."""
    children = _children(printed)
    for parent in sorted(children, key=lambda place: len(printed[place].code or "")):
        below = children[parent]
        if all(len(readings[child]) == 1 for child in below):
            continue
        numbers = [
            [_numbers(reading) for reading in readings[child]] for child in below
        ]
        chosen = settle(_numbers(readings[parent][0]), numbers)
        for child, place in zip(below, chosen, strict=True):
            readings[child] = [readings[child][place]]


def _level(row: PrintedRow) -> int:
    return _LEVELS[len(row.code)] if row.code else 0


def _children(printed: list[PrintedRow]) -> dict[int, list[int]]:
    """Return for each row the rows just below it: under the longest code above it, else the total."""
    places = {
        row.code or "": place for place, row in reversed(list(enumerate(printed)))
    }
    children: dict[int, list[int]] = {}
    for place, row in enumerate(printed):
        if not row.code:
            continue
        above = (row.code[:length] for length in range(len(row.code) - 1, -1, -1))
        parent = next((places[code] for code in above if code in places), None)
        if parent is not None:
            children.setdefault(parent, []).append(place)
    return children


def _numbers(amounts: dict[str, str]) -> dict[str, Decimal]:
    numbers = {column: number_of(printed) for column, printed in amounts.items()}
    return {
        column: number
        for column, number in numbers.items()
        if number is not None and "%" not in amounts[column]
    }


def _row(flow: Flow, row: PrintedRow, amounts: dict[str, str]) -> BudgetRow:
    name = flow.join(row.words)
    level = _level(row) if row.code else _depth(chinese.fold(name))
    return BudgetRow(
        subject_code=row.code,
        subject_name=name,
        level=level,
        side=row.side.name if row.side else None,
        amounts=amounts,
        evidence=flow.evidence(row.start, row.end),
    )


def _depth(name: str) -> int:
    """How deep an item stands by its number: 一、 1, （一） or （1） 2, 其中： 3, a total 0."""
    if not name or TOTAL.match(name) or _GRAND.match(name):
        return 0
    marker = ITEM.match(name)
    if not marker:
        return 3
    return 1 if marker[1] else 2
