"""Rows of a sheet written as text, their cells parted by commas, with the cells apart."""

import csv
from collections.abc import Sequence

from jixiao.documents import Line

_FEWEST_COMMAS = 3
_FEWEST_ROWS = 4
_SHARE = 0.6
"""The share of lines with commas from which on a text is such a sheet."""
_EVEN = 0.9
"""The share of those lines that hold as many cells as most do."""


def with_commas_as_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines of a sheet written as text with tabs between their cells; else as they are."""
    filled = [line for line in lines if line.text.strip()]
    rows = [line for line in filled if line.text.count(",") >= _FEWEST_COMMAS]
    if len(rows) < max(_FEWEST_ROWS, _SHARE * len(filled)):
        return list(lines)
    if any(line.cells or "\t" in line.text for line in filled):
        return list(lines)
    widths = [len(_cells(line.text)) for line in rows]
    usual = max(set(widths), key=widths.count)
    if widths.count(usual) < _EVEN * len(rows):
        return list(lines)
    return [_with_tabs(line) for line in lines]


def _with_tabs(line: Line) -> Line:
    text = "\t".join(_cells(line.text)).rstrip("\t")
    return Line(line.number, text, line.page)


def _cells(text: str) -> list[str]:
    row = next(csv.reader([text]), [])
    return [cell.strip() for cell in row]
