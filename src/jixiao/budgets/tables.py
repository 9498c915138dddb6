"""Read the printed tables of a department budget row by row."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao import chinese
from jixiao.budgets.budget import BudgetRow, BudgetTable
from jixiao.budgets.columns import number_of, placings, settle
from jixiao.budgets.layout import Shape, Side, TableLayout
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note

_FIGURE = re.compile(r"[-+−—]*\d[\d,]*(?:\.\d+)?%?")
_BLANK = re.compile(r"[-—–]+")
_SUBJECT = re.compile(r"\d{3}(?:\d{2}){0,2}")
_TOTAL = re.compile(r"(?:总计|合计|小计)(?![\u4e00-\u9fff])")
_UNIT = re.compile(r"单位:(亿元|万元|元)")
_ITEM = re.compile(
    r"(?:([一二三四五六七八九十]+)、|\(([一二三四五六七八九十]+)\)|\((\d+)\)|(\d+)[、.])"
)
_GRAND = re.compile(r"(?:收入|支出)总计|本年(?:收入|支出)合计")
_SURELY_A_CODE = 5
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_LEVELS = {3: 1, 5: 2, 7: 3}


@dataclass
class _Raw:
    """A row as its pieces come: code, words, figures, and everything it covers."""

    code: str | None
    start: int
    end: int
    side: Side | None = None
    words: list[Span] = field(default_factory=list)
    figures: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table stands: its heading and all up to the next."""

    table: TableLayout
    start: int
    body: int
    end: int


def read_table(flow: Flow, coverage: Coverage, region: Region, year: int | None) -> BudgetTable:
    """Read one table; figures are kept as printed, blank cells are left out of `amounts`."""
    unit = _UNIT.search(flow.folded, region.start, region.end)
    table = region.table
    reader = _Reader(flow, coverage, region)
    match table.shape:
        case Shape.SUBJECTS:
            raws = list(reader.subjects())
        case Shape.TWO_SIDED:
            raws = list(reader.items())
        case Shape.SINGLE_ROW:
            raws = list(reader.single_rows())
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


class _Reader:
    def __init__(self, flow: Flow, coverage: Coverage, region: Region) -> None:
        self._flow = flow
        self._coverage = coverage
        self._region = region

    def _label(self, start: int, end: int) -> None:
        self._coverage.label(start, end)

    def _use(self, start: int, end: int) -> None:
        self._coverage.use(start, end)

    def _chunks(self, start: int, end: int) -> list[Span]:
        """Cut at white space; letters set apart (合 计) are one word."""
        joined: list[Span] = []
        for chunk in self._flow.split(start, end):
            single = chunk[1] - chunk[0] == 1 and _LETTER.match(self._flow.folded, chunk[0])
            goes_on = joined and self._flow.gaps[chunk[0]] == Gap.SPACE and single
            if goes_on and all(
                b - a == 1 and _LETTER.match(self._flow.folded, a)
                for a, b in self._flow.split(*joined[-1])
            ):
                joined[-1] = (joined[-1][0], chunk[1])
            else:
                joined.append(chunk)
        return joined

    def _is_figure(self, span: Span) -> bool:
        text = self._flow.folded[slice(*span)]
        return bool(_FIGURE.fullmatch(text) or _BLANK.fullmatch(text))

    def subjects(self) -> Iterator[_Raw]:
        """Read rows that begin with a subject code or 总计: code, name, figures.

        A 合计 without figures is a column head.
        """
        for row in self._subject_rows():
            if row.code or row.figures:
                for piece in (*row.words, *row.figures):
                    self._use(*piece)
                yield row
            else:
                self._label(row.start, row.end)

    def _subject_rows(self) -> Iterator[_Raw]:
        """Walk the lines: a code or 总计 opens a row, words and figures go to it.

        Words on a line of their own after a row's figures are the end of its name, or the
        beginning of the next one's where its code stands between the two. Column heads printed
        again on a new page are no words of a row.
        """
        flow = self._flow
        row: _Raw | None = None
        heads: set[str] = set()
        pending: list[Span] = []
        for first, stop in flow.line_spans(self._region.body, self._region.end):
            chunks = self._chunks(first, stop)
            text = flow.folded[slice(*chunks[0])]
            coded = bool(_SUBJECT.fullmatch(text)) and not self._only_figures(chunks)
            if coded or _TOTAL.match(flow.folded, first):
                words = [] if coded else chunks[:1]
                named = coded and any(not self._is_figure(c) for c in chunks[1:])
                begun = pending if coded and not named and len(chunks) > 1 else []
                if row:
                    row.words += [] if begun else pending
                    yield self._closed(row)
                self._use(*chunks[0])
                row = _Raw(text if coded else None, *chunks[0], words=[*begun, *words])
                pending, chunks = [], chunks[1:]
            elif row is None:
                heads.update(flow.folded[slice(*chunk)] for chunk in chunks)
                self._label(first, stop)
                continue
            elif _is_remark(text):
                break
            elif row.figures and text in heads:
                self._label(first, stop)
                continue
            for chunk in chunks:
                figure = self._is_figure(chunk)
                late = row.figures and not figure
                (row.figures if figure else pending if late else row.words).append(chunk)
        if row:
            row.words += pending
            yield self._closed(row)

    def _closed(self, row: _Raw) -> _Raw:
        """Say how far the pieces of a row reach."""
        pieces = [*row.words, *row.figures]
        row.start = min([row.start, *(a for a, _ in pieces)])
        row.end = max([row.end, *(b for _, b in pieces)])
        return row

    def _only_figures(self, chunks: list[Span]) -> bool:
        """Tell a line of amounts that begins with a whole number from a subject code."""
        first, *rest = chunks
        long = first[1] - first[0] >= _SURELY_A_CODE
        return bool(rest) and all(map(self._is_figure, rest)) and not long

    def items(self) -> Iterator[_Raw]:
        """Read rows that print an item of income beside one of expenditure."""
        flow = self._flow
        left, right = self._region.table.sides
        last = {left.name: 0, right.name: 0}
        begun = False
        for first, stop in flow.line_spans(self._region.body, self._region.end):
            if not begun and not _ITEM.match(flow.folded, first, stop):
                self._label(first, stop)
                continue
            begun = True
            pieces = self._pieces(first, stop)
            sides = self._sides(pieces, left, right, last)
            for piece, side in zip(pieces, sides, strict=False):
                piece.side = side
                self._use(piece.start, piece.end)
                yield piece

    def _pieces(self, first: int, stop: int) -> list[_Raw]:
        """Cut a line into items: words, then the figures that follow them."""
        pieces: list[_Raw] = []
        for chunk in self._chunks(first, stop):
            text = self._flow.folded[slice(*chunk)]
            if self._is_figure(chunk):
                if pieces:
                    pieces[-1].figures.append(chunk)
                    pieces[-1].end = chunk[1]
                continue
            marker = pieces and _ITEM.fullmatch(self._flow.folded, pieces[-1].start, chunk[0])
            if _is_remark(text):
                break
            if marker:
                pieces[-1].words.append(chunk)
                pieces[-1].end = chunk[1]
            else:
                pieces.append(_Raw(None, *chunk, words=[chunk]))
        return pieces

    def _sides(
        self, pieces: list[_Raw], left: Side, right: Side, last: dict[str, int]
    ) -> list[Side]:
        """Say which half each item of a line belongs to.

        Two items are left and right. A single one is told by its number, which goes on from the
        last of its half, and by its words.
        """
        if len(pieces) > 1:
            sides = [left, *[right] * (len(pieces) - 1)]
        elif pieces:
            text = self._flow.folded[pieces[0].start : pieces[0].end]
            number = _number(text)
            score = {
                side.name: 2 * bool(side.words.search(text)) + 3 * (number == last[side.name] + 1)
                for side in (left, right)
            }
            column = self._flow.columns[pieces[0].start]
            sides = [right if score[right.name] > score[left.name] or column else left]
        else:
            sides = []
        for piece, side in zip(pieces, sides, strict=True):
            number = _number(self._flow.folded[piece.start : piece.end])
            last[side.name] = number or last[side.name]
        return sides

    def single_rows(self) -> Iterator[_Raw]:
        """Read lines of figures below column heads; words before them name the row."""
        for first, stop in self._flow.line_spans(self._region.body, self._region.end):
            chunks = self._chunks(first, stop)
            figures = [chunk for chunk in chunks if self._is_figure(chunk)]
            words = chunks[: len(chunks) - len(figures)]
            if figures and figures == chunks[len(words) :]:
                self._use(first, stop)
                yield _Raw(None, first, stop, words=words, figures=figures)
            else:
                self._label(first, stop)


