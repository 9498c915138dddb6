"""Put the figures of a budget table's rows under their columns."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from jixiao import chinese
from jixiao.budgets.budget import BudgetRow, BudgetTable
from jixiao.budgets.columns import number_of, placings, settle
from jixiao.budgets.layout import Shape, TableLayout
from jixiao.budgets.rows import BLANK, ITEM, TOTAL, RawRow, Region, RowReader
from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Note

_UNIT = re.compile(r"单位:(亿元|万元|元)")
_GRAND = re.compile(r"(?:收入|支出)总计|本年(?:收入|支出)合计")
_LEVELS = {3: 1, 5: 2, 7: 3}
_LINE_NUMBER = "行次"


def read_table(flow: Flow, coverage: Coverage, region: Region, year: int | None) -> BudgetTable:
    """Read one table; figures are kept as printed, blank cells are left out of `amounts`."""
    unit = _UNIT.search(flow.folded, region.start, region.end)
    table = region.table
    reader = RowReader(flow, coverage, region)
    match table.shape:
        case Shape.SUBJECTS:
            raws = list(reader.subjects())
        case Shape.TWO_SIDED:
            raws = list(reader.items())
        case Shape.SINGLE_ROW:
            raws = list(reader.single_rows())
        case Shape.SIDE_BY_SIDE:
            raws = list(reader.side_by_side())
    rows, notes = _place(flow, table, raws)
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
    flow: Flow, table: TableLayout, raws: list[RawRow]
) -> tuple[list[BudgetRow], list[Note]]:
    """Put every row's figures under their columns, parents deciding where a row alone cannot."""
    offset = _first_figure_column(flow, raws)
    readings = [_readings(flow, table, raw, offset) for raw in raws]
    inferred = [
        raw
        for raw, found in zip(raws, readings, strict=True)
        if 0 < len(found[0]) < len(_columns(table, raw)) and not _cells(flow, table, raw, offset)
    ]
    if table.shape is Shape.SUBJECTS:
        _settle_by_parents(raws, readings)
    rows = [_row(flow, raw, found[0]) for raw, found in zip(raws, readings, strict=True)]
    if not inferred:
        return rows, []
    text = (
        f"{len(inferred)} 行有空白单元格，文本中看不出位置，各数按行内和上下级合计归入各栏，请核对"
    )
    at = flow.evidence(inferred[0].start, inferred[-1].end)
    return rows, [Note(code="columns_inferred", text=text, evidence=at)]


def _columns(table: TableLayout, raw: RawRow) -> tuple[str, ...]:
    return raw.side.columns if raw.side else table.columns


def _readings(
    flow: Flow, table: TableLayout, raw: RawRow, offset: int | None
) -> list[dict[str, str]]:
    """Give the likeliest amounts of a row by column, the leftmost placing first."""
    printed = [chinese.fold(flow.text(*span)) for span in _figures(flow, raw)]
    columns = _columns(table, raw)
    if by_cell := _cells(flow, table, raw, offset):
        return [dict(zip(by_cell, printed, strict=True))]
    if columns[0].endswith(_LINE_NUMBER) and printed:
        # Every row prints its own number, so the first figure is that.
        rest = placings(printed[1:], _narrow(table, columns[1:]))
        return [
            {columns[0]: printed[0]}
            | {columns[at + 1]: figure for at, figure in zip(placing, printed[1:], strict=False)}
            for placing in rest
        ]
    narrowed = _narrow(table, columns)
    return [
        {columns[at]: figure for at, figure in zip(placing, printed, strict=False)}
        for placing in placings(printed, narrowed)
    ]


def _figures(flow: Flow, raw: RawRow) -> list[Span]:
    return [span for span in raw.figures if not BLANK.fullmatch(flow.folded[slice(*span)])]


def _first_figure_column(flow: Flow, raws: list[RawRow]) -> int | None:
    """Say in which cell the figures begin: behind the names of the rows that have codes."""
    behind = Counter(
        flow.columns[raw.words[-1][1] - 1] + 1
        for raw in raws
        if raw.code and raw.words and "\t" in flow.lines[flow.line_index(raw.start)].text
    )
    return behind.most_common(1)[0][0] if behind else None


def _cells(flow: Flow, table: TableLayout, raw: RawRow, offset: int | None) -> list[str] | None:
    """Take the columns straight from the cells where the line is parted by tabs."""
    figures = _figures(flow, raw)
    columns = _columns(table, raw)
    if not figures or raw.side:
        return None
    line = flow.lines[flow.line_index(figures[0][0])].text
    first = offset if offset is not None else line.count("\t") + 1 - len(columns)
    places = [flow.columns[a] - first for a, _ in figures]
    fits = min(places) >= 0 and max(places) < len(columns) and len(set(places)) == len(places)
    return [columns[at] for at in places] if "\t" in line and fits else None


def _narrow(table: TableLayout, columns: tuple[str, ...]) -> TableLayout:
    """Give the table as one half of it sees itself."""
    if columns == table.columns:
        return table
    return replace(table, columns=columns)


def _settle_by_parents(raws: list[RawRow], readings: list[list[dict[str, str]]]) -> None:
    """Choose among equally likely readings, from the total down to the last level."""
    children = _children(raws)
    for index in sorted(children, key=lambda at: len(raws[at].code or "")):
        below = children[index]
        if all(len(readings[child]) == 1 for child in below):
            continue
        numbers = [[_numbers(r) for r in readings[child]] for child in below]
        chosen = settle(_numbers(readings[index][0]), numbers)
        for child, at in zip(below, chosen, strict=True):
            readings[child] = [readings[child][at]]


def _level(raw: RawRow) -> int:
    return _LEVELS[len(raw.code)] if raw.code else 0


def _children(raws: list[RawRow]) -> dict[int, list[int]]:
    """Give for each row the rows just below it: under the longest code above it, else the total."""
    places = {raw.code or "": index for index, raw in reversed(list(enumerate(raws)))}
    children: dict[int, list[int]] = {}
    for index, raw in enumerate(raws):
        if not raw.code:
            continue
        above = (raw.code[:length] for length in range(len(raw.code) - 1, -1, -1))
        parent = next((places[code] for code in above if code in places), None)
        if parent is not None:
            children.setdefault(parent, []).append(index)
    return children


def _numbers(amounts: dict[str, str]) -> dict[str, Decimal]:
    return {
        column: number
        for column, printed in amounts.items()
        if "%" not in printed and (number := number_of(printed)) is not None
    }


def _row(flow: Flow, raw: RawRow, amounts: dict[str, str]) -> BudgetRow:
    name = flow.join(raw.words)
    level = _level(raw) if raw.code else _depth(chinese.fold(name))
    return BudgetRow(
        subject_code=raw.code,
        subject_name=name,
        level=level,
        side=raw.side.name if raw.side else None,
        amounts=amounts,
        evidence=flow.evidence(raw.start, raw.end),
    )


def _depth(name: str) -> int:
    """Say how deep an item stands by its number: 一、 1, （一） or （1） 2, 其中： 3, a total 0."""
    if not name or TOTAL.match(name) or _GRAND.match(name):
        return 0
    found = ITEM.match(name)
    if not found:
        return 3
    return 1 if found[1] else 2
