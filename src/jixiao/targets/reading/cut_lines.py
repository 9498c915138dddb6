"""A form run together without gaps whose lines were cut at a fixed width is one line again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao import chinese
from jixiao.documents import Line

_FEWEST_LINES = 4
_SHORTEST = 20
_NEARLY_FULL = 0.88
"""The share of the widest line from which on a line was cut at that width."""
_HEADS = re.compile(r"一级(?:绩效)?指标")
_TABLE = re.compile(r"[二三]级(?:绩效)?指标.*指标值|[二三]级(?:绩效)?指标.*目标值")


@dataclass
class _Run:
    """Lines without gaps that stand below one another."""

    lines: list[Line] = field(default_factory=list)

    def are_one(self) -> bool:
        """Whether all but the last are about as wide as the widest, and hold a table's heads and rows."""
        texts = [line.text.strip() for line in self.lines]
        if len(texts) < _FEWEST_LINES:
            return False
        whole = "".join(texts)
        if not (_HEADS.search(whole) and _TABLE.search(whole)):
            return False
        return _are_cut(list(map(len, texts))) or _are_cut(
            list(map(chinese.width, texts))
        )


def _are_cut(widths: Sequence[int]) -> bool:
    """Whether lines were cut at one width: all but the last are about as wide as the widest."""
    full = _NEARLY_FULL * max(widths)
    return max(widths) >= _SHORTEST and all(width >= full for width in widths[:-1])


def with_cut_lines_joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that were cut at a fixed width joined; each keeps the number of its first."""
    run = _Run()
    for line in lines:
        if _has_gaps(line):
            yield from _joined(run)
            run = _Run()
            yield line
        else:
            run.lines.append(line)
    yield from _joined(run)


def _has_gaps(line: Line) -> bool:
    return bool(line.cells) or not line.text.strip() or len(line.text.split()) > 1


def _joined(run: _Run) -> Iterator[Line]:
    if not run.are_one():
        yield from _joined_below_heads(run)
        return
    first = run.lines[0]
    text = "".join(line.text.strip() for line in run.lines)
    yield Line(first.number, text, first.page)


def _joined_below_heads(run: _Run) -> Iterator[Line]:
    """The lines of a run, those from the heads on joined where they alone were cut at one width."""
    heads = next((n for n, line in enumerate(run.lines) if _HEADS.search(line.text)), 0)
    table = _Run(run.lines[heads:])
    if heads and table.are_one():
        yield from run.lines[:heads]
        yield from _joined(table)
        return
    yield from run.lines