def _is_remark(text: str) -> bool:
    return text.startswith(("注:", "备注:", "说明:"))


def _number(text: str) -> int | None:
    found = _ITEM.match(text)
    if not found:
        return None
    digits = next(group for group in found.groups() if group)
    return int(digits) if digits.isdecimal() else chinese.read_numeral(digits)


def _place(flow: Flow, table: TableLayout, raws: list[_Raw]) -> tuple[list[BudgetRow], list[Note]]:
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


def _columns(table: TableLayout, raw: _Raw) -> tuple[str, ...]:
    return raw.side.columns if raw.side else table.columns


def _readings(
    flow: Flow, table: TableLayout, raw: _Raw, offset: int | None
) -> list[dict[str, str]]:
    """Give the likeliest amounts of a row by column, the leftmost placing first."""
    printed = [chinese.fold(flow.text(*span)) for span in _figures(flow, raw)]
    columns = _columns(table, raw)
    if by_cell := _cells(flow, table, raw, offset):
        return [dict(zip(by_cell, printed, strict=True))]
    narrowed = _narrow(table, columns)
    return [
        {columns[at]: figure for at, figure in zip(placing, printed, strict=False)}
        for placing in placings(printed, narrowed)
    ]


def _figures(flow: Flow, raw: _Raw) -> list[Span]:
    return [span for span in raw.figures if not _BLANK.fullmatch(flow.folded[slice(*span)])]


def _first_figure_column(flow: Flow, raws: list[_Raw]) -> int | None:
    """Say in which cell the figures begin: behind the names of the rows that have codes."""
    behind = Counter(
        flow.columns[raw.words[-1][1] - 1] + 1
        for raw in raws
        if raw.code and raw.words and "\t" in flow.lines[flow.line_index(raw.start)].text
    )
    return behind.most_common(1)[0][0] if behind else None


def _cells(flow: Flow, table: TableLayout, raw: _Raw, offset: int | None) -> list[str] | None:
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


def _settle_by_parents(raws: list[_Raw], readings: list[list[dict[str, str]]]) -> None:
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


def _level(raw: _Raw) -> int:
    return _LEVELS[len(raw.code)] if raw.code else 0


def _children(raws: list[_Raw]) -> dict[int, list[int]]:
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


def _row(flow: Flow, raw: _Raw, amounts: dict[str, str]) -> BudgetRow:
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
    if not name or _TOTAL.match(name) or _GRAND.match(name):
        return 0
    found = _ITEM.match(name)
    if not found:
        return 3
    return 1 if found[1] else 2
