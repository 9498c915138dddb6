"""Put the figures of a budget table's rows under their columns."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

from msgspec import structs

from jixiao import chinese
from jixiao.budgets.boxed_tables import BoxedReader, Places
from jixiao.budgets.boxes import BLANK, REMARK, pieces
from jixiao.budgets.budget import BudgetRow, BudgetTable
from jixiao.budgets.columns import (
    LINE_NUMBER,
    number_of,
    placings,
    row_holds,
    settle,
    settle_with_total,
)
from jixiao.budgets.heads import ABOUT
from jixiao.budgets.layout import TableLayout, TableShape
from jixiao.budgets.misreadings import (
    CELLS_BELOW,
    SUMS_FAIL,
    prints_a_cell_a_line,
    sums_fail,
)
from jixiao.budgets.naming import period_of
from jixiao.budgets.own_heads import own_heads
from jixiao.budgets.rows import PrintedRow, Region, RowReader, depth_of, level_of
from jixiao.budgets.text_heads import TextHeads, read_heads
from jixiao.documents import Coverage, Flow, Span
from jixiao.evidence import Note, ReadAs

_UNIT = re.compile(r"(?:单位[:：]?(?:人民币)?|\()(亿元|百万元|万元|千元|元)")
_USUAL_UNIT = "万元"
BLANK_SOMEWHERE = "有空白的栏，数字可能属于旁边的栏"
UNKNOWN_HEADS = "表头有不认识的栏，数字可能属于旁边的栏"
"""Doubts about the columns of a row: its name, its code and its amounts are as printed."""


def read_table(
    flow: Flow, coverage: Coverage, region: Region, year: int | None, aligned: Places
) -> BudgetTable:
    """Read one table; figures are kept as printed, blank cells are left out of `amounts`.

    Cells are read where the document shows them, else lines of text. `aligned` are the cells that
    only white space parts.
    """
    table = region.table
    printed_pieces = pieces(flow, region.body, region.end)
    if printed_pieces:
        reader = BoxedReader(flow, coverage, table, year, aligned)
        rows, columns = reader.rows(printed_pieces), reader.columns
        notes = _notes_of_unsure(rows)
        if reader.completed_codes:
            text = "款、项的编码少印了前面的 0，按两位读取"
            notes.append(Note(code="codes_completed", text=text))
        _label_remarks(flow, coverage, region)
    elif prints_a_cell_a_line(flow, region):
        rows, columns = [], table.columns
        at = flow.evidence(region.body, region.end)
        notes = [Note(code="table_unread", text=CELLS_BELOW, evidence=at)]
    else:
        printed_layout = own_heads(flow, region, year)
        region = (
            replace(region, table=printed_layout.table) if printed_layout else region
        )
        rows, notes = _read_lines(
            flow, coverage, region, year, understood=printed_layout is not None
        )
        rows = [_of_its_period(row, table, year) for row in rows]
        columns = table.columns if table.default else region.table.columns
        if printed_layout and not printed_layout.filled:
            rows = [_in_doubt_if_guessed(row) for row in rows]
        if sums_fail(region.table, rows):
            rows = [_doubted(row, SUMS_FAIL) for row in rows]
            notes.append(Note(code="rows_unsure", text=SUMS_FAIL))
    unit = _UNIT.search(flow.folded, region.start, region.end)
    if unit is None:
        text = f"表上没有印金额单位，按{_USUAL_UNIT}读取，请核对"
        at = flow.evidence(region.start, region.body)
        notes.append(Note(code="unit_not_printed", text=text, evidence=at))
    is_blank = not any(row.amounts for row in rows)
    return BudgetTable(
        code=table.code,
        title=table.title,
        fiscal_year=year,
        money_unit=unit[1] if unit else _USUAL_UNIT,
        columns=columns,
        rows=() if is_blank and not any(map(_is_item, rows)) else tuple(rows),
        evidence=flow.evidence(region.start, region.end),
        notes=tuple(notes),
        printed_title=flow.text(*region.title),
    )


def _doubted(row: BudgetRow, doubt: str) -> BudgetRow:
    """A row in doubt, for the reason it has already or for another."""
    at = row.evidence
    return structs.replace(row, evidence=at if at.doubt else at.doubted(doubt))


def _in_doubt_if_guessed(row: BudgetRow) -> BudgetRow:
    """A row some of whose columns are blank, in a table of which no row fills them all."""
    if not row.inferred:
        return row
    return structs.replace(row, evidence=row.evidence.doubted(BLANK_SOMEWHERE))


def _is_item(row: BudgetRow) -> bool:
    """Whether a row names something, and is no mere total."""
    return bool(row.subject_code) or row.level > 0


def _notes_of_unsure(rows: list[BudgetRow]) -> list[Note]:
    unsure = [row for row in rows if not row.sure]
    if not unsure:
        return []
    text = f"{len(unsure)} 行的数字归入哪一栏没有把握，请核对"
    return [Note(code="rows_unsure", text=text, evidence=unsure[0].evidence)]


def _label_remarks(flow: Flow, coverage: Coverage, region: Region) -> None:
    """Know the lines around the cells: units above them, a remark and all below it."""
    is_below = False
    for first, stop in flow.line_spans(region.body, region.end):
        if len(flow.lines[flow.line_index(first)].cells) > 1:
            is_below = False
            continue
        is_below = is_below or REMARK.match(flow.folded, first, stop) is not None
        if is_below or ABOUT.fullmatch(flow.folded, first, stop):
            coverage.label(first, stop)


def _read_lines(
    flow: Flow,
    coverage: Coverage,
    region: Region,
    year: int | None,
    *,
    understood: bool,
) -> tuple[list[BudgetRow], list[Note]]:
    """Read the lines of a table that shows no cells; `understood` are heads read before."""
    reader = RowReader(flow, coverage, region)
    match region.table.shape:
        case TableShape.SUBJECTS:
            printed = list(reader.subjects())
        case TableShape.TWO_SIDED:
            printed = list(reader.items())
        case TableShape.SINGLE_ROW:
            printed = list(reader.single_rows())
        case TableShape.SIDE_BY_SIDE:
            printed = list(reader.side_by_side())
    first = min((row.start for row in printed), default=region.end)
    heads = TextHeads(region.table, understood=True)
    if not understood:
        heads = read_heads(_heads_text(flow, region.body, first), region.table, year)
    return _place(flow, heads, printed)


def _heads_text(flow: Flow, start: int, end: int) -> str:
    """What stands above the rows, without the lines that say whose table it is or count its columns."""
    lines = (
        flow.folded[first:stop]
        for first, stop in flow.line_spans(start, end)
        if not ABOUT.fullmatch(flow.folded, first, stop)
        and not _COUNTS_COLUMNS.fullmatch(flow.folded, first, stop)
    )
    return "".join(lines)


_COUNTS_COLUMNS = re.compile(r"(?:栏[次目][\s\d]+)+")
"""栏次 1 栏次 2 3: no head of a column, though one may be called 栏次."""


def _of_its_period(row: BudgetRow, table: TableLayout, year: int | None) -> BudgetRow:
    """The row with its amounts under the period that it is called by: 2024年预算数."""
    period = period_of(row.subject_name, table, year)
    if period is None or table.default is None or period == table.default:
        return row
    amounts = {
        column.replace(f"{table.default}·", f"{period}·", 1): printed
        for column, printed in row.amounts.items()
    }
    return structs.replace(row, amounts=amounts)


@dataclass(frozen=True, slots=True)
class _Sureness:
    """How a row of text was read, whether sums told its columns, and why it may be wrong."""

    read_as: ReadAs
    inferred: bool
    doubt: str | None


def _place(
    flow: Flow, heads: TextHeads, printed: list[PrintedRow]
) -> tuple[list[BudgetRow], list[Note]]:
    """Put every row's figures under their columns, parents deciding where a row alone cannot."""
    table = heads.table
    offset = _first_figure_column(flow, printed)
    readings = [_readings(flow, table, row, offset) for row in printed]
    inferred = []
    for row, (likeliest, *_) in zip(printed, readings, strict=True):
        has_blanks = 0 < len(likeliest) < len(_columns(table, row))
        if has_blanks and not _cells(flow, table, row, offset):
            inferred.append(row)
    if table.shape is TableShape.SUBJECTS:
        _settle_by_parents(printed, readings)
    else:
        _settle_by_totals(flow, printed, readings)
    rows = []
    for row, (amounts, *_) in zip(printed, readings, strict=True):
        by_cell = _cells(flow, table, row, offset) is not None
        columns = _columns(table, row)
        is_whole = len(_figures(flow, row)) in (0, len(columns))
        is_proven = heads.understood or row_holds(amounts, table, columns)
        sureness = _Sureness(
            ReadAs.ALIGNED_COLUMN if by_cell else ReadAs.RUN_TOGETHER,
            inferred=not (by_cell or is_whole),
            doubt=None if is_proven else UNKNOWN_HEADS,
        )
        rows.append(_row(flow, row, amounts, sureness))
    if not inferred:
        return rows, []
    text = f"{len(inferred)} 行有空白单元格，文本中看不出位置，各数按行内和上下级合计归入各栏，请核对"
    at = flow.evidence(inferred[0].start, inferred[-1].end)
    return rows, [Note(code="columns_inferred", text=text, evidence=at)]


