"""The year's money where no label of a list announces it: labels and heads by their make, and what adds up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import groupby, pairwise, takewhile

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.money import convert, is_beyond_any_project
from jixiao.targets.reading.header import Header

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>亿元|万元|元|万)?")
_NOTHING = re.compile(r"[-—–/]+|\d+(?:\.\d+)?%")
_LABEL = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.]|\([一二三四五六七八九十\d]{1,2}\))*(?P<words>(?:其中:?)?[^\d:]{0,6}?(?:20\d\d年度?)?[^\d:]{1,18}?)"
    rf"(?:\((?:单位:)?(?P<unit>亿元|万元|元)\))?:?(?:(?P<glued>{_NUMBER})(?P<of>亿元|万元|元|万)?)?"
)
_OF_MONEY = re.compile(r"资金|预算|投入|投资|经费|金额")
_SOURCE = re.compile(
    r"其中|财政|拨款|中央|[省市县区本]级|上级|自[筹有]|单位|其[他它]|社会|事业|经营|基金|国有|专户|贷款|结转|结余|捐|收入|补助|部门"
)
_NOT_THE_BUDGET = re.compile(
    r"执行|支出|到位|使用|完成|拨付|下达|[率分]$|权重|实施期|[二三五]年|中期|长期|总投资|项目总|累计|上年|去年|以前|标准|依据|用途|情况|来源|规模"
)
_OF_THE_YEAR = re.compile(r"(?:项目)?(?:本年度?|当年度?|年度|全年|20\d\d年度?).{0,10}")
_WHOLE = re.compile(
    r"(?:项目|申请|专项|转移支付|年度)*(?:(?:申请|资金|预算|经费|金额)*(?:总额|合计|总计|总数|总和|小计)|申请资金|预算数(?:\([A-Z]\))?|预算金额|预算安排)"
)
_LONGEST_LABEL = 18
_PLACE = "funding.annual.total"
_NEAR = 4
"""How many cells before a bare 合计 say that money is meant."""
_SHORT_UNITS = {"万": "万元"}


class _Kind(Enum):
    AMOUNT = 1
    NOTHING = 2
    YEAR = 3
    WHOLE = 4
    SOURCE = 5
    OTHER = 6


_FIGURES = (_Kind.AMOUNT, _Kind.NOTHING)
_TOTALS = (_Kind.YEAR, _Kind.WHOLE)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell above the rows: what it is by its words, and its amount where it holds one."""

    span: Span
    kind: _Kind
    words: str
    unit: str | None = None
    number: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Total:
    """An amount that may be the year's: its label's words, and whether its parts add up to it."""

    words: str
    at: Span
    number: Decimal
    unit: str | None
    adds_up: bool


def take_total_by_make(
    flow: Flow, coverage: Coverage, header: Header, stretch: Span
) -> None:
    """Take the year's total behind a label or below a head that no list names, where there is but one.

    It is sure where the money of its sources adds up to it, else a person has to look. One that was
    read without being sure of it stays, and is sure where they add up.
    """
    before = header.evidence.get(_PLACE)
    if before and not before.unsure:
        return
    cells = list(_cells(flow, stretch))
    totals = [*_behind_labels(cells), *_below_heads(cells)]
    totals = [total for total in totals if total.adds_up] or totals
    if len({(total.number, total.unit) for total in totals}) != 1:
        return
    if ("annual", "total") in header.amounts:
        _confirm(flow, header, totals[0])
    else:
        _take(flow, coverage, header, totals[0])


def _confirm(flow: Flow, header: Header, total: _Total) -> None:
    """Be sure of the amount that was read, where it is this one and its parts add up to it."""
    if total.adds_up and header.amounts["annual", "total"] == total.number:
        header.evidence[_PLACE] = flow.evidence(*total.at)


def _take(flow: Flow, coverage: Coverage, header: Header, total: _Total) -> None:
    unit = _SHORT_UNITS.get(total.unit or "", total.unit)
    if unit and header.printed_unit is None and not header.amounts:
        header.printed_unit = header.money_unit = unit
        header.notes = [note for note in header.notes if note.code != "unit_assumed"]
    header_unit = str(header.money_unit)
    amount = convert(total.number, unit, header_unit) if unit else total.number
    header.amounts["annual", "total"] = amount
    coverage.use(*total.at)
    at = flow.evidence(*total.at)
    if not total.adds_up:
        at = at.doubted(f"“{total.words}”不是常见的栏名")
    header.evidence[_PLACE] = at
    header.notes = [
        note
        for note in header.notes
        if (note.code, note.place) != ("amount_unreadable", _PLACE)
    ]


def _cells(flow: Flow, stretch: Span) -> Iterator[_Cell]:
    for line in flow.line_spans(*stretch):
        is_parted = "\t" in flow.lines[flow.line_index(line[0])].text
        for span in flow.split(*line, Gap.CELL if is_parted else Gap.SPACE):
            yield from _read_cell(flow, span)


