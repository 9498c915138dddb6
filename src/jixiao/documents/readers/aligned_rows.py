"""Which lines of a table without upright rules are one row: by the gaps between them, or by rules."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from jixiao.documents.readers.aligned_heads import count_amounts, count_head_lines
from jixiao.documents.readers.gutters import FEWEST_CELLS
from jixiao.documents.readers.line_segments import Segment, texts_of
from jixiao.documents.ruling import Stroke

FEWEST_LINES = 4
"""How many lines a table has at least."""
_CLEAR_JUMP = 1.15
"""How much larger a gap between rows is than one between the lines of a cell."""
_SHARE_BETWEEN_ROWS = 5
"""One gap in so many parts rows at least, so that a wide gap above a remark is none of two kinds."""
_SHARE_OF_ROWS = 0.5
"""The share of lines between two rules that must fill several columns each to be rows."""
_COUNT = re.compile(r"\d{1,2}|[栏行]次|[类款项]")
RowRange = tuple[int, int]
"""The lines of a row: the first, and the one behind the last."""


def merged_rows(
    tops: Sequence[float], row: int, centre: float, rules: Sequence[Stroke]
) -> tuple[int, int]:
    """From which row to which a cell goes: as far as the rules between leave its column out.

    Rows without any rule between them are apart.
    """
    if not rules:
        return row, row

    def is_parted(above: int) -> bool:
        between = [rule for rule in rules if tops[above] <= rule.at < tops[above + 1]]
        return not between or any(r.low <= centre <= r.high for r in between)

    top = foot = row
    while top > 0 and not is_parted(top - 1):
        top -= 1
    while foot < len(tops) - 1 and not is_parted(foot):
        foot += 1
    return top, foot


def rows_of_table(
    run: Sequence[list[Segment]], middles: Sequence[float], rules: Sequence[Stroke]
) -> Iterator[RowRange]:
    """The rows of a table: what stands between two rules, unless it is rows itself."""
    if not rules:
        yield from _spaced_rows(middles)
        return
    most = max(map(len, run))
    for start, stop in _ruled_rows(middles, rules):
        if are_rows(run[start:stop], most):
            within = _spaced_rows(middles[start:stop])
            yield from ((start + first, start + end) for first, end in within)
        else:
            yield start, stop


def are_rows(lines: Sequence[list[Segment]], most: int) -> bool:
    """Whether lines between two rules are rows: with amounts each, or filling most columns."""
    with_amounts = [count_amounts(texts_of(line)) >= FEWEST_CELLS for line in lines]
    if sum(with_amounts) > 1:
        return True
    if len(lines) < FEWEST_LINES:
        return False
    enough = max(FEWEST_CELLS, most * _SHARE_OF_ROWS)
    filled = sum(len(line) >= enough for line in lines)
    return filled >= len(lines) * _SHARE_OF_ROWS


def ends_of_heads(
    run: Sequence[list[Segment]], spans: Sequence[list[range]]
) -> set[int]:
    """The lines among heads that begin a row: below a group, or counting the columns."""
    heads = count_head_lines([texts_of(line) for line in run])
    starts = {at + 1 for at in range(heads) if any(len(s) > 1 for s in spans[at])}
    counts = {
        at for at in range(heads) if all(map(_COUNT.fullmatch, texts_of(run[at])))
    }
    return starts | counts


def cut_rows(rows: Iterable[RowRange], starts: set[int]) -> list[RowRange]:
    """Cut rows at the lines that begin one."""
    cut: list[RowRange] = []
    for first, end in rows:
        inner = sorted(at for at in starts if first < at < end)
        cut += pairwise([first, *inner, end])
    return cut


def _ruled_rows(middles: Sequence[float], rules: Sequence[Stroke]) -> list[RowRange]:
    """Join the lines that stand between two rules."""
    return _rows(
        middles, lambda above, below: any(above <= rule.at < below for rule in rules)
    )


def _spaced_rows(middles: Sequence[float]) -> list[RowRange]:
    """Join lines into rows at the gaps that are clearly the smaller ones."""
    gaps = sorted(below - above for above, below in pairwise(middles))
    between_rows = max(2, len(gaps) // _SHARE_BETWEEN_ROWS)
    smaller = gaps[: len(gaps) + 1 - between_rows]
    jumps = [(b / max(a, 0.1), (a + b) / 2) for a, b in pairwise(smaller)]
    jump, middle = max(jumps, default=(0.0, 0.0))
    widest_within = middle if jump >= _CLEAR_JUMP else 0.0
    return _rows(middles, lambda above, below: below - above > widest_within)


def _rows(
    middles: Sequence[float], is_between_rows: Callable[[float, float], bool]
) -> list[RowRange]:
    starts = [0]
    for line, (above, below) in enumerate(pairwise(middles), start=1):
        if is_between_rows(above, below):
            starts.append(line)
    return list(pairwise([*starts, len(middles)]))