def _columns(table: TableLayout, row: PrintedRow) -> tuple[str, ...]:
    sides = {side.name: side.columns for side in table.sides}
    return sides[row.side.name] if row.side else table.columns


def _readings(
    flow: Flow, table: TableLayout, row: PrintedRow, offset: int | None
) -> list[dict[str, str]]:
    """Return the likeliest amounts of a row by column, the leftmost placing first."""
    figures = [chinese.fold(flow.text(*span)) for span in _figures(flow, row)]
    columns = _columns(table, row)
    if by_cell := _cells(flow, table, row, offset):
        return [dict(zip(by_cell, figures, strict=True))]
    numbered: dict[str, str] = {}
    if columns[0].endswith(LINE_NUMBER) and figures:
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


def _settle_by_totals(
    flow: Flow, printed: list[PrintedRow], readings: list[list[dict[str, str]]]
) -> None:
    """Choose among equally likely readings of items by the total of their half of the table."""
    for side in {row.side.name if row.side else None for row in printed}:
        of_side = [
            place
            for place, row in enumerate(printed)
            if (row.side.name if row.side else None) == side and row.figures
        ]
        names = {
            place: chinese.key(flow.join(printed[place].words)) for place in of_side
        }
        totals = [place for place in of_side if _IS_TOTAL.fullmatch(names[place])]
        if not totals:
            continue
        first = totals[0]
        above = [place for place in of_side if place < first]
        _settle_items(readings, names, first, above or of_side)
        if above and totals[-1] != first:
            between = [place for place in of_side if first < place < totals[-1]]
            _settle_items(readings, names, totals[-1], [first, *between])