def _read_cell(flow: Flow, span: Span) -> Iterator[_Cell]:
    """A cell as an amount or a label; as both where an amount is glued to its label."""
    text = flow.folded[slice(*span)]
    if amount := _AMOUNT.fullmatch(text):
        number = Decimal(amount["number"].replace(",", ""))
        unit = f"{amount['unit'] or '元'}元".replace("元元", "元")
        is_run_on = is_beyond_any_project(number, unit)
        kind = _Kind.OTHER if is_run_on else _Kind.AMOUNT
        yield _Cell(span, kind, "", amount["unit"], number)
        return
    if _NOTHING.fullmatch(text):
        yield _Cell(span, _Kind.NOTHING, "")
        return
    label = _LABEL.fullmatch(text)
    if label is None or len(label["words"]) > _LONGEST_LABEL:
        yield _Cell(span, _Kind.OTHER, text)
        return
    words, glued = label["words"], label["glued"]
    behind = span[0] + (label.start("glued") if glued else len(text))
    yield _Cell((span[0], behind), _kind_of(words), words, label["unit"])
    if glued:
        number = Decimal(glued.replace(",", ""))
        yield _Cell((behind, span[1]), _Kind.AMOUNT, "", label["of"], number)


def _kind_of(words: str) -> _Kind:
    """What a label announces by its words."""
    if _NOT_THE_BUDGET.search(words):
        return _Kind.OTHER
    if _SOURCE.search(words):
        return _Kind.SOURCE
    if _OF_THE_YEAR.fullmatch(words) and _OF_MONEY.search(words):
        return _Kind.YEAR
    return _Kind.WHOLE if _WHOLE.fullmatch(words) else _Kind.OTHER


def _behind_labels(cells: Sequence[_Cell]) -> Iterator[_Total]:
    """The amounts right behind a label of the year's money, or of a sum among money."""
    for at, (label, amount) in enumerate(pairwise(cells)):
        if label.kind not in _TOTALS or amount.kind is not _Kind.AMOUNT:
            continue
        parts = list(_parts(cells[at + 2 :]))
        among_money = any(
            cell.unit or _OF_MONEY.search(cell.words)
            for cell in cells[max(0, at - _NEAR) : at + 1]
        )
        if label.kind is _Kind.YEAR or among_money or parts:
            unit = amount.unit or label.unit
            adds_up = bool(parts) and amount.number in (sum(parts), parts[0])
            is_certain = adds_up and not _differ(cells[at + 1 :])
            yield _Total(label.words, amount.span, amount.number, unit, is_certain)


def _differ(cells: Sequence[_Cell]) -> bool:
    """Whether amounts of several columns stand behind a label, not all the same: nobody says which is the year's."""
    amounts = {
        cell.number
        for cell in takewhile(lambda cell: cell.kind in _FIGURES, cells)
        if cell.kind is _Kind.AMOUNT
    }
    return len(amounts) > 1


def _parts(cells: Sequence[_Cell]) -> Iterator[Decimal]:
    """The money of the sources told right behind a total: 其中：财政拨款 60 其他资金."""
    for cell, behind in zip(cells, [*cells[1:], None], strict=False):
        if cell.kind is _Kind.SOURCE:
            if behind and behind.kind is _Kind.AMOUNT:
                yield behind.number
        elif cell.kind not in _FIGURES:
            return


def _below_heads(cells: Sequence[_Cell]) -> Iterator[_Total]:
    """The first amount below heads of which the first is a total, where the others add up to it."""
    heads: list[_Cell] = []
    for is_figures, run in groupby(cells, lambda cell: cell.kind in _FIGURES):
        cells_of_run = list(run)
        if not is_figures:
            heads = cells_of_run
            continue
        totals = [at for at, cell in enumerate(heads) if cell.kind in _TOTALS]
        if not totals:
            continue
        total, *behind = heads[totals[0] :]
        amounts = [cell.number for cell in cells_of_run if cell.kind is _Kind.AMOUNT]
        first, *others = amounts or [Decimal(0)]
        has_sources = any(cell.kind is _Kind.SOURCE for cell in behind)
        has_parts = len(others) > 1 or _has_source_below(behind, cells_of_run[1:])
        if has_sources and has_parts and first and first == sum(others):
            unit = cells_of_run[0].unit or total.unit
            yield _Total(total.words, cells_of_run[0].span, first, unit, adds_up=True)


def _has_source_below(heads: Sequence[_Cell], cells: Sequence[_Cell]) -> bool:
    """Whether as many cells as heads stand below them, an amount below the head of a source."""
    if len(heads) != len(cells):
        return False
    return any(
        head.kind is _Kind.SOURCE and cell.kind is _Kind.AMOUNT
        for head, cell in zip(heads, cells, strict=True)
    )
