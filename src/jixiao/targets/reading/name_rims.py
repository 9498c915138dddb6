"""Names made whole: what a text column took from their beginning, and words of the promise behind them.

A line that opens below one row and runs on into the name of the next is one name; the words
计划值 or 年初任务数 behind every name of a form announce the targets.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jixiao.documents import Coverage, Flow, Gap
from jixiao.targets.reading.levels import IndicatorRow

_TEXTS = ("reason", "causes", "measures", "remark")
_PROMISE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:(?:年初|年度|全年|本年|预期)(?:计划|任务|目标|指标)?|计划|任务|目标)(?:值|数|量|达到)?$"
)
_FEWEST = 3


def with_whole_names(
    flow: Flow, coverage: Coverage, rows: Sequence[IndicatorRow]
) -> list[IndicatorRow]:
    """The rows with names that begin where their line does and end before the words of the promise."""
    return _without_promise(flow, coverage, list(_with_beginnings(flow, rows)))


def _with_beginnings(
    flow: Flow, rows: Sequence[IndicatorRow]
) -> Iterator[IndicatorRow]:
    """The rows, the beginning of a name given back by the row above that took it for a text of its own."""
    taken: int | None = None
    for row, below in pairwise((*rows, None)):
        if row is None:
            return
        whole = row
        if taken is not None:
            (_, end), *others = row.name
            whole = replace(row, name=((taken, end), *others), start=taken)
        taken = None
        for role in _TEXTS:
            span = row.beside.get(role)
            if below and span and _opens_name(flow, span[0], span[1], below):
                taken = span[0]
                beside = {key: cell for key, cell in row.beside.items() if key != role}
                whole = replace(whole, beside=beside, end=taken)
        yield whole


def _opens_name(flow: Flow, start: int, end: int, below: IndicatorRow) -> bool:
    """Whether a text that begins a line touches the name of the row below on that line."""
    is_glued = bool(below.name) and below.name[0][0] == end and not flow.gaps[end]
    opens_line = flow.gaps[start] == Gap.LINE
    return is_glued and opens_line and flow.line_index(start) == flow.line_index(end)


def _without_promise(
    flow: Flow, coverage: Coverage, rows: Sequence[IndicatorRow]
) -> list[IndicatorRow]:
    """The rows without the words of the promise that nothing parts from several names and their values."""
    promised_at = [_promise_at(flow, row) for row in rows]
    words = {
        flow.text(at, row.name[-1][1])
        for at, row in zip(promised_at, rows, strict=True)
        if at
    }
    many = sum(at is not None for at in promised_at)
    if len(words) != 1 or many < max(_FEWEST, len(rows) // 2):
        return list(rows)
    cut: list[IndicatorRow] = []
    for at, row in zip(promised_at, rows, strict=True):
        if at is None:
            cut.append(row)
            continue
        *others, (start, end) = row.name
        coverage.label(at, end)
        cut.append(replace(row, name=(*others, (start, at))))
    return cut


def _promise_at(flow: Flow, row: IndicatorRow) -> int | None:
    """Where the words of the promise begin in a name that its value touches."""
    if not (row.name and row.value):
        return None
    start, end = row.name[-1]
    if row.value[0][0] != end or flow.gaps[end]:
        return None
    match = _PROMISE.search(flow.folded[start:end])
    return start + match.start() if match else None
