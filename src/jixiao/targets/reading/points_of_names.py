"""Points that a form prints in brackets behind its names: 更换灯具数量(12分) is a name and its weight."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jixiao.documents import Coverage, Flow
from jixiao.targets.reading.levels import IndicatorRow

_POINTS = re.compile(r".{2,}\((?P<points>\d{1,3}(?:\.\d{1,2})?)分\)")
_FEWEST = 3
_MOST = 0.8
"""The share of rows that print points from which on all of them are weights."""


def with_points_of_names(
    flow: Flow, coverage: Coverage, rows: Sequence[IndicatorRow]
) -> list[IndicatorRow]:
    """The rows with the points behind their names as weights, where most of them have some and no other weight."""
    matches = [_points(flow, row) for row in rows]
    count = sum(match is not None for match in matches)
    if count < max(_FEWEST, _MOST * len(rows)) or any(
        "weight" in row.beside for row in rows
    ):
        return list(rows)
    for match in filter(None, matches):
        coverage.label(match.start("points") - 1, match.end())
    return [
        _with_weight(row, match) if match else row
        for row, match in zip(rows, matches, strict=True)
    ]


def _points(flow: Flow, row: IndicatorRow) -> re.Match[str] | None:
    return _POINTS.fullmatch(flow.folded, *row.name[-1]) if row.name else None


def _with_weight(row: IndicatorRow, match: re.Match[str]) -> IndicatorRow:
    *before, (start, _) = row.name
    name = (*before, (start, match.start("points") - 1))
    return replace(
        row, name=name, beside={**row.beside, "weight": match.span("points")}
    )