def _settle_items(
    readings: list[list[dict[str, str]]],
    names: dict[int, str],
    total: int,
    items: list[int],
) -> None:
    """Choose the readings of a total and its items, where those that are open are of one depth."""
    others = [place for place in items if place != total]
    open_places = [place for place in others if len(readings[place]) > 1]
    depths = {depth_of(names[place]) for place in open_places}
    if len(depths) != 1:
        return
    of_depth = [
        place
        for place in others
        if depth_of(names[place]) in depths or _IS_TOTAL.fullmatch(names[place])
    ]
    numbers = [[_numbers(reading) for reading in readings[place]] for place in of_depth]
    stated = [_numbers(reading) for reading in readings[total]]
    at, chosen = settle_with_total(stated, numbers)
    readings[total] = [readings[total][at]]
    for place, choice in zip(of_depth, chosen, strict=True):
        readings[place] = [readings[place][choice]]


_IS_TOTAL = re.compile(
    r"(?:[一二三四五六七八九十]、)?本年(?:收入|支出)(?:合计)?|[合总]计"
)
"""The rows that are the sum of the items of their half."""


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


def _row(
    flow: Flow,
    row: PrintedRow,
    amounts: dict[str, str],
    sureness: _Sureness,
) -> BudgetRow:
    name = flow.join(row.words)
    level = level_of(row.code) if row.code else depth_of(name)
    at = flow.evidence(row.start, row.end)
    return BudgetRow(
        subject_code=row.code,
        subject_name=name,
        level=level,
        side=row.side.name if row.side else None,
        amounts=amounts,
        evidence=structs.replace(
            at,
            read_as=sureness.read_as,
            sure=sureness.doubt is None,
            doubt=sureness.doubt,
        ),
        inferred=sureness.inferred,
    )
